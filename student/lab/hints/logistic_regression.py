"""Hints in levels for the exercises of `logistic-regression`."""

HINTS = {
    "sigmoid": (
        "Print your answer at -1000, -2, 0, 2 and 1000. Is there a nan or a warning?",
        (
            "Of which number do you take the exponential for a large score of either sign? `np.where` computes both of"
            " its branches."
        ),
        (
            "Take the exponential only of a number that is never positive, minus the size of z. From it, build the"
            " right fraction for each of the two signs."
        ),
    ),
    "cross_entropy": (
        "Write down the cost of one row with label 1 and of one with label 0, at a score of 0 and at a score of 2.",
        (
            "Which part becomes too large for a score of 1000, or is the logarithm of 0? Is every row counted, and is"
            " it a mean?"
        ),
        (
            "Compute from the scores and not from probabilities: log(1 + exp(z)) minus y times z, where the larger"
            " exponent is taken out before `np.exp` sees it."
        ),
    ),
    "cross_entropy_grad": (
        "Print p - y for every row: for which rows is it nearly 0, and for which nearly 1?",
        (
            "Compare one entry with a difference: move theta[j] by 1e-6 and look at your loss. Does a factor stand in"
            " front that should not?"
        ),
        (
            "Find the probability of each row, subtract the label, and multiply each column of A by this. Then take the"
            " mean over the rows, for every column."
        ),
    ),
    "fit_logistic": (
        "Print the first three rows of thetas and the first three losses. Does each loss belong to its row?",
        (
            "At which theta is each gradient taken? Which entries does the penalty pull, and which factor does its"
            " slope have?"
        ),
        (
            "Start at zeros and keep the start. In each step take the gradient at the newest theta, add the penalty's"
            " slope to all entries but the first, and make a new array. The losses hold the penalty, too."
        ),
    ),
    "predict_class": (
        "Print the probability of each row beside the threshold.",
        "Is it a score or a probability that you compare? What should happen where both are equal?",
        (
            "Turn the scores of all rows into probabilities, ask which ones reach the threshold, and turn True and"
            " False into 1.0 and 0.0."
        ),
    ),
    "accuracy": (
        "Take four rows by hand, three of which are right. What should come back?",
        "Do rows with a 0 count as much as rows with a 1? By how many rows do you divide?",
        "Compare the two arrays entry by entry, and take the share of the places where they agree. Do not round it.",
    ),
    "logistic_c": (
        "Write our objective and scikit-learn's under each other. In which of them is the data a mean, in which a sum?",
        (
            "You may multiply a whole objective by any number: its lowest place stays. What stands before the penalty"
            " in each?"
        ),
        (
            "Multiply our objective until its penalty is the one of scikit-learn. What then stands before the sum of"
            " the losses is C. Use ordinary division."
        ),
    ),
    "calibration_table": (
        "Take two bins and five rows, write down which row is in which bin, and compare.",
        (
            "Where does a row at the edge of two bins go, and where one with p = 1? What does your code do for a bin"
            " without rows?"
        ),
        (
            "Give each row the number of its bin, with one exception at p = 1. For each bin take its rows: count them,"
            " and take two means, or nan if there are none."
        ),
    ),
}
