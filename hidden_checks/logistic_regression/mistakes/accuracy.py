"""Wrong and right ways to write `accuracy`."""

import numpy as np

from autograder.course.mistakes import mistake, mistakes, right
from autograder.course.solution_changes import replace
from hidden_checks.logistic_regression.mistakes import hints

SHARE = "test_is_the_share_of_right_rows"
MEAN = "float(np.mean(y_true == y_class))"
ONES = "Both labels count. What about a row with 0 that was said to be 0?"

ACCURACY = mistakes("accuracy")

ACCURACY.add(
    "errors-counted",
    hint="Should a perfect model have 1 or 0?",
    fails=SHARE,
    accuracy_of_wrong_rows=replace("==", "!="),
)
ACCURACY.add(
    "sum-instead-of-mean",
    hint="Copy every row twice: should the share change?",
    fails=SHARE,
    accuracy_as_a_count=replace("np.mean", "np.sum"),
)
ACCURACY.add(
    "percent-instead-of-share",
    hint="Between which two numbers is a share?",
    fails=SHARE,
    accuracy_in_percent=replace(MEAN, "100 * float(np.mean(y_true == y_class))"),
)
ACCURACY.add(
    "digits-lost",
    hint=hints.ROUNDED,
    fails=SHARE,
    accuracy_rounded=replace(MEAN, "round(float(np.mean(y_true == y_class)), 2)"),
)
ACCURACY.add(
    "nothing-returned",
    hint=hints.NO_RETURN,
    fails=SHARE,
    accuracy_only_printed=replace(f"return {MEAN}", f"print({MEAN})"),
)
ACCURACY.add(
    "notebook-variable-used",
    hint=hints.GLOBAL,
    fails=SHARE,
    accuracy_of_the_notebooks_labels=replace("y_true ==", "passed[: len(y_class)] =="),
)


@mistake("all-or-nothing", "accuracy", hint="What should come out where most rows are right, but not all?", fails=SHARE)
def accuracy_of_all_rows_together(y_true, y_class):
    return float(np.array_equal(y_true, y_class))


@mistake("only-ones-counted", "accuracy", hint=ONES, fails=SHARE)
def accuracy_of_ones_among_all(y_true, y_class):
    return float(np.mean(y_true * y_class))


@mistake("only-ones-counted", "accuracy", hint=ONES, fails=SHARE)
def accuracy_as_precision(y_true, y_class):
    return float(np.sum(y_true * y_class) / max(np.sum(y_class), 1))


@mistake("only-ones-counted", "accuracy", hint=ONES, fails=SHARE)
def accuracy_as_recall(y_true, y_class):
    return float(np.sum(y_true * y_class) / max(np.sum(y_true), 1))


@mistake(
    "correlation-instead-of-accuracy",
    "accuracy",
    hint="Count the rows that agree. No products are needed.",
    fails=SHARE,
)
def accuracy_as_a_correlation(y_true, y_class):
    return float(np.nan_to_num(np.corrcoef(y_true, y_class)[0, 1]))


@mistake(
    "errors-cancel",
    "accuracy",
    hint="One row is 1 and was said to be 0, another is 0 and was said to be 1. Are both right?",
    fails=SHARE,
)
def accuracy_of_the_numbers_of_ones(y_true, y_class):
    return float(1 - abs(np.mean(y_true) - np.mean(y_class)))


@right("accuracy")
def accuracy_by_counting(y_true, y_class):
    count = 0
    for label, prediction in zip(y_true, y_class):
        if label == prediction:
            count += 1
    return count / len(y_true)


@right("accuracy")
def accuracy_by_differences(y_true, y_class):
    return 1 - np.mean((y_true - y_class) ** 2)
