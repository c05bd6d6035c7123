"""Wrong and right ways to write `fit_autograd`."""

import numpy as np
import torch

from autograder.course.mistakes import mistake, mistakes, right
from autograder.course.solution_changes import replace
from hidden_checks.pytorch.mistakes import hints

PATH = "test_follows_the_exact_path"
BACKWARD = "test_goes_backward"
LOSSES = "test_each_loss_belongs_to_its_state"
EMPTY = "test_no_steps_leave_the_start"
ANY = "test_takes_any_numbers_and_leaves_them_alone"
DATA = "torch.tensor(x, dtype=torch.float64), torch.tensor(y, dtype=torch.float64)"
SLOPE, HEIGHT = "torch.tensor(w0, dtype=torch.float64", "torch.tensor(b0, dtype=torch.float64"
LOSS = "torch.mean((slope * inputs + height - targets) ** 2)"
EMPTY_HISTORY = '{"w": [], "b": [], "loss": []}'
HISTORY_OF_THE_START = f'{{"w": [slope.item()], "b": [height.item()], "loss": [{LOSS}.item()]}}'
KEEP = 'for key, value in (("w", slope), ("b", height), ("loss", loss)):\n    history[key].append(value.item())'
KEEP_LOSS = 'history["loss"].append(loss.item())'
KEEP_PARAMETERS = 'history["w"].append(slope.item())\nhistory["b"].append(height.item())'
RESET = "slope.grad = height.grad = None"
RETURN = "return {key: np.array(values) for key, values in history.items()}"

FIT = mistakes("fit_autograd")

FIT.add("gradients-pile-up", hint=hints.PILING, fails=PATH, fit_with_gradients_piling_up=replace(RESET, ""))
FIT.add(
    "one-gradient-piles-up",
    hint="Two parameters have a gradient. Which of them do you set back?",
    fails=PATH,
    fit_with_one_gradient_piling_up=replace(RESET, "slope.grad = None"),
)
FIT.add(
    "update-recorded-by-autograd",
    hint=hints.RECORDED,
    fails=PATH,
    fit_with_the_update_on_record=replace(
        "with torch.no_grad():\n    slope -= lr * slope.grad\n    height -= lr * height.grad",
        "slope -= lr * slope.grad\nheight -= lr * height.grad",
    ),
)
FIT.add(
    "gradient-computed-once",
    hint="As w moves, does your gradient change with it?",
    fails=PATH,
    fit_with_the_first_gradient=(
        replace("loss.backward()", ""),
        replace(RESET, ""),
        replace("history = ", f"{LOSS}.backward()\nhistory = "),
    ),
)
FIT.add(
    "start-ignored",
    hint="Start somewhere else and look at row 0.",
    fails=PATH,
    fit_always_from_zero=replace("inputs, targets =", "w0 = b0 = 0\ninputs, targets ="),
)
FIT.add(
    "uphill-step",
    hint="Does the loss fall after your step? The gradient points to where it grows.",
    fails=PATH,
    fit_uphill=(replace("slope -=", "slope +="), replace("height -=", "height +=")),
)
FIT.add(
    "n-by-n-residuals",
    hint=hints.BROADCAST,
    fails=PATH,
    fit_of_n_times_n_residuals=replace("history = ", "inputs = inputs.unsqueeze(1)\nhistory = "),
)
FIT.add("sum-instead-of-mean", hint=hints.SUM, fails=PATH, fit_of_the_sum=replace("torch.mean", "torch.sum"))
FIT.add(
    "digits-lost",
    hint=hints.SINGLE,
    fails=PATH,
    agreement=1e-5,
    fit_in_float32=(replace(SLOPE, "torch.tensor(float(w0)"), replace(HEIGHT, "torch.tensor(float(b0)")),
)
FIT.add(
    "arguments-changed",
    hint="Print `x` and `y` before and after the run: are both the same? Which of your calls share their memory?",
    fails=ANY,
    fit_that_writes_into_y=replace("history = ", "targets = -torch.as_tensor(y).mul_(-1)\nhistory = "),
)
FIT.add(
    "notebook-variable-used",
    hint=hints.GLOBAL,
    fails=PATH,
    fit_of_the_notebooks_data=replace(DATA, "torch.tensor(line.x), torch.tensor(line.y)"),
)
FIT.add("nothing-returned", hint=hints.NO_RETURN, fails=PATH, fit_that_only_prints=replace(RETURN, "print(history)"))
FIT.add(
    "first-or-last-state-missing",
    hint=hints.COUNT,
    fails=EMPTY,
    fit_without_the_end=replace("n_steps + 1", "n_steps"),
    fit_without_the_start=replace("np.array(values)", "np.array(values[1:])"),
)
FIT.add(
    "losses-of-another-state",
    hint=hints.LATE,
    fails=LOSSES,
    fit_with_losses_of_the_state_before=(
        replace("n_steps + 1", "n_steps"),
        replace(KEEP, KEEP_LOSS),
        replace(RESET, f"{RESET}\n{KEEP_PARAMETERS}"),
    ),
    fit_with_losses_one_row_late=(
        replace(EMPTY_HISTORY, HISTORY_OF_THE_START),
        replace("n_steps + 1", "n_steps"),
        replace(KEEP, KEEP_LOSS),
        replace(RESET, f"{RESET}\n{KEEP_PARAMETERS}"),
    ),
)
FIT.add(
    "one-state-too-many",
    hint="Count the states again: is one of them there twice?",
    fails=EMPTY,
    fit_with_the_start_twice=replace(EMPTY_HISTORY, HISTORY_OF_THE_START),
)
FIT.add(
    "one-state-too-many",
    hint="Count the states again: how many steps has your run made?",
    fails=EMPTY,
    fit_with_one_step_too_many=replace("n_steps + 1", "n_steps + 2"),
)
FIT.add(
    "whole-numbers-not-converted",
    hint=hints.WHOLE,
    fails=ANY,
    fit_from_whole_numbers=(
        replace(DATA, "torch.tensor(x), torch.tensor(y)"),
        replace(SLOPE, "torch.tensor(w0, dtype=inputs.dtype"),
        replace(HEIGHT, "torch.tensor(b0, dtype=inputs.dtype"),
    ),
)


