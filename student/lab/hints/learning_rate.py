"""Hints in levels for the exercises of `learning-rate`."""

HINTS = {
    "rate_experiment": (
        (
            "Print `.shape` of what you return for two rates and three steps. How many states does a run of three"
            " steps have?"
        ),
        (
            "Where does the second run begin? Print theta just before its first step. And is the loss of the"
            " start in your row, too?"
        ),
        (
            "Two loops, one inside the other: for each rate begin again at zeros, then in each round first write"
            " down the loss, then take the step. Leave inf and nan as they are."
        ),
    ),
    "classify_run": (
        "Take three short runs and say each word by hand: [4, 2], [4, 9], [4, 4]. Then one with nan in the middle.",
        (
            "Try `np.nan > 5` and `np.nan < 5` in a cell. Comparisons do not see nan, and inf may be followed by"
            " small numbers."
        ),
        (
            "Ask first whether all losses are finite. Then take the change from the first to the last loss, as a"
            " share of the first, and compare it with 1e-6 and with -1e-6."
        ),
    ),
    "hessian": (
        "Work it out on paper for the rows (1, 0) and (1, 2): four numbers. Compare them with yours.",
        "Print the shape of your result for a matrix of five rows and two columns. Which of the two sizes is n?",
        (
            "Differentiate the loss once more: the gradient is 2/n times the transposed A times the residuals."
            " What stands in front of theta there?"
        ),
    ),
    "max_stable_lr": (
        "Take a matrix whose Hessian is diagonal, such as [[1, 2], [1, -2]]: what are its curvatures?",
        (
            "In a direction with curvature c, a step multiplies the error by 1 - lr·c. Which direction goes wrong"
            " first when lr grows?"
        ),
        (
            "Ask NumPy for the eigenvalues of your Hessian (`np.linalg.eigvalsh` sorts them upwards), take the"
            " largest, and find the lr at which its factor is just -1."
        ),
    ),
    "rate": (
        "For curvatures 2 and 8 and lr = 0.1, write down the factor of each direction. Which one is left over longest?",
        "A factor may be negative, and it may be larger than 1. Does your function still see it then?",
        "Work out 1 - lr·curvature for all eigenvalues at once, forget the signs, and keep the largest.",
    ),
    "best_lr": (
        "For curvatures 2 and 8, try lr = 0.15, 0.2 and 0.25 with your `rate`. Where is it smallest?",
        (
            "When lr grows, the factor of the smallest curvature falls and that of the largest turns negative."
            " When are the two equal in size?"
        ),
        (
            "Set 1 - lr·(smallest) equal to lr·(largest) - 1 on paper and solve for lr. The curvatures between do"
            " not count."
        ),
    ),
    "measured_rate": (
        "Take the losses 9, 5, 3, 2 with 1 as the smallest possible one. Write down what is above 1 each time.",
        (
            "The loss itself does not shrink by a constant factor, only the part that can go away. And at the"
            " beginning the fast directions are still in it."
        ),
        (
            "Subtract the smallest loss in a new array, then compare the last entry with the one before it. A"
            " factor is a quotient."
        ),
    ),
    "steps_needed": (
        "For kappa = 3 the factor of a step is one half. How many halves make less than a thousandth?",
        "Print the factor for kappa = 1, and its logarithm. And which type does your answer have?",
        (
            "The factor to the power of the steps should be at most eps: take logarithms of both sides, divide,"
            " and round up to an int. Treat the round bowl first."
        ),
    ),
    "Standardizer": (
        "After fit, print what the object holds: how many means and how many spreads are there for two columns?",
        "transform may only use what fit stored, whatever rows it gets. What happens where a spread is 0?",
        (
            "In fit, store one mean and one standard deviation per column, with 1 in place of a spread of 0."
            " transform shifts, then divides, into a new array; inverse_transform goes the same way back."
        ),
    ),
    "unscale_params": (
        "Predict by hand for a case that stands at the mean of every feature, in standard units and in the data's.",
        (
            "Which unit does each weight have? It should be units of y per unit of its own feature. And is the"
            " mean of y in your intercept?"
        ),
        (
            "Put (x - mean) / spread into the scaled model and scale its answer back to the units of y. Collect"
            " what stands before each x; all that is left is the intercept."
        ),
    ),
}
