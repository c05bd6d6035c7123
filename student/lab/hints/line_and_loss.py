"""Hints in levels for the exercises of `line-and-loss`."""

HINTS = {
    "make_line": (
        (
            "Call it for 5 points with noise = 0, then with noise = 1, and print x, y and their shapes. Which numbers"
            " should change?"
        ),
        (
            "Two things are left to chance: where each x is, and how far each y is pushed. Both need n numbers, and all"
            " of them come from `rng`."
        ),
        (
            "Draw n numbers evenly between low and high for x. Draw n more with `rng.normal`, whose second argument is"
            " a standard deviation, and add them to the heights of the line."
        ),
    ),
    "predict_line": (
        "Take w = 2 and b = 1, and write down the heights over x = 0, 1 and 2. What does your function give?",
        (
            "At x = 0 only the intercept is left. If one single x makes trouble: what in your code needs an array, such"
            " as `len` or a loop?"
        ),
        (
            "Multiply and add whole arrays; NumPy does it for each entry, and for a single number as well. Make a new"
            " array and leave x as it is."
        ),
    ),
    "mse": (
        (
            "Print the residuals and their shape for two short arrays. Then write down their squares and the mean of"
            " these."
        ),
        (
            "First subtract, then square, then take the mean, in this order. And try a column, shape (3, 1), against a"
            " row, shape (3,): what does NumPy make of them?"
        ),
        (
            "Begin with a question: if the shapes of the two arrays are not equal, raise a ValueError. Then take the"
            " residuals, square them, and return their mean."
        ),
    ),
    "error_report": (
        "Take the residuals 3 and -4 on paper: what are the mean of the squares, its root, and the mean of the sizes?",
        (
            "The root is taken once, after the mean. In the mean of the sizes each residual counts without its sign."
            " Read the three keys letter by letter."
        ),
        (
            "Use your `mse` for the first number and take its root for the second. For the third, take the absolute"
            " value of each residual before the mean."
        ),
    ),
    "loss_grid": (
        "Try 3 slopes and 2 intercepts and print the shape. Then pick one cell: which w and which b belong to it?",
        (
            "Each intercept has a row, each slope a column. Every cell is the loss of one whole line, over all points;"
            " that is one number."
        ),
        (
            "Make an array of floats with a row for each b and a column for each w. In two loops with `enumerate`, fill"
            " each cell with the `mse` of the line of this w and this b."
        ),
    ),
}
