"""Wrong and right ways to write `refute_claim`."""

import lab
import numpy as np

from autograder.course.mistakes import mistake, mistakes, right
from autograder.course.solution_changes import replace
from solutions.capstone import choose_rate, prepare_rows

REFUTES = "test_the_numbers_refute_the_claim"
RATIO = "2 * np.abs(weights[largest] / weights[second])"

CLAIM = mistakes("refute_claim")
CLAIM.add(
    "factor-turned-round",
    hint="If the numbers in a column become larger, what happens to its weight?",
    fails=REFUTES,
    refuted_with_the_factor_below_one=replace(RATIO, "0.5 * np.abs(weights[second] / weights[largest])"),
)
CLAIM.add(
    "one-factor-for-all",
    hint="All weights become smaller alike. Which of them is the largest now?",
    fails=REFUTES,
    refuted_with_equal_factors=replace("factors[largest] =", "factors[:] ="),
)
CLAIM.add(
    "sign-of-a-weight-in-the-factor",
    hint="Can a weight be negative? And a factor?",
    fails=REFUTES,
    refuted_with_a_negative_factor=replace(RATIO, "2 * weights[largest] / weights[second]"),
)
CLAIM.add(
    "smallest-weight-moved",
    hint="Whose weight did you change? Did it change enough to be overtaken, or to overtake?",
    fails=REFUTES,
    refuted_with_the_smallest_weight=replace("*_, second, largest =", "largest, second, *_ ="),
)
CLAIM.add(
    "sizes-of-scaled-features",
    hint="Are these the weights of the raw features, or those of the scaled ones?",
    fails=REFUTES,
    refuted_with_weights_in_standard_units=replace(" / X.std(axis=0)", ""),
)
CLAIM.add(
    "nothing-returned",
    hint="Your function computes its result. What does it hand back?",
    fails="test_a_claim_and_its_numbers",
    refutation_printed=(replace('return {"claim"', 'print({"claim"'), replace("factors}", "factors})")),
)


@mistake(
    "rate-too-large",
    "refute_claim",
    hint="Print the loss before and after your step: does it hardly change?",
    fails=REFUTES,
)
def refuted_by_a_step_at_the_best_rate(X, y):
    A, _ = prepare_rows(X, X)
    return {"claim": "arrived", "theta": np.zeros(A.shape[1]), "rate": choose_rate(A, 0.0)[0]}


@mistake(
    "run-that-has-arrived",
    "refute_claim",
    hint="How long is the gradient at your theta, beside the one at zeros?",
    fails=REFUTES,
)
def refuted_at_the_lowest_place(X, y):
    A, _ = prepare_rows(X, X)
    return {"claim": "arrived", "theta": np.linalg.lstsq(A, y, rcond=None)[0], "rate": choose_rate(A, 0.0)[0]}


@mistake(
    "notebook-variable-used",
    "refute_claim",
    hint="Call your function with a made-up table: does the answer change?",
    fails=REFUTES,
)
def refuted_on_the_own_table(X_given, y_given):
    table = lab.data.own_table("Ada Lovelace")
    X, y = table.X, table.y
    A, _ = prepare_rows(X, X)
    weights = np.linalg.lstsq(A, y, rcond=None)[0][1:] / X.std(axis=0)
    *_, second, largest = np.argsort(np.abs(weights))
    factors = np.ones(X.shape[1])
    factors[largest] = 2 * np.abs(weights[largest] / weights[second])
    return {"claim": "largest-weight", "factors": factors}


@right("refute_claim")
def refuted_by_a_tiny_rate(X, y):
    return {"claim": "arrived", "theta": np.zeros(X.shape[1] + 1), "rate": 1e-9}


@right("refute_claim")
def refuted_on_the_way(X, y):
    A = prepare_rows(X, X)[0]
    best = np.linalg.lstsq(A, y, rcond=None)[0]
    return {"claim": "arrived", "theta": 0.5 * best, "rate": 1e-6}


@right("refute_claim")
def refuted_by_sizes_as_factors(X, y):
    sizes = np.abs(np.linalg.lstsq(np.column_stack([np.ones(len(X)), X]), y, rcond=None)[0][1:])
    factors = sizes / sizes.max()
    factors[np.argmax(sizes)] = 2.0
    return {"factors": factors, "claim": "largest-weight"}
