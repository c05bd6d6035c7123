"""Wrong and right ways to write `fit_nn_linear`."""

import numpy as np
import torch

from autograder.course.mistakes import mistake, mistakes, right
from autograder.course.solution_changes import replace
from hidden_checks.pytorch.mistakes import hints

PATH = "test_follows_the_exact_path"
SUM = "test_a_sum_at_lr_over_n_is_a_mean_at_lr"
BACKWARD = "test_goes_backward"
ANY = "test_takes_any_numbers_and_leaves_them_alone"
NO_STEP = "Your losses never change. Print the gradient and the weight in each step: which of them moves?"
REDUCED = "Call it with reduction='sum', too: what does MSELoss make of the squares then?"
LOSS = "measure(layer(inputs), targets).item()"
PARAMETERS = "layer.weight.detach().numpy(), layer.bias.detach().numpy()"

LAYER = mistakes("fit_nn_linear")

LAYER.add(
    "n-by-n-residuals",
    hint=hints.BROADCAST,
    fails=PATH,
    layer_with_targets_in_a_row=replace("losses = []", "targets = targets[:, 0]\nlosses = []"),
)
LAYER.add(
    "matrix-as-a-bias",
    hint="Print the bias's shape before and after you set it: which one does a fresh layer have?",
    fails=PATH,
    layer_with_a_matrix_for_a_bias=replace(
        "measure, optimiser", "layer.bias.data = torch.tensor([[0.0]], dtype=torch.float64)\nmeasure, optimiser"
    ),
)
LAYER.add(
    "shapes-lost",
    hint="Hand back the layer's weight and bias as they are, not the single numbers in them.",
    fails=PATH,
    layer_whose_shapes_are_lost=replace(PARAMETERS, "layer.weight.item(), layer.bias.item()"),
)
LAYER.add(
    "reduction-not-respected",
    hint=REDUCED,
    fails=SUM,
    layer_that_always_takes_the_mean=replace("reduction=reduction", ""),
    layer_that_corrects_the_rate=replace("lr=lr", 'lr=lr / len(x) if reduction == "sum" else lr'),
    layer_that_logs_the_mean=(
        replace("loss.item()", "torch.mean((layer(inputs) - targets) ** 2).item()"),
        replace(LOSS, "torch.mean((layer(inputs) - targets) ** 2).item()"),
    ),
)
LAYER.add(
    "sum-instead-of-mean",
    hint=hints.SUM,
    fails=PATH,
    layer_that_always_takes_the_sum=replace("reduction=reduction", 'reduction="sum"'),
)
LAYER.add(
    "gradients-pile-up",
    hint=hints.PILING,
    fails=PATH,
    layer_with_gradients_piling_up=replace("optimiser.zero_grad()", ""),
)
LAYER.add(
    "parameters-never-move",
    hint=NO_STEP,
    fails=PATH,
    layer_that_forgets_to_step=replace("optimiser.step()", ""),
    layer_that_steps_on_empty_gradients=replace(
        "optimiser.zero_grad()\nloss.backward()", "loss.backward()\noptimiser.zero_grad()"
    ),
)
LAYER.add(
    "first-or-last-state-missing",
    hint=hints.COUNT,
    fails=PATH,
    layer_without_the_last_loss=replace(f"losses.append({LOSS})", ""),
    layer_with_losses_after_each_step=(
        replace(f"losses.append({LOSS})", ""),
        replace("losses.append(loss.item())", ""),
        replace("optimiser.step()", f"optimiser.step()\nlosses.append({LOSS})"),
    ),
)
LAYER.add(
    "one-state-too-many",
    hint="Count the states again: how many steps has your run made?",
    fails=PATH,
    layer_with_one_step_too_many=(
        replace(f"losses.append({LOSS})", ""),
        replace("range(n_steps)", "range(n_steps + 1)"),
    ),
    layer_with_the_start_twice=replace("losses = []", f"losses = [{LOSS}]"),
)
LAYER.add(
    "digits-lost",
    hint=hints.SINGLE,
    fails=PATH,
    agreement=1e-5,
    layer_in_float32=(
        replace("values, dtype=torch.float64", "values, dtype=torch.float32"),
        replace("1, 1, dtype=torch.float64", "1, 1"),
    ),
)
LAYER.add(
    "whole-numbers-not-converted",
    hint="What is the dtype of your inputs when the data are whole numbers, and what does the layer expect?",
    fails=ANY,
    layer_fed_with_whole_numbers=replace("values, dtype=torch.float64", "values"),
)
LAYER.add(
    "arguments-changed",
    hint="Print `x` and `y` before and after the run: are both the same? Which of your calls share their memory?",
    fails=ANY,
    layer_that_writes_into_y=replace("losses = []", "targets = -torch.as_tensor(y).mul_(-1).unsqueeze(1)\nlosses = []"),
)
LAYER.add(
    "notebook-variable-used",
    hint=hints.GLOBAL,
    fails=PATH,
    layer_on_the_notebooks_data=replace("in (x, y)", "in (line.x, line.y)"),
)
LAYER.add(
    "features-not-in-a-column",
    hint="A layer takes a table with a row for each case. What shape does a table with n rows and one feature have?",
    fails=PATH,
    layer_without_columns=replace(".unsqueeze(1)", ""),
)
LAYER.add(
    "intercept-forgotten",
    hint="A line has two parameters. How many does your layer have?",
    fails=PATH,
    layer_without_a_bias=(
        replace("Linear(1, 1", "Linear(1, 1, bias=False"),
        replace("layer.bias.detach().numpy()", "np.zeros(1)"),
    ),
)
LAYER.add(
    "nothing-returned",
    hint=hints.NO_RETURN,
    fails=PATH,
    layer_that_only_prints=replace(f"return {PARAMETERS}, np.array(losses)", "print(layer.weight, layer.bias, losses)"),
)


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
