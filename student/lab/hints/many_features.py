"""Hints in levels for the exercises of `many-features`."""

HINTS = {
    "add_intercept": (
        "Print the shape and the dtype of your table for two rows of three whole numbers.",
        "The ones make a new first column, one for each row. A table that is made like X can hold only what X holds.",
        (
            "Make a column of float ones with as many rows as X, and put it to the left of X, for example with"
            " `np.column_stack`. X itself is not written to."
        ),
    ),
    "mse_theta": (
        "Print the shapes of A, theta, y and of your residuals. One number should be left for each row.",
        (
            "`A @ theta` gives all predictions at once. Is the mean taken over the rows, after squaring, and has"
            " nothing been divided twice?"
        ),
        "Take the predictions as one product, subtract the targets, square each residual, and return the mean.",
    ),
    "grad_elementwise": (
        (
            "Take a table of two rows and theta = 0. Write down the two residuals, then the derivative of each column"
            " by hand."
        ),
        (
            "Each derivative takes the same residuals and its own column of A. How many derivatives does your loop make"
            " for four columns?"
        ),
        (
            "Compute the residuals once. Make an array of floats with one place for each column, and fill place j with"
            " twice the mean of residual times column j."
        ),
    ),
    "grad_theta": (
        "Write the shapes below each product: (p, n) times (n,) leaves (p,). Which of your shapes are these?",
        (
            "Compare with your `grad_elementwise` entry by entry. Is everything off by one factor? Then look at what"
            " you divide by: the rows, the columns, or all entries?"
        ),
        (
            "Multiply the transpose of A with the residuals; this sums over the rows for all columns at once. Then turn"
            " the sum into a mean, and do not forget what the square leaves in front."
        ),
    ),
    "fit_gd": (
        (
            "Run it for 2 steps and print both arrays and their shapes. Is row 0 the start, and does losses[0] belong"
            " to it?"
        ),
        (
            "Which theta enters the second gradient? Are all rows alike, or does the caller's theta0 change? Then one"
            " array is written into again and again."
        ),
        (
            "Begin with zeros, or with a float copy of theta0. In each step make a new theta from the old one and its"
            " gradient, and keep the new theta together with its loss."
        ),
    ),
    "normal_equation": (
        "Print the shapes of both sides of the equation: (p, p) on the left, (p,) on the right.",
        (
            "Put your answer back into the equation: are both sides equal? A has its column of ones already, and `@` is"
            " the product of matrices, not `*`."
        ),
        (
            "Build the square matrix from A and its transpose, and the right side from the transpose and y. Then let"
            " `np.linalg.solve` find theta."
        ),
    ),
    "lstsq_fit": (
        "Try a table with the same column twice, and print everything that your function gives back.",
        (
            "`np.linalg.lstsq` hands back four things; only one of them was asked for. And does your code start from A,"
            " or from A.T @ A?"
        ),
        "Give A itself and y to NumPy's least squares, with rcond=None, and return the first thing that comes back.",
    ),
    "train_test_split": (
        (
            "Split six rows whose numbers you know and print all four parts. Is every row there once, and does each"
            " target still belong to its row?"
        ),
        (
            "Mix the numbers of the rows, not the rows: X and y need the same order. Does every random number come from"
            " `rng`, and does the test part have round(n * test_fraction) rows?"
        ),
        (
            "Let `rng` make one random order of the row numbers. The first few of them choose the test rows, all others"
            " the training rows; use the same numbers for X and y."
        ),
    ),
    "r2": (
        "Take three targets and predict their mean three times: what should come out? And for perfect predictions?",
        (
            "Two sums of squares: those of the residuals, and those of the targets around their mean. Do you take"
            " differences before you square?"
        ),
        (
            "Divide the sum of the squared residuals by the sum of the squared distances of the targets from their own"
            " mean, and take this share away from 1."
        ),
    ),
}
