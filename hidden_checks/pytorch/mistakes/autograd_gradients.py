"""Wrong and right ways to write `autograd_gradients`."""

import numpy as np
import torch
from lab import data

from autograder.course.mistakes import mistake, right
from hidden_checks.pytorch.mistakes import hints

SLOPES = "test_agrees_with_the_slopes_of_the_loss"
DIGITS = "test_keeps_its_digits_on_huge_numbers"
BACKWARD = "test_goes_backward"
ANY = "test_takes_any_numbers_and_leaves_them_alone"

line = data.line()


@mistake("n-by-n-residuals", "autograd_gradients", hint=hints.BROADCAST, fails=SLOPES)
def gradients_of_n_times_n_residuals(x, y, w, b):
    x = torch.tensor(x, dtype=torch.float64).unsqueeze(1)
    y = torch.tensor(y, dtype=torch.float64)
    w = torch.tensor(w, dtype=torch.float64, requires_grad=True)
    b = torch.tensor(b, dtype=torch.float64, requires_grad=True)
    loss = ((x * w + b - y) ** 2).mean()
    loss.backward()
    return w.grad.item(), b.grad.item()


@mistake("n-by-n-residuals", "autograd_gradients", hint=hints.BROADCAST, fails=SLOPES)
def gradients_of_targets_in_a_column(x, y, w, b):
    x = torch.tensor(x, dtype=torch.float64)
    y = torch.tensor(y, dtype=torch.float64).view(-1, 1)
    w = torch.tensor(w, dtype=torch.float64, requires_grad=True)
    b = torch.tensor(b, dtype=torch.float64, requires_grad=True)
    torch.nn.functional.mse_loss(x * w + b, y).backward()
    return w.grad.item(), b.grad.item()


@mistake("sum-instead-of-mean", "autograd_gradients", hint=hints.SUM, fails=SLOPES)
def gradients_of_the_sum(x, y, w, b):
    x, y = torch.tensor(x, dtype=torch.float64), torch.tensor(y, dtype=torch.float64)
    w = torch.tensor(w, dtype=torch.float64, requires_grad=True)
    b = torch.tensor(b, dtype=torch.float64, requires_grad=True)
    loss = ((w * x + b - y) ** 2).sum()
    loss.backward()
    return w.grad.item(), b.grad.item()


@mistake(
    "half-of-the-loss",
    "autograd_gradients",
    hint="Check the convention card: is there a half in the loss?",
    fails=SLOPES,
)
def gradients_of_half_the_loss(x, y, w, b):
    x, y = torch.tensor(x, dtype=torch.float64), torch.tensor(y, dtype=torch.float64)
    w = torch.tensor(w, dtype=torch.float64, requires_grad=True)
    b = torch.tensor(b, dtype=torch.float64, requires_grad=True)
    loss = ((w * x + b - y) ** 2).mean() / 2
    loss.backward()
    return w.grad.item(), b.grad.item()


@mistake("db-before-dw", "autograd_gradients", hint="In which order were the two derivatives asked for?", fails=SLOPES)
def gradients_with_db_first(x, y, w, b):
    x, y = torch.tensor(x, dtype=torch.float64), torch.tensor(y, dtype=torch.float64)
    w = torch.tensor(w, dtype=torch.float64, requires_grad=True)
    b = torch.tensor(b, dtype=torch.float64, requires_grad=True)
    loss = ((w * x + b - y) ** 2).mean()
    loss.backward()
    return b.grad.item(), w.grad.item()


@mistake(
    "opposite-sign",
    "autograd_gradients",
    hint="backward() gives the derivative itself: which way does it point?",
    fails=SLOPES,
)
def gradients_pointing_downhill(x, y, w, b):
    x, y = torch.tensor(x, dtype=torch.float64), torch.tensor(y, dtype=torch.float64)
    w = torch.tensor(w, dtype=torch.float64, requires_grad=True)
    b = torch.tensor(b, dtype=torch.float64, requires_grad=True)
    loss = ((w * x + b - y) ** 2).mean()
    loss.backward()
    return -w.grad.item(), -b.grad.item()


@mistake("digits-lost", "autograd_gradients", hint=hints.SINGLE, fails=DIGITS, agreement=1e-5)
def gradients_in_float32(x, y, w, b):
    x, y = torch.tensor(x, dtype=torch.float32), torch.tensor(y, dtype=torch.float32)
    w = torch.tensor(float(w), requires_grad=True)
    b = torch.tensor(float(b), requires_grad=True)
    loss = ((w * x + b - y) ** 2).mean()
    loss.backward()
    return w.grad.item(), b.grad.item()


@mistake("digits-lost", "autograd_gradients", hint=hints.SINGLE, fails=DIGITS, agreement=1e-5)
def gradients_of_float32_parameters(x, y, w, b):
    x, y = torch.tensor(x, dtype=torch.float64), torch.tensor(y, dtype=torch.float64)
    w = torch.tensor(float(w), requires_grad=True)
    b = torch.tensor(float(b), requires_grad=True)
    loss = ((w * x + b - y) ** 2).mean()
    loss.backward()
    return w.grad.item(), b.grad.item()


@mistake("whole-numbers-not-converted", "autograd_gradients", hint=hints.WHOLE, fails=ANY)
def gradients_of_whole_numbers(x, y, w, b):
    x, y = torch.tensor(x), torch.tensor(y)
    w = torch.tensor(w, dtype=x.dtype, requires_grad=True)
    b = torch.tensor(b, dtype=x.dtype, requires_grad=True)
    loss = ((w * x + b - y) ** 2).mean()
    loss.backward()
    return w.grad.item(), b.grad.item()


