"""Wrong and right ways to write `one_standard_error`."""

import numpy as np

from autograder.course.mistakes import mistakes, right
from autograder.course.solution_changes import replace
from hidden_checks.generalization.mistakes import hints

LARGEST = "test_the_largest_strength_within_the_limit"
ERROR = "validation[best].std(ddof=1) / np.sqrt(validation.shape[1])"
CHOSEN = "return float(np.max(lams[means <= limit]))"
WHOSE = "Whose standard error is added: that of the smallest mean, or another one?"

RULE = mistakes("one_standard_error")
RULE.add(
    "standard-deviation-without-ddof-1",
    hint="By what is the sum of squares divided in a standard error, according to the card?",
    fails=LARGEST,
    standard_error_with_ddof_0=(replace("std(ddof=1)", "std()"),),
)
RULE.add(
    "standard-deviation-as-standard-error",
    hint="Does a mean of a hundred folds become more certain than a mean of five? Does your limit know that?",
    fails=LARGEST,
    not_divided_at_all=(replace(" / np.sqrt(validation.shape[1])", ""),),
)
RULE.add(
    "divided-by-k-without-a-root",
    hint="By what is a standard deviation divided, so that it becomes the standard error of a mean?",
    fails=LARGEST,
    divided_by_the_number_of_folds=(replace("np.sqrt(validation.shape[1])", "validation.shape[1]"),),
)
RULE.add(
    "divided-by-the-number-of-strengths",
    hint="Which of the two sizes of the table is the number of folds?",
    fails=LARGEST,
    divided_by_the_root_of_rows=(replace("np.sqrt(validation.shape[1])", "np.sqrt(len(validation))"),),
)
RULE.add(
    "variance-as-standard-error",
    hint="In which units is a variance, and in which is the mean that you add it to?",
    fails=LARGEST,
    variance_over_k=(replace(ERROR, "validation[best].var(ddof=1) / validation.shape[1]"),),
    variance_over_the_root_of_k=(replace("std(ddof=1)", "var(ddof=1)"),),
)
RULE.add(
    "standard-error-of-other-strengths",
    hint=WHOSE,
    fails=LARGEST,
    of_all_errors_together=(replace("validation[best].std(ddof=1)", "validation.std(ddof=1)"),),
    of_the_means=(replace("validation[best].std(ddof=1)", "means.std(ddof=1)"),),
    of_the_first_strength=(replace("validation[best]", "validation[0]"),),
    mean_of_all=(replace("validation[best].std(ddof=1)", "validation.std(axis=1, ddof=1).mean()"),),
    each_with_its_own=(
        replace(
            "limit = means[best] + validation[best].std(ddof=1) / np.sqrt(validation.shape[1])",
            "limit = means[best] + validation.std(axis=1, ddof=1) / np.sqrt(validation.shape[1])",
        ),
    ),
)
RULE.add(
    "no-standard-error",
    hint="How sure are the folds of the smallest mean? Where does that enter your choice?",
    fails=LARGEST,
    the_smallest_mean=(replace(CHOSEN, "return float(lams[best])"),),
)
RULE.add(
    "smallest-strength-chosen",
    hint="Which of the strengths within the limit makes the simplest model?",
    fails=LARGEST,
    the_smallest_within_the_limit=(replace("np.max", "np.min"),),
)
RULE.add(
    "strengths-above-the-limit",
    hint="Are the strengths that you choose from better or worse than the limit?",
    fails=LARGEST,
    chosen_above_the_limit=(replace("means <= limit", "means >= limit"),),
)
RULE.add(
    "last-instead-of-largest",
    hint="The strengths may come in any order. Is the last one within the limit the largest one?",
    fails=LARGEST,
    the_last_in_the_list=(replace("np.max(lams[means <= limit])", "lams[means <= limit][-1]"),),
    the_first_in_the_list=(replace("np.max(lams[means <= limit])", "lams[means <= limit][0]"),),
)
RULE.add(
    "two-standard-errors",
    hint="How many standard errors are between the smallest mean and your limit?",
    fails=LARGEST,
    limit_of_two=(replace("means[best] + ", "means[best] + 2 * "),),
)
RULE.add(
    "place-instead-of-strength",
    hint="What did you find: a strength, or its place in the list?",
    fails=LARGEST,
    the_place=(replace(CHOSEN, "return float(np.argmax(np.where(means <= limit, lams, -1.0)))"),),
)
RULE.add(
    "nothing-returned",
    hint=hints.NO_RETURN,
    fails=LARGEST,
    strength_printed=(replace(CHOSEN, "print(np.max(lams[means <= limit]))"),),
)


@right("one_standard_error")
def rule_in_a_loop(lams, validation):
    k = validation.shape[1]
    means = [sum(errors) / k for errors in validation]
    best = means.index(min(means))
    spread = (sum((error - means[best]) ** 2 for error in validation[best]) / (k - 1)) ** 0.5
    largest = lams[best]
    for lam, mean in zip(lams, means, strict=True):
        if mean <= means[best] + spread / k**0.5 and lam > largest:
            largest = lam
    return float(largest)


@right("one_standard_error")
def rule_from_the_largest_on(lams, validation):
    means = np.mean(validation, axis=1)
    error = np.sqrt(np.var(validation[np.argmin(means)]) / (validation.shape[1] - 1))
    for place in np.argsort(lams)[::-1]:
        if means[place] <= means.min() + error:
            return 1.0 * lams[place]


@right("one_standard_error")
def rule_by_filling_in(lams, validation):
    means, errors = validation.mean(axis=1), validation.std(axis=1, ddof=1) / np.sqrt(len(validation[0]))
    best = means.argmin()
    return float(np.where(means - means[best] <= errors[best], lams, -np.inf).max())
