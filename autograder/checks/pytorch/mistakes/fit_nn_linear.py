"""Wrong and right ways to write `fit_nn_linear`."""

# ruff: noqa: ARG001, T201 - students forget arguments and print
import numpy as np
import torch
from lab import data

from autograder.checks.pytorch.mistakes import hints
from autograder.course.mistakes import mistake, right

PATH = "test_follows_the_exact_path"
SUM = "test_a_sum_at_lr_over_n_is_a_mean_at_lr"
BACKWARD = "test_goes_backward"
ANY = "test_takes_any_numbers_and_leaves_them_alone"
NO_STEP = "Your losses never change. Are zero_grad, backward and step all there, and in this order?"
REDUCED = "Call it with reduction='sum', too: what does MSELoss make of the squares then?"

line = data.line()


@mistake("n-by-n-residuals", "fit_nn_linear", hint=hints.BROADCAST, fails=PATH)
def layer_with_targets_in_a_row(x, y, lr, n_steps, reduction="mean"):
    x = torch.tensor(x, dtype=torch.float64).unsqueeze(1)
    y = torch.tensor(y, dtype=torch.float64)
    model = torch.nn.Linear(1, 1).double()
    model.weight.data.zero_()
    model.bias.data.zero_()
    loss_function = torch.nn.MSELoss(reduction=reduction)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for _ in range(n_steps):
        loss = loss_function(model(x), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    losses.append(loss_function(model(x), y).item())
    return model.weight.detach().numpy(), model.bias.detach().numpy(), np.array(losses)


@mistake(
    "matrix-as-a-bias",
    "fit_nn_linear",
    hint="Print the bias's shape before and after you set it: which one does a fresh layer have?",
    fails=PATH,
)
def layer_with_a_matrix_for_a_bias(x, y, lr, n_steps, reduction="mean"):
    x = torch.tensor(x, dtype=torch.float64).unsqueeze(1)
    y = torch.tensor(y, dtype=torch.float64).unsqueeze(1)
    model = torch.nn.Linear(1, 1).double()
    model.weight.data = torch.zeros(1, 1, dtype=torch.float64)
    model.bias.data = torch.tensor([[0.0]], dtype=torch.float64)
    loss_function = torch.nn.MSELoss(reduction=reduction)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for _ in range(n_steps):
        loss = loss_function(model(x), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    losses.append(loss_function(model(x), y).item())
    return model.weight.detach().numpy(), model.bias.detach().numpy(), np.array(losses)


@mistake(
    "shapes-lost",
    "fit_nn_linear",
    hint="Hand back the layer's weight and bias as they are, not the single numbers in them.",
    fails=PATH,
)
def layer_whose_shapes_are_lost(x, y, lr, n_steps, reduction="mean"):
    x = torch.tensor(x, dtype=torch.float64).unsqueeze(1)
    y = torch.tensor(y, dtype=torch.float64).unsqueeze(1)
    model = torch.nn.Linear(1, 1).double()
    model.weight.data.zero_()
    model.bias.data.zero_()
    loss_function = torch.nn.MSELoss(reduction=reduction)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for _ in range(n_steps):
        loss = loss_function(model(x), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    losses.append(loss_function(model(x), y).item())
    return model.weight.item(), model.bias.item(), np.array(losses)


@mistake("reduction-not-respected", "fit_nn_linear", hint=REDUCED, fails=SUM)
def layer_that_always_takes_the_mean(x, y, lr, n_steps, reduction="mean"):
    x = torch.tensor(x, dtype=torch.float64).unsqueeze(1)
    y = torch.tensor(y, dtype=torch.float64).unsqueeze(1)
    model = torch.nn.Linear(1, 1).double()
    model.weight.data.zero_()
    model.bias.data.zero_()
    loss_function = torch.nn.MSELoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for _ in range(n_steps):
        loss = loss_function(model(x), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    losses.append(loss_function(model(x), y).item())
    return model.weight.detach().numpy(), model.bias.detach().numpy(), np.array(losses)


@mistake("sum-instead-of-mean", "fit_nn_linear", hint=hints.SUM, fails=PATH)
def layer_that_always_takes_the_sum(x, y, lr, n_steps, reduction="mean"):
    x = torch.tensor(x, dtype=torch.float64).unsqueeze(1)
    y = torch.tensor(y, dtype=torch.float64).unsqueeze(1)
    model = torch.nn.Linear(1, 1).double()
    model.weight.data.zero_()
    model.bias.data.zero_()
    loss_function = torch.nn.MSELoss(reduction="sum")
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for _ in range(n_steps):
        loss = loss_function(model(x), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    losses.append(loss_function(model(x), y).item())
    return model.weight.detach().numpy(), model.bias.detach().numpy(), np.array(losses)


@mistake("reduction-not-respected", "fit_nn_linear", hint=REDUCED, fails=SUM)
def layer_that_corrects_the_rate(x, y, lr, n_steps, reduction="mean"):
    x = torch.tensor(x, dtype=torch.float64).unsqueeze(1)
    y = torch.tensor(y, dtype=torch.float64).unsqueeze(1)
    model = torch.nn.Linear(1, 1).double()
    model.weight.data.zero_()
    model.bias.data.zero_()
    loss_function = torch.nn.MSELoss(reduction=reduction)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr / len(x) if reduction == "sum" else lr)
    losses = []
    for _ in range(n_steps):
        loss = loss_function(model(x), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    losses.append(loss_function(model(x), y).item())
    return model.weight.detach().numpy(), model.bias.detach().numpy(), np.array(losses)


@mistake("reduction-not-respected", "fit_nn_linear", hint=REDUCED, fails=SUM)
def layer_that_logs_the_mean(x, y, lr, n_steps, reduction="mean"):
    x = torch.tensor(x, dtype=torch.float64).unsqueeze(1)
    y = torch.tensor(y, dtype=torch.float64).unsqueeze(1)
    model = torch.nn.Linear(1, 1).double()
    model.weight.data.zero_()
    model.bias.data.zero_()
    loss_function = torch.nn.MSELoss(reduction=reduction)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for _ in range(n_steps):
        loss = loss_function(model(x), y)
        losses.append(torch.mean((model(x) - y) ** 2).item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    losses.append(torch.mean((model(x) - y) ** 2).item())
    return model.weight.detach().numpy(), model.bias.detach().numpy(), np.array(losses)


@mistake("gradients-pile-up", "fit_nn_linear", hint=hints.PILING, fails=PATH)
def layer_with_gradients_piling_up(x, y, lr, n_steps, reduction="mean"):
    x = torch.tensor(x, dtype=torch.float64).unsqueeze(1)
    y = torch.tensor(y, dtype=torch.float64).unsqueeze(1)
    model = torch.nn.Linear(1, 1).double()
    model.weight.data.zero_()
    model.bias.data.zero_()
    loss_function = torch.nn.MSELoss(reduction=reduction)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for _ in range(n_steps):
        loss = loss_function(model(x), y)
        losses.append(loss.item())
        loss.backward()
        optimizer.step()
    losses.append(loss_function(model(x), y).item())
    return model.weight.detach().numpy(), model.bias.detach().numpy(), np.array(losses)


@mistake("parameters-never-move", "fit_nn_linear", hint=NO_STEP, fails=PATH)
def layer_that_forgets_to_step(x, y, lr, n_steps, reduction="mean"):
    x = torch.tensor(x, dtype=torch.float64).unsqueeze(1)
    y = torch.tensor(y, dtype=torch.float64).unsqueeze(1)
    model = torch.nn.Linear(1, 1).double()
    model.weight.data.zero_()
    model.bias.data.zero_()
    loss_function = torch.nn.MSELoss(reduction=reduction)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for _ in range(n_steps):
        loss = loss_function(model(x), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
    losses.append(loss_function(model(x), y).item())
    return model.weight.detach().numpy(), model.bias.detach().numpy(), np.array(losses)


@mistake("parameters-never-move", "fit_nn_linear", hint=NO_STEP, fails=PATH)
def layer_that_steps_on_empty_gradients(x, y, lr, n_steps, reduction="mean"):
    x = torch.tensor(x, dtype=torch.float64).unsqueeze(1)
    y = torch.tensor(y, dtype=torch.float64).unsqueeze(1)
    model = torch.nn.Linear(1, 1).double()
    model.weight.data.zero_()
    model.bias.data.zero_()
    loss_function = torch.nn.MSELoss(reduction=reduction)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for _ in range(n_steps):
        loss = loss_function(model(x), y)
        losses.append(loss.item())
        loss.backward()
        optimizer.zero_grad()
        optimizer.step()
    losses.append(loss_function(model(x), y).item())
    return model.weight.detach().numpy(), model.bias.detach().numpy(), np.array(losses)


@mistake("first-or-last-state-missing", "fit_nn_linear", hint=hints.COUNT, fails=PATH)
def layer_without_the_last_loss(x, y, lr, n_steps, reduction="mean"):
    x = torch.tensor(x, dtype=torch.float64).unsqueeze(1)
    y = torch.tensor(y, dtype=torch.float64).unsqueeze(1)
    model = torch.nn.Linear(1, 1).double()
    model.weight.data.zero_()
    model.bias.data.zero_()
    loss_function = torch.nn.MSELoss(reduction=reduction)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for _ in range(n_steps):
        loss = loss_function(model(x), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model.weight.detach().numpy(), model.bias.detach().numpy(), np.array(losses)


@mistake("first-or-last-state-missing", "fit_nn_linear", hint=hints.COUNT, fails=PATH)
def layer_with_losses_after_each_step(x, y, lr, n_steps, reduction="mean"):
    x = torch.tensor(x, dtype=torch.float64).unsqueeze(1)
    y = torch.tensor(y, dtype=torch.float64).unsqueeze(1)
    model = torch.nn.Linear(1, 1).double()
    model.weight.data.zero_()
    model.bias.data.zero_()
    loss_function = torch.nn.MSELoss(reduction=reduction)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for _ in range(n_steps):
        optimizer.zero_grad()
        loss_function(model(x), y).backward()
        optimizer.step()
        losses.append(loss_function(model(x), y).item())
    return model.weight.detach().numpy(), model.bias.detach().numpy(), np.array(losses)


@mistake(
    "one-state-too-many", "fit_nn_linear", hint="Count the states again: how many steps has your run made?", fails=PATH
)
def layer_with_one_step_too_many(x, y, lr, n_steps, reduction="mean"):
    x = torch.tensor(x, dtype=torch.float64).unsqueeze(1)
    y = torch.tensor(y, dtype=torch.float64).unsqueeze(1)
    model = torch.nn.Linear(1, 1).double()
    model.weight.data.zero_()
    model.bias.data.zero_()
    loss_function = torch.nn.MSELoss(reduction=reduction)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for _ in range(n_steps + 1):
        loss = loss_function(model(x), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model.weight.detach().numpy(), model.bias.detach().numpy(), np.array(losses)


@mistake(
    "one-state-too-many", "fit_nn_linear", hint="Count the states again: how many steps has your run made?", fails=PATH
)
def layer_with_the_start_twice(x, y, lr, n_steps, reduction="mean"):
    x = torch.tensor(x, dtype=torch.float64).unsqueeze(1)
    y = torch.tensor(y, dtype=torch.float64).unsqueeze(1)
    model = torch.nn.Linear(1, 1).double()
    model.weight.data.zero_()
    model.bias.data.zero_()
    loss_function = torch.nn.MSELoss(reduction=reduction)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = [loss_function(model(x), y).item()]
    for _ in range(n_steps):
        loss = loss_function(model(x), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    losses.append(loss_function(model(x), y).item())
    return model.weight.detach().numpy(), model.bias.detach().numpy(), np.array(losses)


@mistake("digits-lost", "fit_nn_linear", hint=hints.SINGLE, fails=PATH, agreement=1e-5)
def layer_in_float32(x, y, lr, n_steps, reduction="mean"):
    x = torch.tensor(x, dtype=torch.float32).unsqueeze(1)
    y = torch.tensor(y, dtype=torch.float32).unsqueeze(1)
    model = torch.nn.Linear(1, 1)
    model.weight.data.zero_()
    model.bias.data.zero_()
    loss_function = torch.nn.MSELoss(reduction=reduction)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for _ in range(n_steps):
        loss = loss_function(model(x), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    losses.append(loss_function(model(x), y).item())
    return model.weight.detach().numpy(), model.bias.detach().numpy(), np.array(losses)


@mistake(
    "whole-numbers-not-converted",
    "fit_nn_linear",
    hint="What is the dtype of your inputs when the data are whole numbers, and what does the layer expect?",
    fails=ANY,
)
def layer_fed_with_whole_numbers(x, y, lr, n_steps, reduction="mean"):
    x = torch.tensor(x).unsqueeze(1)
    y = torch.tensor(y).unsqueeze(1)
    model = torch.nn.Linear(1, 1).double()
    model.weight.data.zero_()
    model.bias.data.zero_()
    loss_function = torch.nn.MSELoss(reduction=reduction)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for _ in range(n_steps):
        loss = loss_function(model(x), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    losses.append(loss_function(model(x), y).item())
    return model.weight.detach().numpy(), model.bias.detach().numpy(), np.array(losses)


@mistake("arguments-changed", "fit_nn_linear", hint=hints.IN_PLACE, fails=ANY)
def layer_that_writes_into_y(x, y, lr, n_steps, reduction="mean"):
    x = torch.tensor(x, dtype=torch.float64).unsqueeze(1)
    y = torch.as_tensor(y).mul_(-1).unsqueeze(1)
    model = torch.nn.Linear(1, 1).double()
    model.weight.data.zero_()
    model.bias.data.zero_()
    loss_function = torch.nn.MSELoss(reduction=reduction)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for _ in range(n_steps):
        loss = loss_function(-model(x), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    losses.append(loss_function(-model(x), y).item())
    return model.weight.detach().numpy(), model.bias.detach().numpy(), np.array(losses)


@mistake("notebook-variable-used", "fit_nn_linear", hint=hints.GLOBAL, fails=PATH)
def layer_on_the_notebooks_data(x, y, lr, n_steps, reduction="mean"):
    x = torch.tensor(line.x).unsqueeze(1)
    y = torch.tensor(line.y).unsqueeze(1)
    model = torch.nn.Linear(1, 1).double()
    model.weight.data.zero_()
    model.bias.data.zero_()
    loss_function = torch.nn.MSELoss(reduction=reduction)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for _ in range(n_steps):
        loss = loss_function(model(x), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    losses.append(loss_function(model(x), y).item())
    return model.weight.detach().numpy(), model.bias.detach().numpy(), np.array(losses)


@mistake(
    "features-not-in-a-column",
    "fit_nn_linear",
    hint="A layer takes rows of features: which shape has one feature of n rows?",
    fails=PATH,
)
def layer_without_columns(x, y, lr, n_steps, reduction="mean"):
    x = torch.tensor(x, dtype=torch.float64)
    y = torch.tensor(y, dtype=torch.float64)
    model = torch.nn.Linear(1, 1).double()
    model.weight.data.zero_()
    model.bias.data.zero_()
    loss_function = torch.nn.MSELoss(reduction=reduction)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for _ in range(n_steps):
        loss = loss_function(model(x), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    losses.append(loss_function(model(x), y).item())
    return model.weight.detach().numpy(), model.bias.detach().numpy(), np.array(losses)


@mistake("intercept-forgotten", "fit_nn_linear", hint="A line has two parameters: how many has your layer?", fails=PATH)
def layer_without_a_bias(x, y, lr, n_steps, reduction="mean"):
    x = torch.tensor(x, dtype=torch.float64).unsqueeze(1)
    y = torch.tensor(y, dtype=torch.float64).unsqueeze(1)
    model = torch.nn.Linear(1, 1, bias=False).double()
    model.weight.data.zero_()
    loss_function = torch.nn.MSELoss(reduction=reduction)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for _ in range(n_steps):
        loss = loss_function(model(x), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    losses.append(loss_function(model(x), y).item())
    return model.weight.detach().numpy(), np.zeros(1), np.array(losses)


@mistake("nothing-returned", "fit_nn_linear", hint=hints.NO_RETURN, fails=PATH)
def layer_that_only_prints(x, y, lr, n_steps, reduction="mean"):
    x = torch.tensor(x, dtype=torch.float64).unsqueeze(1)
    y = torch.tensor(y, dtype=torch.float64).unsqueeze(1)
    model = torch.nn.Linear(1, 1).double()
    model.weight.data.zero_()
    model.bias.data.zero_()
    loss_function = torch.nn.MSELoss(reduction=reduction)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for _ in range(n_steps):
        loss = loss_function(model(x), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    losses.append(loss_function(model(x), y).item())
    print(model.weight, model.bias, losses)


@mistake("formula-instead-of-backward", "fit_nn_linear", hint=hints.FORMULA, fails=BACKWARD)
def layer_by_formula(x, y, lr, n_steps, reduction="mean"):
    w, b, losses = 0.0, 0.0, []
    factor = len(x) if reduction == "sum" else 1
    for _ in range(n_steps):
        r = w * x + b - y
        losses.append(factor * np.mean(r**2))
        w, b = w - lr * 2 * factor * np.mean(r * x), b - lr * 2 * factor * np.mean(r)
    losses.append(factor * np.mean((w * x + b - y) ** 2))
    return np.array([[w]]), np.array([b]), np.array(losses)


@right("fit_nn_linear")
def layer_of_a_sequence(x, y, lr, n_steps, reduction="mean"):
    net = torch.nn.Sequential(torch.nn.Linear(1, 1, dtype=torch.float64))
    for parameter in net.parameters():
        torch.nn.init.constant_(parameter, 0.0)
    X, Y = (torch.as_tensor(a, dtype=torch.float64).reshape(-1, 1) for a in (x, y))
    descent = torch.optim.SGD(net.parameters(), lr=lr)
    losses = torch.empty(n_steps + 1, dtype=torch.float64)
    for t in range(n_steps + 1):
        loss = torch.nn.functional.mse_loss(net(X), Y, reduction=reduction)
        losses[t] = loss.detach()
        if t < n_steps:
            net.zero_grad()
            loss.backward()
            descent.step()
    return net[0].weight.detach(), net[0].bias.detach(), losses


@right("fit_nn_linear")
def layer_stepped_by_hand(x, y, lr, n_steps, reduction="mean"):
    model = torch.nn.Linear(1, 1, dtype=torch.float64)
    model.load_state_dict({"weight": torch.zeros(1, 1), "bias": torch.zeros(1)})
    x, y = torch.tensor(x).double()[:, None], torch.tensor(y).double()[:, None]
    score, losses = torch.nn.MSELoss(reduction=reduction), []
    for _ in range(n_steps + 1):
        losses.append(score(model(x), y))
        if len(losses) <= n_steps:
            gradients = torch.autograd.grad(losses[-1], list(model.parameters()))
            with torch.no_grad():
                for parameter, gradient in zip(model.parameters(), gradients):
                    parameter -= lr * gradient
    return [model.weight, model.bias, np.array([loss.item() for loss in losses])]
