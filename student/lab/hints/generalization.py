"""Hints in levels for the exercises of `generalization`."""

HINTS = {
    "polynomial_features": (
        "Print the shape of your table for three numbers and degree 2, and look at the row of the number 2.",
        (
            "Which power is in the first column, and is there a column of ones? What is the type of your numbers when x"
            " holds whole ones?"
        ),
        (
            "Turn x into floats first. Then put the powers from 1 to degree side by side as columns, for example by"
            " `np.column_stack`, into a new array."
        ),
    ),
    "fit_penalised": (
        (
            "Take the example of the docstring: which rows does your longer matrix have, and which targets belong to"
            " the added ones?"
        ),
        (
            "Square an added row times theta: it should be n·lam·w². Does the intercept have such a row? And is there a"
            " row for each weight?"
        ),
        (
            "Put the original rows above one added row for each weight, with a root in the place of this weight and"
            " zeros elsewhere. Their targets are 0. Then solve by least squares."
        ),
    ),
    "split_errors": (
        (
            "Print mean and spread of each scaled column, once over the training rows and once over all rows. Which"
            " should be 0 and 1?"
        ),
        (
            "Follow one validation row: scaled by whose numbers, predicted by which parameters, counted in which error?"
            " Nothing else belongs in an error."
        ),
        (
            "Scale all rows by the rows of `scaled_by`, or of `train` without it. Fit to the training rows only, square"
            " all residuals, and take one mean over each part."
        ),
    ),
    "learning_curve": (
        "For a size of 2, write down which rows the fit gets, and on which rows each of its two errors is measured.",
        (
            "Are the first rows those of `train`, in its own order? Are all validation rows used for every size, and"
            " does lam arrive?"
        ),
        (
            "Go through `sizes` in the order given. For each, ask your earlier function for the errors with a shorter"
            " `train` and the whole `validation`; collect both in two arrays."
        ),
    ),
    "kfold": (
        "Call it with 7 rows and 3 folds and print all six parts. Where is each row?",
        (
            "Shuffle once, before you split: who shuffles, and how often? Which rows are left for training when one"
            " part validates?"
        ),
        (
            "Let `rng` shuffle the row numbers once and cut them into k parts, for example by `np.array_split`. Each"
            " part validates once, and all others together train."
        ),
    ),
    "validation_curve": (
        "For two strengths and three folds, print the shapes of both tables.",
        "Pick one entry that is wrong. Which strength and which fold does it belong to? Compute it by itself.",
        (
            "Use two loops, one over the strengths, one over the folds, and ask your earlier function for both errors."
            " A row belongs to a strength, a column to a fold."
        ),
    ),
    "choose_lam": (
        "Print the mean error of every strength on rows that no fit has seen.",
        (
            "Over which axis is your mean: is there one number for each strength? And did you find the strength, or its"
            " place?"
        ),
        (
            "Average the errors on new rows over the folds, find the place of the smallest mean, and hand back the"
            " entry of lams at this place."
        ),
    ),
    "one_standard_error": (
        "Print the means, the standard error of the smallest one, and their sum, the limit.",
        (
            "Whose standard error is it? It needs ddof=1 and the root of the number of folds. And lams may come in any"
            " order."
        ),
        (
            "Find the smallest mean and add the standard error of its own folds. Of all strengths whose mean is not"
            " above this limit, take the largest."
        ),
    ),
}
