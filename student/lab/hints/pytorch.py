"""Hints in levels for the exercises of `pytorch`."""

HINTS = {
    "autograd_gradients": (
        "Print loss, and shape and dtype of every tensor. How many residuals do n points leave?",
        (
            "Who needs a gradient, the data or the parameters? Are all tensors float64, also when x, y, w or b hold"
            " whole numbers?"
        ),
        (
            "Make float64 tensors of copies of the data, and of w and b with requires_grad=True. Build the mean of the"
            " squares, call backward() once, and read both gradients with .item()."
        ),
    ),
    "fit_autograd": (
        "Print w.grad at the start of every step. What does it still hold?",
        "Is the update on the record? Is the loss in a row that of the same w and b, and is the start kept, as row 0?",
        (
            "For each state: compute the loss, keep three numbers, go backward, move both parameters within"
            " torch.no_grad(), and set both gradients back. The last state needs no step."
        ),
    ),
    "LinearRegression": (
        "Take one feature and two rows, and follow one epoch by hand: prediction, loss, both gradients, one step.",
        (
            "Which shape do predictions and targets have, and who notices if they differ? Over how many squares is the"
            " mean? What do the gradients hold after a step?"
        ),
        (
            "Let each method use the others: predict and train call forward, train calls mse_loss, backward and step."
            " mse_loss compares the two shapes first. train begins where the model is."
        ),
    ),
    "fit_nn_linear": (
        "Print the shapes that go into the layer and into the loss. Are both columns, (n, 1)?",
        (
            "Where does a new layer start by itself? What do the gradients hold when a step begins? Who should know"
            " about `reduction`?"
        ),
        (
            "Make a float64 layer and set its weight and bias to zero. Hand `reduction` to the loss and lr to SGD as"
            " they are. Each step: zero_grad, loss, backward, step; one more loss at the end."
        ),
    ),
}
