"""Wrong and right ways to write `sklearn_alpha`."""

import numpy as np

from autograder.course.mistakes import mistake, right
from hidden_checks.regularization.mistakes import hints

RIDGE = "test_scikit_learns_ridge_finds_the_same_weights"
LASSO = "test_scikit_learns_lasso_finds_the_same_weights"
FACTOR = (
    "By which number must our objective be multiplied so that its error term is scikit-learn's?"
    " What happens to lam then?"
)


@mistake("ridge-penalty-scaled-wrongly", "sklearn_alpha", hint=FACTOR, fails=RIDGE)
def alpha_of_ridge_is_lam(kind, lam, n):
    return lam if kind == "ridge" else lam / 2


@mistake("ridge-penalty-scaled-wrongly", "sklearn_alpha", hint=FACTOR, fails=RIDGE)
def alpha_of_ridge_with_twice_n(kind, lam, n):
    return 2 * n * lam if kind == "ridge" else lam / 2


@mistake("ridge-penalty-scaled-wrongly", "sklearn_alpha", hint=FACTOR, fails=RIDGE)
def alpha_of_ridge_with_half_n(kind, lam, n):
    return n * lam / 2 if kind == "ridge" else lam / 2


@mistake("ridge-penalty-scaled-wrongly", "sklearn_alpha", hint=FACTOR, fails=RIDGE)
def alpha_of_ridge_divided(kind, lam, n):
    return lam / n if kind == "ridge" else lam / 2


@mistake("lasso-penalty-scaled-wrongly", "sklearn_alpha", hint=FACTOR, fails=LASSO)
def alpha_of_lasso_is_lam(kind, lam, n):
    return n * lam if kind == "ridge" else lam


@mistake("lasso-penalty-scaled-wrongly", "sklearn_alpha", hint=FACTOR, fails=LASSO)
def alpha_of_lasso_doubled(kind, lam, n):
    return n * lam if kind == "ridge" else 2 * lam


@mistake("lasso-penalty-scaled-wrongly", "sklearn_alpha", hint=FACTOR, fails=LASSO)
def alpha_of_lasso_with_half_n(kind, lam, n):
    return n * lam if kind == "ridge" else n * lam / 2


@mistake("lasso-penalty-scaled-wrongly", "sklearn_alpha", hint=FACTOR, fails=LASSO)
def alpha_of_lasso_divided(kind, lam, n):
    return n * lam if kind == "ridge" else lam / (2 * n)


@mistake(
    "one-alpha-for-both",
    "sklearn_alpha",
    hint="Write both of scikit-learn's objectives down: do they begin alike?",
    fails=LASSO,
)
def alpha_of_ridge_for_both(kind, lam, n):
    return n * lam


@mistake(
    "one-alpha-for-both",
    "sklearn_alpha",
    hint="Write both of scikit-learn's objectives down: do they begin alike?",
    fails=RIDGE,
)
def alpha_of_lasso_for_both(kind, lam, n):
    return lam / 2


@mistake(
    "one-alpha-for-both",
    "sklearn_alpha",
    hint="Its alpha is another number than our lam: compare both objectives.",
    fails=RIDGE,
)
def alpha_is_lam(kind, lam, n):
    return lam


@mistake(
    "ridge-and-lasso-exchanged",
    "sklearn_alpha",
    hint="Which of the two adds the squares up, and which takes half their mean?",
    fails=RIDGE,
)
def alpha_with_the_kinds_exchanged(kind, lam, n):
    return n * lam if kind == "lasso" else lam / 2


@mistake(
    "factor-two-in-alpha",
    "sklearn_alpha",
    hint="Where does your objective's half come from? Ours begins with the whole mean.",
    fails=RIDGE,
)
def alpha_for_half_the_mean(kind, lam, n):
    return 2 * n * lam if kind == "ridge" else lam


@mistake("hard-coded-for-100-rows", "sklearn_alpha", hint="Would it work with 7 rows?", fails=RIDGE)
def alpha_for_a_hundred_rows(kind, lam, n):
    return 100 * lam if kind == "ridge" else lam / 2


@mistake(
    "alpha-as-a-whole-number",
    "sklearn_alpha",
    hint="Is alpha always a whole number? Try lam = 0.3.",
    fails=RIDGE,
)
def alpha_as_a_whole_number(kind, lam, n):
    return int(n * lam) if kind == "ridge" else lam / 2


@mistake("nothing-returned", "sklearn_alpha", hint=hints.NO_RETURN, fails=RIDGE)
def alpha_only_printed(kind, lam, n):
    print(n * lam if kind == "ridge" else lam / 2)


@right("sklearn_alpha")
def alpha_from_a_table(kind, lam, n):
    return {"ridge": n, "lasso": 0.5}[kind] * lam


@right("sklearn_alpha")
def alpha_with_branches(kind, lam, n):
    if kind.lower().startswith("r"):
        return np.float64(lam) * n
    return np.array(lam) / 2
