"""Hints in levels for the exercises of `training-loop`."""

HINTS = {
    "train_step": (
        (
            "Take one point, x = 1 and y = 1, with w = b = 0 and lr = 0.1. Do the step on paper and print each number"
            " on the way."
        ),
        (
            "Both derivatives and the loss belong to the old w and b: is anything overwritten before it is used? A step"
            " goes against the gradient."
        ),
        (
            "Compute the residuals once. Make both derivatives of them, as means, and the loss. Only then take lr times"
            " a derivative away from each parameter, and return the three numbers in the order of the docstring."
        ),
    ),
    "fit_line": (
        "Run it for 2 steps and print the three arrays. How many states are there, and is the first one the start?",
        (
            "Entry t holds w, b and the loss of the same state. After n_steps steps there is one state more than there"
            " are steps. Does an array of yours hold only whole numbers?"
        ),
        (
            "In each of n_steps + 1 rounds, write down w and b first. Then call `train_step`: it gives the loss of this"
            " state and the parameters of the next one."
        ),
    ),
    "closed_form_line": (
        "Take the points (0, 1), (1, 3), (2, 5), which lie on a line. Print the means of x and y, and your w and b.",
        (
            "The slope comes first: take the mean away from x and from y before you multiply. Both parts of the"
            " fraction are sums, or both are means."
        ),
        (
            "Above the fraction, sum the products of the centred x and y. Below it, sum the squares of the centred x."
            " Then choose b so that the line goes through the two means."
        ),
    ),
    "gap_report": (
        (
            "Put in fit 3, star 2 and truth 0 for both parameters. On paper: how far is it from star to fit, and from"
            " truth to star?"
        ),
        (
            "Each gap is one difference with its sign: fit minus star, and star minus true. Does a w stand where a b"
            " belongs?"
        ),
        (
            "Write a dictionary with the four keys of the docstring. Each value is one subtraction, and nothing is"
            " rounded."
        ),
    ),
    "fit_until": (
        (
            "Print steps, w, b and the norm of the gradient in each round, for one point. At which norm does your loop"
            " stop?"
        ),
        (
            "Look at the gradient before each update, and once more after the last one. The norm is one number: the"
            " root of the sum of both squares."
        ),
        (
            "In each round, compute the norm. Stop if it is small enough, if max_steps updates are made, or if it is no"
            " longer finite; only otherwise update. `np.errstate` keeps warnings quiet."
        ),
    ),
}
