"""Wrong and right ways to write `predict_class`."""

import numpy as np

from autograder.course.mistakes import mistake, mistakes, right
from autograder.course.solution_changes import replace
from hidden_checks.logistic_regression.mistakes import hints
from solutions.logistic_regression import sigmoid

CLASS = "test_compares_the_probability_with_the_threshold"
PREDICT = mistakes("predict_class")

PREDICT.add(
    "score-compared-with-the-threshold",
    hint="The threshold is a probability. What do you compare with it?",
    fails=CLASS,
    class_by_scores=replace("sigmoid(A @ theta)", "A @ theta"),
)
PREDICT.add(
    "threshold-ignored",
    hint="Does your answer change with the threshold?",
    fails=CLASS,
    class_at_one_half=replace(">= threshold", ">= 0.5"),
)
PREDICT.add(
    "threshold-missed-by-equality",
    hint="Which class should a row get whose probability is exactly the threshold?",
    fails=CLASS,
    class_above_the_threshold=replace(">=", ">"),
)
PREDICT.add(
    "classes-swapped",
    hint="Which class should the row with the largest score have?",
    fails=CLASS,
    class_below=replace(">=", "<"),
    class_with_ones_and_zeros_swapped=replace("1.0, 0.0", "0.0, 1.0"),
)
PREDICT.add(
    "sigmoid-twice",
    hint=hints.TWICE,
    fails=CLASS,
    class_through_two_sigmoids=replace("sigmoid(A @ theta)", "sigmoid(sigmoid(A @ theta))"),
)
PREDICT.add(
    "probabilities-instead-of-classes",
    hint="Which two values should your answer hold?",
    fails=CLASS,
    class_as_a_probability=replace("np.where(sigmoid(A @ theta) >= threshold, 1.0, 0.0)", "sigmoid(A @ theta)"),
)
PREDICT.add(
    "labels-of-minus-one-and-one", hint=hints.LABELS, fails=CLASS, class_as_a_sign=replace("1.0, 0.0", "1.0, -1.0")
)
PREDICT.add(
    "intercept-forgotten",
    hint="Which column of A belongs to the intercept?",
    fails=CLASS,
    class_without_the_intercept=replace("A @ theta", "A[:, 1:] @ theta[1:]"),
)
PREDICT.add(
    "nothing-returned",
    hint=hints.NO_RETURN,
    fails=CLASS,
    class_only_printed=replace(
        "return np.where(sigmoid(A @ theta) >= threshold, 1.0, 0.0)", "print(sigmoid(A @ theta) >= threshold)"
    ),
)


@mistake(
    "threshold-missed-by-equality",
    "predict_class",
    hint="What does `np.round` do at 0.5, and where is the threshold?",
    fails=CLASS,
)
def class_by_rounding_with_a_shift(A, theta, threshold=0.5):
    return np.round(sigmoid(A @ theta) + (0.5 - threshold))


@mistake("several-rows-as-one", "predict_class", hint="How many answers should five rows have?", fails=CLASS)
def class_of_the_mean(A, theta, threshold=0.5):
    return float(np.mean(sigmoid(A @ theta)) >= threshold)


@mistake(
    "threshold-as-a-share-of-rows",
    "predict_class",
    hint="Is the threshold a probability, or a share of the rows?",
    fails=CLASS,
)
def class_of_the_largest_share(A, theta, threshold=0.5):
    p = sigmoid(A @ theta)
    return (p >= np.quantile(p, threshold)) * 1.0


@right("predict_class")
def class_by_the_score_of_the_threshold(A, theta, threshold=0.5):
    return (A @ theta >= np.log(threshold / (1 - threshold))).astype(int)


@right("predict_class")
def class_by_a_loop(A, theta, threshold=0.5):
    classes = np.zeros(len(A))
    for i, row in enumerate(A):
        if sigmoid(row @ theta) >= threshold:
            classes[i] = 1
    return classes
