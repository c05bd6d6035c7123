"""Wrong and right ways to write `choose_lam`."""

import numpy as np

from autograder.course.mistakes import mistake, mistakes, right
from autograder.course.solution_changes import replace
from hidden_checks.generalization.mistakes import hints

MEAN = "test_the_strength_with_the_smallest_mean_on_new_rows"
VALIDATION = "validation.mean(axis=1)"

CHOICE = mistakes("choose_lam")
CHOICE.add(
    "chosen-by-training-error",
    hint="What does the training error say about new data?",
    fails=MEAN,
    smallest_training_error=(replace(VALIDATION, "training.mean(axis=1)"),),
)
CHOICE.add(
    "chosen-by-both-errors",
    hint="What does the training error say about new data?",
    fails=MEAN,
    smallest_sum_of_errors=(replace(VALIDATION, "training.mean(axis=1) + validation.mean(axis=1)"),),
)
CHOICE.add(
    "chosen-by-the-gap",
    hint="A model that is equally bad on all rows has no gap. Would you choose it?",
    fails=MEAN,
    smallest_gap=(replace(VALIDATION, "np.abs(validation.mean(axis=1) - training.mean(axis=1))"),),
)
CHOICE.add(
    "chosen-by-one-fold",
    hint="Does your choice depend on all folds, or on one of them?",
    fails=MEAN,
    smallest_error_of_any_fold=(replace(VALIDATION, "validation.min(axis=1)"),),
    smallest_error_in_the_first_fold=(replace(VALIDATION, "validation[:, 0]"),),
)
CHOICE.add(
    "chosen-by-the-worst-fold",
    hint="What is asked of each strength: its worst fold, or the mean over its folds?",
    fails=MEAN,
    smallest_maximum=(replace(VALIDATION, "validation.max(axis=1)"),),
)
CHOICE.add(
    "largest-instead-of-smallest",
    hint="Is a large error good or bad?",
    fails=MEAN,
    largest_error=(replace("argmin", "argmax"),),
)
CHOICE.add(
    "place-instead-of-strength",
    hint="What did you find: a strength, or its place in the list?",
    fails=MEAN,
    the_place=(replace("return float(lams[np.argmin(validation.mean(axis=1))])",
                       "return float(np.argmin(validation.mean(axis=1)))"),),
)  # fmt: skip
CHOICE.add(
    "error-instead-of-strength",
    hint="In which units is your answer: is it an error, or a strength?",
    fails=MEAN,
    the_error=(replace("return float(lams[np.argmin(validation.mean(axis=1))])",
                       "return float(np.min(validation.mean(axis=1)))"),),
)  # fmt: skip
CHOICE.add(
    "strengths-sorted",
    hint="Row 0 of the errors belongs to lams[0]. What happens to that if you sort one of them?",
    fails=MEAN,
    strengths_in_another_order=(replace("lams[np", "np.sort(lams)[np"),),
)
CHOICE.add(
    "nothing-returned",
    hint=hints.NO_RETURN,
    fails=MEAN,
    choice_printed=(replace("return float(lams[np.argmin(validation.mean(axis=1))])",
                            "print(lams[np.argmin(validation.mean(axis=1))])"),),
)  # fmt: skip


@mistake(
    "means-over-the-wrong-axis",
    "choose_lam",
    hint="How many means do you have: one for each strength, or one for each fold?",
    fails=MEAN,
)
def chosen_among_the_folds(lams, training, validation):
    return float(lams[np.argmin(validation.mean(axis=0))])


@right("choose_lam")
def chosen_in_a_loop(lams, training, validation):
    best, smallest = None, np.inf
    for lam, errors in zip(lams, validation, strict=True):
        if sum(errors) < smallest:
            best, smallest = lam, sum(errors)
    return float(best)


@right("choose_lam")
def chosen_by_sorting(lams, training, validation):
    return lams[np.argsort(np.average(validation, axis=1))[0]].item()


@right("choose_lam")
def chosen_as_a_numpy_number(lams, training, validation):
    means = np.mean(validation, 1)
    return 1.0 * lams[list(means).index(min(means))]
