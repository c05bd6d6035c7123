"""Hints in levels for the exercises of `gradient`."""

HINTS = {
    "grad_line": (
        "Take two points and w = b = 0. Write down both residuals, then what each of the two formulas makes of them.",
        (
            "The square leaves a 2 in front, and w multiplies x: which of the two derivatives carries x? Each one ends"
            " in a mean over the points."
        ),
        (
            "Compute the residuals once, prediction minus target. For dw, take twice the mean of residual times x, for"
            " db twice the mean of the residuals, and return them in this order."
        ),
    ),
    "numerical_gradient": (
        (
            "Let f print the theta it is asked at. For two parameters you should see four places: in each, one entry"
            " has moved by h."
        ),
        (
            "How far apart are the two places of one slope? By that distance you divide. And where does the first"
            " parameter stand while the second one moves?"
        ),
        (
            "For each i, make two new float copies of theta. Move entry i of one up by h, of the other down by h, and"
            " divide the difference of the two values of f by their distance."
        ),
    ),
    "relative_error": (
        (
            "Compare 1 with 3, then 3 with 1, then -1 with 1, then 0 with 0. What does the formula say, and what does"
            " your function?"
        ),
        (
            "Each size is an absolute value by itself, before the two are added. The maximum with 1e-12 is taken of the"
            " sum below the fraction, entry by entry."
        ),
        (
            "Work with arrays: the absolute difference, divided by `np.maximum` of 1e-12 and the sum of both sizes. In"
            " the end, take the largest entry of the result."
        ),
    ),
    "complex_step_gradient": (
        "Take f(t) = t² at t = 3 and write down (3 + ih)² on paper. Where does the slope 6 stand?",
        (
            "Print the array that you give to f: is its type complex, and has only one entry an imaginary part? If all"
            " slopes are zero, the step was lost on the way."
        ),
        (
            "For each i, make a new complex copy of theta and add h times 1j to entry i. Take the imaginary part of f"
            " there and divide it once by h."
        ),
    ),
    "fd_error_curve": (
        (
            "Take one h and f(t) = t² at t = 1. Write down the slope that each of the three ways finds, and its"
            " difference from 2."
        ),
        (
            "For one h there is one error: the largest absolute difference over all parameters. Which two places does"
            " 'forward' ask, and which two 'central'?"
        ),
        (
            "Loop over hs. Estimate the gradient in three ways, two of them with your functions from above and this h."
            " Keep the largest absolute difference from grad(theta), and turn the three lists into arrays."
        ),
    ),
}