@mistake(
    "arguments-changed",
    "autograd_gradients",
    hint="Print `x` and `y` before and after the call: are both the same? Which of your calls share their memory?",
    fails=ANY,
)
def gradients_that_write_into_y(x, y, w, b):
    x, y = torch.as_tensor(x), torch.as_tensor(y)
    w = torch.tensor(w, dtype=torch.float64, requires_grad=True)
    b = torch.tensor(b, dtype=torch.float64, requires_grad=True)
    y *= -1
    loss = ((w * x + b + y) ** 2).mean()
    loss.backward()
    return w.grad.item(), b.grad.item()


@mistake("notebook-variable-used", "autograd_gradients", hint=hints.GLOBAL, fails=SLOPES)
def gradients_on_the_notebooks_data(x, y, w, b):
    x, y = torch.tensor(line.x), torch.tensor(line.y)
    w = torch.tensor(w, dtype=torch.float64, requires_grad=True)
    b = torch.tensor(b, dtype=torch.float64, requires_grad=True)
    loss = ((w * x + b - y) ** 2).mean()
    loss.backward()
    return w.grad.item(), b.grad.item()


@mistake("nothing-returned", "autograd_gradients", hint=hints.NO_RETURN, fails=SLOPES)
def gradients_only_printed(x, y, w, b):
    x, y = torch.tensor(x, dtype=torch.float64), torch.tensor(y, dtype=torch.float64)
    w = torch.tensor(w, dtype=torch.float64, requires_grad=True)
    b = torch.tensor(b, dtype=torch.float64, requires_grad=True)
    loss = ((w * x + b - y) ** 2).mean()
    loss.backward()
    print(w.grad.item(), b.grad.item())


@mistake("formula-instead-of-backward", "autograd_gradients", hint=hints.FORMULA, fails=BACKWARD)
def gradients_by_formula(x, y, w, b):
    r = w * x + b - y
    return float(2 * np.mean(r * x)), float(2 * np.mean(r))


@mistake("formula-instead-of-backward", "autograd_gradients", hint=hints.FORMULA, fails=BACKWARD)
def gradients_by_formula_on_tensors(x, y, w, b):
    x, y = torch.tensor(x, dtype=torch.float64), torch.tensor(y, dtype=torch.float64)
    r = w * x + b - y
    return (2 * (r * x).mean()).item(), (2 * r.mean()).item()


@mistake(
    "differences-instead-of-backward",
    "autograd_gradients",
    hint="A difference of two losses loses digits where the losses are large. Let backward() do it.",
    fails=DIGITS,
)
def gradients_by_differences(x, y, w, b):
    def loss(w, b):
        return np.mean((w * x + b - y) ** 2)

    h = 1e-5
    return (
        float((loss(w + h, b) - loss(w - h, b)) / (2 * h)),
        float((loss(w, b + h) - loss(w, b - h)) / (2 * h)),
    )


@mistake(
    "backward-called-twice",
    "autograd_gradients",
    hint="How many times does your function call backward()? Each call adds to .grad.",
    fails=SLOPES,
)
def gradients_of_two_backward_passes(x, y, w, b):
    x, y = torch.tensor(x, dtype=torch.float64), torch.tensor(y, dtype=torch.float64)
    w = torch.tensor(w, dtype=torch.float64, requires_grad=True)
    b = torch.tensor(b, dtype=torch.float64, requires_grad=True)
    loss = ((w * x + b - y) ** 2).mean()
    loss.backward(retain_graph=True)
    dw = w.grad.item()
    loss.backward()
    return dw, b.grad.item()


@right("autograd_gradients")
def gradients_by_grad(x, y, w, b):
    x, y = torch.as_tensor(x, dtype=torch.float64), torch.as_tensor(y, dtype=torch.float64)
    w, b = (torch.tensor(float(value), dtype=torch.float64).requires_grad_() for value in (w, b))
    dw, db = torch.autograd.grad(torch.nn.functional.mse_loss(w * x + b, y), (w, b))
    return float(dw), float(db)


@right("autograd_gradients")
def gradients_of_one_vector(x, y, w, b):
    theta = torch.tensor([w, b], dtype=torch.float64, requires_grad=True)
    A = torch.tensor(np.column_stack([x, np.ones(len(x))]))
    r = A @ theta - torch.tensor(y, dtype=torch.float64)
    (r @ r / len(x)).backward()
    return theta.grad.tolist()


@right("autograd_gradients")
def gradients_added_up_point_by_point(x, y, w, b):
    w = torch.tensor(w, dtype=torch.float64, requires_grad=True)
    b = torch.tensor(b, dtype=torch.float64, requires_grad=True)
    for one_x, one_y in zip(x.tolist(), y.tolist()):
        loss = (w * one_x + b - one_y) ** 2 / len(x)
        loss.backward()
    return w.grad.item(), b.grad.item()


@right("autograd_gradients")
def gradients_by_a_function_of_functions(x, y, w, b):
    x, y = torch.from_numpy(x.astype(float)), torch.from_numpy(y.astype(float))

    def loss(w, b):
        return torch.mean((y - (w * x + b)) ** 2)

    dw, db = torch.autograd.functional.jacobian(
        loss, (torch.tensor(w, dtype=torch.float64), torch.tensor(b, dtype=torch.float64))
    )
    return dw.item(), db.item()
