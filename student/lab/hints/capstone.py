"""Hints in levels for the exercises of `capstone`."""

HINTS = {
    "own_data": (
        "Print the shapes of X and y, and the first row of each.",
        "Is y one number for each row, and is it in none of the columns of X? Is a column the same in all rows?",
        (
            "Take the X and y of one of the two functions of the text above, all rows of them, and hand them back as a"
            " pair."
        ),
    ),
    "prepare_rows": (
        "Print the mean and the spread of every column of both tables that you hand back, without the ones.",
        (
            "Whose mean and spread scale the other rows? Is there one pair of numbers for each column? What is the"
            " spread of a column that never changes?"
        ),
        (
            "Compute means and spreads of the training columns once, with 1 in place of a spread of 0. Scale both"
            " tables by them, and put a column of ones first."
        ),
    ),
    "choose_rate": (
        "Print the matrix of second derivatives for two rows and one feature, and compare it with the convention card.",
        (
            "Which entry of the diagonal has no penalty? What becomes of lam times w squared when you differentiate it"
            " twice?"
        ),
        (
            "Build the matrix of the card, let `np.linalg.eigvalsh` find the curvatures, and take the smallest and the"
            " largest of them for both answers."
        ),
    ),
    "fit_model": (
        "Print the first norms of a run. Which state does each belong to?",
        (
            "With which number do you compare a norm, and when: before a step or after it? Does the intercept have a"
            " penalty?"
        ),
        (
            "In a loop: compute the gradient with its penalty, keep its norm, stop if it is small enough beside the"
            " first one or if the steps are used up, and only then take a step."
        ),
    ),
    "lambda_curve": (
        "For two strengths print both errors, and the parameters they belong to.",
        "Which rows does each fit see? What is the penalty for, the fit or the error? And which errors choose?",
        (
            "For each strength: rate, then fit on the training rows, then one mean of squared residuals for each table."
            " At the end take the strength at the place of the smallest validation error."
        ),
    ),
    "own_experiment": (
        "Print the three parts for two seeds, and predict one row by hand from your intercept and weights.",
        (
            "At which line do the test rows come in? Which lam does your rate belong to? And in which units are your"
            " weights?"
        ),
        (
            "Follow the five points of the text in their order, with your earlier functions. For the weights divide by"
            " the spreads; what the means take away goes into the intercept."
        ),
    ),
    "refute_claim": (
        "Choose one claim, and print the numbers on which it rests, for one table.",
        (
            "For a step: what decides how far it goes, beside the gradient? For a weight: what happens to it when its"
            " column is counted in a smaller unit?"
        ),
        (
            "Either stay far from the lowest place and make the step short; or find the two largest raw weights, in"
            " size, and change the unit of one so that the other overtakes it. Factors are positive."
        ),
    ),
}