@mistake("update-recorded-by-autograd", "fit_autograd", hint=hints.RECORDED, fails=PATH)
def fit_with_new_parameters_on_record(x, y, lr, n_steps, w0=0.0, b0=0.0):
    x, y = torch.tensor(x, dtype=torch.float64), torch.tensor(y, dtype=torch.float64)
    w = torch.tensor(w0, dtype=torch.float64, requires_grad=True)
    b = torch.tensor(b0, dtype=torch.float64, requires_grad=True)
    ws, bs, losses = [w.item()], [b.item()], []
    for _ in range(n_steps):
        loss = torch.mean((w * x + b - y) ** 2)
        loss.backward()
        w = w - lr * w.grad
        b = b - lr * b.grad
        ws.append(w.item()), bs.append(b.item()), losses.append(loss.item())
    losses.append(torch.mean((w * x + b - y) ** 2).item())
    return {"w": np.array(ws), "b": np.array(bs), "loss": np.array(losses)}


@mistake("formula-instead-of-backward", "fit_autograd", hint=hints.FORMULA, fails=BACKWARD)
def fit_by_formula(x, y, lr, n_steps, w0=0.0, b0=0.0):
    w, b = w0, b0
    ws, bs, losses = [], [], []
    for _ in range(n_steps + 1):
        r = w * x + b - y
        ws.append(w), bs.append(b), losses.append(np.mean(r**2))
        w, b = w - lr * 2 * np.mean(r * x), b - lr * 2 * np.mean(r)
    return {"w": np.array(ws), "b": np.array(bs), "loss": np.array(losses)}


@mistake(
    "history-of-one-array",
    "fit_autograd",
    hint="Why are all rows alike? Which of your calls share the tensor's memory, and which copy it?",
    fails=PATH,
)
def fit_with_one_tensor_for_all_states(x, y, lr, n_steps, w0=0.0, b0=0.0):
    x, y = torch.tensor(x, dtype=torch.float64), torch.tensor(y, dtype=torch.float64)
    w = torch.tensor(w0, dtype=torch.float64, requires_grad=True)
    b = torch.tensor(b0, dtype=torch.float64, requires_grad=True)
    ws, bs, losses = [w.detach()], [b.detach()], [torch.mean((w * x + b - y) ** 2).item()]
    for _ in range(n_steps):
        torch.mean((w * x + b - y) ** 2).backward()
        with torch.no_grad():
            w -= lr * w.grad
            b -= lr * b.grad
        w.grad = b.grad = None
        ws.append(w.detach()), bs.append(b.detach())
        losses.append(torch.mean((w * x + b - y) ** 2).item())
    return {"w": np.array(ws), "b": np.array(bs), "loss": np.array(losses)}


@right("fit_autograd")
def fit_with_an_optimiser(x, y, lr, n_steps, w0=0.0, b0=0.0):
    x, y = torch.as_tensor(x, dtype=torch.float64), torch.as_tensor(y, dtype=torch.float64)
    w = torch.tensor(w0, dtype=torch.float64, requires_grad=True)
    b = torch.tensor(b0, dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.SGD([w, b], lr=lr)
    rows = []
    for _ in range(n_steps + 1):
        optimiser.zero_grad()
        loss = torch.nn.functional.mse_loss(w * x + b, y)
        rows.append([w.item(), b.item(), loss.item()])
        loss.backward()
        optimiser.step()
    ws, bs, losses = np.array(rows).T
    return {"w": ws, "b": bs, "loss": losses}


@right("fit_autograd")
def fit_with_fresh_parameters_each_step(x, y, lr, n_steps, w0=0.0, b0=0.0):
    x, y = torch.tensor(x, dtype=torch.float64), torch.tensor(y, dtype=torch.float64)
    history = {"w": [], "b": [], "loss": []}
    for _ in range(n_steps + 1):
        w = torch.tensor(float(w0), dtype=torch.float64, requires_grad=True)
        b = torch.tensor(float(b0), dtype=torch.float64, requires_grad=True)
        loss = torch.mean((y - w * x - b).square())
        dw, db = torch.autograd.grad(loss, [w, b])
        for key, value in zip(history, (w0, b0, loss.item())):
            history[key].append(float(value))
        w0, b0 = w0 - lr * dw.item(), b0 - lr * db.item()
    return {key: np.array(values) for key, values in history.items()}


@right("fit_autograd")
def fit_of_one_vector_kept_as_tensors(x, y, lr, n_steps, w0=0.0, b0=0.0):
    A = torch.tensor(np.stack([x, np.ones(len(x))], axis=1), dtype=torch.float64)
    y = torch.tensor(y, dtype=torch.float64)
    theta = torch.tensor([w0, b0], dtype=torch.float64, requires_grad=True)
    states, losses = [theta.detach().clone()], []
    for t in range(n_steps + 1):
        loss = torch.mean((A @ theta - y) ** 2)
        losses.append(loss.detach())
        if t < n_steps:
            loss.backward()
            with torch.no_grad():
                theta.sub_(lr * theta.grad)
                theta.grad.zero_()
            states.append(theta.detach().clone())
    states = torch.stack(states)
    return {"w": states[:, 0], "b": states[:, 1], "loss": torch.stack(losses)}
