"""Hints in levels for the exercises of `regularization`."""

HINTS = {
    "ridge_loss": (
        "Take two weights, 1 and -1, and an intercept of 5. What is the sum of the squared weights?",
        "Which entry of theta has no penalty? And is anything divided by n that should not be?",
        (
            "Two terms: the mean of the squared residuals, and lam times the sum of the squares of all entries of"
            " theta but the first."
        ),
    ),
    "ridge_grad": (
        "Compare one entry with a difference: move theta[j] by 1e-6 and look at `ridge_loss`. Which entry is wrong?",
        "Differentiate lam·w² on paper: what stands in front? And what does the penalty add to the intercept's entry?",
        (
            "Begin with the gradient of the mean squared error, as a new array of floats. Then add the penalty's"
            " slope to every entry but the first, and leave theta as it is."
        ),
    ),
    "ridge_closed_form": (
        "Put your answer into `ridge_grad`: which of its entries is not zero?",
        (
            "Set the gradient to zero and multiply it by n/2. Which term did you forget to multiply? And which"
            " entry of the diagonal has no penalty?"
        ),
        (
            "Make a diagonal matrix of penalties with 0 in its first place, add it to the product of A with"
            " itself, and let `np.linalg.solve` find theta."
        ),
    ),
    "sklearn_alpha": (
        "Write three objectives below each other: ours, that of Ridge and that of Lasso from scikit-learn's pages.",
        (
            "Look at the error terms first: one is a sum, one a mean, one half a mean. Weights stay the same when"
            " a whole objective is multiplied."
        ),
        (
            "Multiply our objective until its error term is scikit-learn's. What is in front of the penalty then"
            " is alpha. Do this once for each kind."
        ),
    ),
    "l1_subgradient": (
        "Draw abs(w). How steep is it at 20, at 0.5 and at -3?",
        "What does your function say at exactly 0, and what at 1e-9? Is there a division?",
        "One number for each weight: which side of zero does it stand on? NumPy has a function for that. At 0 it is 0.",
    ),
    "soft_threshold": (
        "Draw 3, -3 and 0.5 on a line and move each by 1 towards zero. None may cross it.",
        (
            "What happens to a value smaller than t, and to a negative one? What comes back for one plain number,"
            " and for whole numbers?"
        ),
        (
            "Take the size of v, make it smaller by t but never below 0, and give it the sign of v again. Write"
            " into nothing that you were given."
        ),
    ),
    "ista": (
        "Print theta and the loss after each step. Does every loss fall, and are there n_steps + 1 of them?",
        (
            "Is the step 1 over the largest eigenvalue of (2/n) times the product? How long is the threshold"
            " after it? Which entry has none?"
        ),
        (
            "In each round: the objective of the present state first; then a gradient step for all entries; then"
            " `soft_threshold` by step times lam, for the weights alone."
        ),
    ),
    "lambda_max": (
        "With all weights at 0, which intercept is best? Print the residuals there.",
        (
            "Print the slope of the mean squared error along each weight, at that place. A weight stays at 0"
            " while lam is at least the size of its slope."
        ),
        (
            "Subtract the mean from y in a new array, compute the slope along every weight, not along the"
            " intercept, and take the largest size."
        ),
    ),
    "lasso_path": (
        "Print the shape of your answer for three lams. Is there one row for each, in the order of lams?",
        "Compare one row with a longer run of `ista`: does it still move? And of which type is your array?",
        (
            "For each lam in turn, as it stands in the list, run `ista` long enough and keep only its theta; at"
            " the end make one array of all rows."
        ),
    ),
}
