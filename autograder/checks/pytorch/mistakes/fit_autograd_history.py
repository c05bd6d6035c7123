"""Wrong ways for `fit_autograd` to keep its history."""

import numpy as np
import torch

from autograder.checks.pytorch.mistakes import hints
from autograder.course.mistakes import mistake

PATH = "test_follows_the_exact_path"
LOSSES = "test_each_loss_belongs_to_its_state"
EMPTY = "test_no_steps_leave_the_start"
ANY = "test_takes_any_numbers_and_leaves_them_alone"


@mistake("first-or-last-state-missing", "fit_autograd", hint=hints.COUNT, fails=EMPTY)
def fit_without_the_end(x, y, lr, n_steps, w0=0.0, b0=0.0):
    x, y = torch.tensor(x, dtype=torch.float64), torch.tensor(y, dtype=torch.float64)
    w = torch.tensor(w0, dtype=torch.float64, requires_grad=True)
    b = torch.tensor(b0, dtype=torch.float64, requires_grad=True)
    ws, bs, losses = [], [], []
    for _ in range(n_steps):
        loss = torch.mean((w * x + b - y) ** 2)
        ws.append(w.item()), bs.append(b.item()), losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            w -= lr * w.grad
            b -= lr * b.grad
        w.grad = b.grad = None
    return {"w": np.array(ws), "b": np.array(bs), "loss": np.array(losses)}


@mistake("first-or-last-state-missing", "fit_autograd", hint=hints.COUNT, fails=EMPTY)
def fit_without_the_start(x, y, lr, n_steps, w0=0.0, b0=0.0):
    x, y = torch.tensor(x, dtype=torch.float64), torch.tensor(y, dtype=torch.float64)
    w = torch.tensor(w0, dtype=torch.float64, requires_grad=True)
    b = torch.tensor(b0, dtype=torch.float64, requires_grad=True)
    ws, bs, losses = [], [], []
    for _ in range(n_steps):
        torch.mean((w * x + b - y) ** 2).backward()
        with torch.no_grad():
            w -= lr * w.grad
            b -= lr * b.grad
        w.grad = b.grad = None
        loss = torch.mean((w * x + b - y) ** 2)
        ws.append(w.item()), bs.append(b.item()), losses.append(loss.item())
    return {"w": np.array(ws), "b": np.array(bs), "loss": np.array(losses)}


@mistake("losses-of-another-state", "fit_autograd", hint=hints.LATE, fails=LOSSES)
def fit_with_losses_of_the_state_before(x, y, lr, n_steps, w0=0.0, b0=0.0):
    x, y = torch.tensor(x, dtype=torch.float64), torch.tensor(y, dtype=torch.float64)
    w = torch.tensor(w0, dtype=torch.float64, requires_grad=True)
    b = torch.tensor(b0, dtype=torch.float64, requires_grad=True)
    ws, bs, losses = [], [], []
    for _ in range(n_steps):
        loss = torch.mean((w * x + b - y) ** 2)
        losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            w -= lr * w.grad
            b -= lr * b.grad
        w.grad = b.grad = None
        ws.append(w.item()), bs.append(b.item())
    return {"w": np.array(ws), "b": np.array(bs), "loss": np.array(losses)}


@mistake("losses-of-another-state", "fit_autograd", hint=hints.LATE, fails=LOSSES)
def fit_with_losses_one_row_late(x, y, lr, n_steps, w0=0.0, b0=0.0):
    x, y = torch.tensor(x, dtype=torch.float64), torch.tensor(y, dtype=torch.float64)
    w = torch.tensor(w0, dtype=torch.float64, requires_grad=True)
    b = torch.tensor(b0, dtype=torch.float64, requires_grad=True)
    ws, bs, losses = [w.item()], [b.item()], [torch.mean((w * x + b - y) ** 2).item()]
    for _ in range(n_steps):
        loss = torch.mean((w * x + b - y) ** 2)
        losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            w -= lr * w.grad
            b -= lr * b.grad
        w.grad = b.grad = None
        ws.append(w.item()), bs.append(b.item())
    return {"w": np.array(ws), "b": np.array(bs), "loss": np.array(losses)}


@mistake(
    "history-of-one-array",
    "fit_autograd",
    hint="Why are all rows alike? `detach()` and `numpy()` share the tensor's memory; `item()` and `clone()` do not.",
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


@mistake("one-state-too-many", "fit_autograd", hint="Count the states again: is one of them there twice?", fails=EMPTY)
def fit_with_the_start_twice(x, y, lr, n_steps, w0=0.0, b0=0.0):
    x, y = torch.tensor(x, dtype=torch.float64), torch.tensor(y, dtype=torch.float64)
    w = torch.tensor(w0, dtype=torch.float64, requires_grad=True)
    b = torch.tensor(b0, dtype=torch.float64, requires_grad=True)
    ws, bs, losses = [w.item()], [b.item()], [torch.mean((w * x + b - y) ** 2).item()]
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
    "one-state-too-many", "fit_autograd", hint="Count the states again: how many steps has your run made?", fails=EMPTY
)
def fit_with_one_step_too_many(x, y, lr, n_steps, w0=0.0, b0=0.0):
    x, y = torch.tensor(x, dtype=torch.float64), torch.tensor(y, dtype=torch.float64)
    w = torch.tensor(w0, dtype=torch.float64, requires_grad=True)
    b = torch.tensor(b0, dtype=torch.float64, requires_grad=True)
    ws, bs, losses = [w.item()], [b.item()], [torch.mean((w * x + b - y) ** 2).item()]
    for _ in range(n_steps + 1):
        torch.mean((w * x + b - y) ** 2).backward()
        with torch.no_grad():
            w -= lr * w.grad
            b -= lr * b.grad
        w.grad = b.grad = None
        loss = torch.mean((w * x + b - y) ** 2)
        ws.append(w.item()), bs.append(b.item()), losses.append(loss.item())
    return {"w": np.array(ws), "b": np.array(bs), "loss": np.array(losses)}


@mistake("whole-numbers-not-converted", "fit_autograd", hint=hints.WHOLE, fails=ANY)
def fit_from_whole_numbers(x, y, lr, n_steps, w0=0.0, b0=0.0):
    x, y = torch.tensor(x), torch.tensor(y)
    w = torch.tensor(w0, dtype=x.dtype, requires_grad=True)
    b = torch.tensor(b0, dtype=x.dtype, requires_grad=True)
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
