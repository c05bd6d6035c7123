"""Wrong and right ways for `fit_autograd` to descend."""

# ruff: noqa: ARG001, T201 - students forget arguments and print
import numpy as np
import torch
from lab import data

from autograder.checks.pytorch.mistakes import hints
from autograder.course.mistakes import mistake, right

PATH = "test_follows_the_exact_path"
BACKWARD = "test_goes_backward"
ANY = "test_takes_any_numbers_and_leaves_them_alone"

line = data.line()


@mistake("gradients-pile-up", "fit_autograd", hint=hints.PILING, fails=PATH)
def fit_with_gradients_piling_up(x, y, lr, n_steps, w0=0.0, b0=0.0):
    x, y = torch.tensor(x, dtype=torch.float64), torch.tensor(y, dtype=torch.float64)
    w = torch.tensor(w0, dtype=torch.float64, requires_grad=True)
    b = torch.tensor(b0, dtype=torch.float64, requires_grad=True)
    ws, bs, losses = [], [], []
    for _ in range(n_steps + 1):
        loss = torch.mean((w * x + b - y) ** 2)
        ws.append(w.item()), bs.append(b.item()), losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            w -= lr * w.grad
            b -= lr * b.grad
    return {"w": np.array(ws), "b": np.array(bs), "loss": np.array(losses)}


@mistake(
    "one-gradient-piles-up",
    "fit_autograd",
    hint="Two parameters have a gradient. Which of them do you set back?",
    fails=PATH,
)
def fit_with_one_gradient_piling_up(x, y, lr, n_steps, w0=0.0, b0=0.0):
    x, y = torch.tensor(x, dtype=torch.float64), torch.tensor(y, dtype=torch.float64)
    w = torch.tensor(w0, dtype=torch.float64, requires_grad=True)
    b = torch.tensor(b0, dtype=torch.float64, requires_grad=True)
    ws, bs, losses = [], [], []
    for _ in range(n_steps + 1):
        loss = torch.mean((w * x + b - y) ** 2)
        ws.append(w.item()), bs.append(b.item()), losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            w -= lr * w.grad
            b -= lr * b.grad
        w.grad.zero_()
    return {"w": np.array(ws), "b": np.array(bs), "loss": np.array(losses)}


@mistake("update-recorded-by-autograd", "fit_autograd", hint=hints.RECORDED, fails=PATH)
def fit_with_the_update_on_record(x, y, lr, n_steps, w0=0.0, b0=0.0):
    x, y = torch.tensor(x, dtype=torch.float64), torch.tensor(y, dtype=torch.float64)
    w = torch.tensor(w0, dtype=torch.float64, requires_grad=True)
    b = torch.tensor(b0, dtype=torch.float64, requires_grad=True)
    ws, bs, losses = [], [], []
    for _ in range(n_steps + 1):
        loss = torch.mean((w * x + b - y) ** 2)
        ws.append(w.item()), bs.append(b.item()), losses.append(loss.item())
        loss.backward()
        w -= lr * w.grad
        b -= lr * b.grad
        w.grad.zero_()
        b.grad.zero_()
    return {"w": np.array(ws), "b": np.array(bs), "loss": np.array(losses)}


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


@mistake("gradient-computed-once", "fit_autograd", hint="As w moves, does your gradient change with it?", fails=PATH)
def fit_with_the_first_gradient(x, y, lr, n_steps, w0=0.0, b0=0.0):
    x, y = torch.tensor(x, dtype=torch.float64), torch.tensor(y, dtype=torch.float64)
    w = torch.tensor(w0, dtype=torch.float64, requires_grad=True)
    b = torch.tensor(b0, dtype=torch.float64, requires_grad=True)
    torch.mean((w * x + b - y) ** 2).backward()
    ws, bs, losses = [], [], []
    with torch.no_grad():
        for _ in range(n_steps + 1):
            loss = torch.mean((w * x + b - y) ** 2)
            ws.append(w.item()), bs.append(b.item()), losses.append(loss.item())
            w -= lr * w.grad
            b -= lr * b.grad
    return {"w": np.array(ws), "b": np.array(bs), "loss": np.array(losses)}


@mistake("start-ignored", "fit_autograd", hint="Start somewhere else and look at row 0.", fails=PATH)
def fit_always_from_zero(x, y, lr, n_steps, w0=0.0, b0=0.0):
    x, y = torch.tensor(x, dtype=torch.float64), torch.tensor(y, dtype=torch.float64)
    w = torch.zeros((), dtype=torch.float64, requires_grad=True)
    b = torch.zeros((), dtype=torch.float64, requires_grad=True)
    ws, bs, losses = [], [], []
    for _ in range(n_steps + 1):
        loss = torch.mean((w * x + b - y) ** 2)
        ws.append(w.item()), bs.append(b.item()), losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            w -= lr * w.grad
            b -= lr * b.grad
        w.grad = b.grad = None
    return {"w": np.array(ws), "b": np.array(bs), "loss": np.array(losses)}


@mistake(
    "uphill-step",
    "fit_autograd",
    hint="Does the loss fall after your step? The gradient points to where it grows.",
    fails=PATH,
)
def fit_uphill(x, y, lr, n_steps, w0=0.0, b0=0.0):
    x, y = torch.tensor(x, dtype=torch.float64), torch.tensor(y, dtype=torch.float64)
    w = torch.tensor(w0, dtype=torch.float64, requires_grad=True)
    b = torch.tensor(b0, dtype=torch.float64, requires_grad=True)
    ws, bs, losses = [], [], []
    for _ in range(n_steps + 1):
        loss = torch.mean((w * x + b - y) ** 2)
        ws.append(w.item()), bs.append(b.item()), losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            w += lr * w.grad
            b += lr * b.grad
        w.grad = b.grad = None
    return {"w": np.array(ws), "b": np.array(bs), "loss": np.array(losses)}


