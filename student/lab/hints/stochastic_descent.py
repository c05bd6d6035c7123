"""Hints in levels for the exercises of `stochastic-descent`."""

HINTS = {
    "minibatches": (
        "Ask for seven rows in threes and print the batches. Is every number from 0 to 6 there once?",
        "Look at the last batch: how many rows are left for it? And does every new order come from `rng`?",
        (
            "Let `rng` make a new order of all row numbers, then cut it into pieces: one begins at 0, the next at"
            " batch_size, and so on. A slice may be longer than what is left."
        ),
    ),
    "sgd_epoch": (
        "Take two equal rows, one at a time, and follow both steps on paper. Where does the second one begin?",
        (
            "Print the batch inside the loop. Do A and y use the same row numbers, and over how many rows is the"
            " mean taken in the last batch?"
        ),
        (
            "For each batch of `minibatches`: pick its rows of A and y, compute their gradient with the number of"
            " rows in that batch, and make a new theta from the old one."
        ),
    ),
    "fit_sgd": (
        "Print the shapes of both arrays for two epochs. How many states are there before, between and after them?",
        "Write down the rates of epochs 0, 1 and 2. Which rows does each loss count: those of a batch, or all?",
        (
            "Begin a list with the start. In epoch t divide lr by 1 + decay·t, hand the last state to"
            " `sgd_epoch`, and keep what comes back. Then take the loss over all rows at each state."
        ),
    ),
    "fit_momentum": (
        (
            "Follow two steps on paper for the row (1, 2) with y = 3, lr = 0.05 and beta = 0.5. Which velocity"
            " does the second one have?"
        ),
        (
            "In which order do velocity and theta change in your loop? And is every state in your list an array"
            " of its own?"
        ),
        (
            "In each step make a new velocity: beta times the old one plus the gradient. Then make a new theta:"
            " minus lr times that velocity. Keep each theta, the start too."
        ),
    ),
    "heavy_ball_params": (
        "For the eigenvalues 2 and 18, write down both roots and put them into the two formulas.",
        (
            "Print the eigenvalues that your function uses. Are they those of (2/n) times the product, for a"
            " matrix of more than two rows?"
        ),
        (
            "Take the roots of the smallest and of the largest eigenvalue only. lr has 4 on top and the square of"
            " their sum below; beta is the square of difference over sum."
        ),
    ),
}