@mistake("n-by-n-residuals", "fit_autograd", hint=hints.BROADCAST, fails=PATH)
def fit_of_n_times_n_residuals(x, y, lr, n_steps, w0=0.0, b0=0.0):
    x, y = torch.tensor(x, dtype=torch.float64).unsqueeze(1), torch.tensor(y, dtype=torch.float64)
    w = torch.tensor(w0, dtype=torch.float64, requires_grad=True)
    b = torch.tensor(b0, dtype=torch.float64, requires_grad=True)
    ws, bs, losses = [], [], []
    for _ in range(n_steps + 1):
        loss = torch.mean((w * x + b - y) ** 2)
        ws.append(w.item()), bs.append(b.item()), losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            w -= lr * w.grad
            b -= lr * b.grad
        w.grad = b.grad = None
    return {"w": np.array(ws), "b": np.array(bs), "loss": np.array(losses)}


@mistake("sum-instead-of-mean", "fit_autograd", hint=hints.SUM, fails=PATH)
def fit_of_the_sum(x, y, lr, n_steps, w0=0.0, b0=0.0):
    x, y = torch.tensor(x, dtype=torch.float64), torch.tensor(y, dtype=torch.float64)
    w = torch.tensor(w0, dtype=torch.float64, requires_grad=True)
    b = torch.tensor(b0, dtype=torch.float64, requires_grad=True)
    ws, bs, losses = [], [], []
    for _ in range(n_steps + 1):
        loss = torch.sum((w * x + b - y) ** 2)
        ws.append(w.item()), bs.append(b.item()), losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            w -= lr * w.grad
            b -= lr * b.grad
        w.grad = b.grad = None
    return {"w": np.array(ws), "b": np.array(bs), "loss": np.array(losses)}


@mistake("digits-lost", "fit_autograd", hint=hints.SINGLE, fails=PATH, agreement=1e-5)
def fit_in_float32(x, y, lr, n_steps, w0=0.0, b0=0.0):
    x, y = torch.tensor(x, dtype=torch.float64), torch.tensor(y, dtype=torch.float64)
    w = torch.tensor(float(w0), requires_grad=True)
    b = torch.tensor(float(b0), requires_grad=True)
    ws, bs, losses = [], [], []
    for _ in range(n_steps + 1):
        loss = torch.mean((w * x + b - y) ** 2)
        ws.append(w.item()), bs.append(b.item()), losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            w -= lr * w.grad
            b -= lr * b.grad
        w.grad = b.grad = None
    return {"w": np.array(ws), "b": np.array(bs), "loss": np.array(losses)}


@mistake("arguments-changed", "fit_autograd", hint=hints.IN_PLACE, fails=ANY)
def fit_that_writes_into_y(x, y, lr, n_steps, w0=0.0, b0=0.0):
    x, y = torch.as_tensor(x), torch.as_tensor(y)
    y *= -1
    w = torch.tensor(w0, dtype=torch.float64, requires_grad=True)
    b = torch.tensor(b0, dtype=torch.float64, requires_grad=True)
    ws, bs, losses = [], [], []
    for _ in range(n_steps + 1):
        loss = torch.mean((w * x + b + y) ** 2)
        ws.append(w.item()), bs.append(b.item()), losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            w -= lr * w.grad
            b -= lr * b.grad
        w.grad = b.grad = None
    return {"w": np.array(ws), "b": np.array(bs), "loss": np.array(losses)}


@mistake("notebook-variable-used", "fit_autograd", hint=hints.GLOBAL, fails=PATH)
def fit_of_the_notebooks_data(x, y, lr, n_steps, w0=0.0, b0=0.0):
    x, y = torch.tensor(line.x), torch.tensor(line.y)
    w = torch.tensor(w0, dtype=torch.float64, requires_grad=True)
    b = torch.tensor(b0, dtype=torch.float64, requires_grad=True)
    ws, bs, losses = [], [], []
    for _ in range(n_steps + 1):
        loss = torch.mean((w * x + b - y) ** 2)
        ws.append(w.item()), bs.append(b.item()), losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            w -= lr * w.grad
            b -= lr * b.grad
        w.grad = b.grad = None
    return {"w": np.array(ws), "b": np.array(bs), "loss": np.array(losses)}


@mistake("nothing-returned", "fit_autograd", hint=hints.NO_RETURN, fails=PATH)
def fit_that_only_prints(x, y, lr, n_steps, w0=0.0, b0=0.0):
    x, y = torch.tensor(x, dtype=torch.float64), torch.tensor(y, dtype=torch.float64)
    w = torch.tensor(w0, dtype=torch.float64, requires_grad=True)
    b = torch.tensor(b0, dtype=torch.float64, requires_grad=True)
    for t in range(n_steps + 1):
        loss = torch.mean((w * x + b - y) ** 2)
        print(t, w.item(), b.item(), loss.item())
        loss.backward()
        with torch.no_grad():
            w -= lr * w.grad
            b -= lr * b.grad
        w.grad = b.grad = None


@mistake("formula-instead-of-backward", "fit_autograd", hint=hints.FORMULA, fails=BACKWARD)
def fit_by_formula(x, y, lr, n_steps, w0=0.0, b0=0.0):
    w, b = w0, b0
    ws, bs, losses = [], [], []
    for _ in range(n_steps + 1):
        r = w * x + b - y
        ws.append(w), bs.append(b), losses.append(np.mean(r**2))
        w, b = w - lr * 2 * np.mean(r * x), b - lr * 2 * np.mean(r)
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
