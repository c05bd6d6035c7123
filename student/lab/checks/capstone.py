"""Visible checks of `capstone`: shapes, and numbers that can be worked out on paper."""

from typing import Any

import numpy as np

from lab.checking.answers import is_array
from lab.checking.api import Answer, Student, exercise, expect, points
from lab.checking.comparison import GUARDED

# Two rows, one feature of mean 0 and spread 1: intercept and weight do not mix.
TWO_A, TWO_Y = np.array([[1.0, -1.0], [1.0, 1.0]]), np.array([0.0, 4.0])
KEYS = (
    "train", "validation", "test", "lam", "rate", "condition", "norms", "intercept", "weights",
    "training_r2", "test_r2", "gap",
)  # fmt: skip
CLAIMS = {"arrived": ("theta", "rate"), "largest-weight": ("factors",)}
"""The claims that may be refuted, and the numbers that refute each."""


@exercise("own_data", returns=("X", "y"))
class TestOwnData:
    @points(0)
    def test_a_table_and_its_targets(self, student: Student) -> None:
        """X should be a table of numbers, and y one number for each of its rows."""
        X, y = (part.value for part in student.own_data().parts("X", "y"))
        expect(is_array(X) and X.ndim == 2, "X should be an array with rows and columns")
        expect(is_array(y) and y.shape == X.shape[:1], "y should have the shape (n,), with a number for each row of X")


@exercise("prepare_rows", returns=("A_train", "A_other"))
class TestPrepareRows:
    @points(1)
    def test_one_feature_by_hand(self, student: Student) -> None:
        """Training rows 1 and 3 have mean 2 and spread 1; the column of ones comes first."""
        answer = student.prepare_rows(np.array([[1.0], [3.0]]), np.array([[4.0], [2.0], [0.0]]))
        other = np.array([[1.0, 2.0], [1.0, 0.0], [1.0, -2.0]])
        answer.should_equal((TWO_A, other), condition=GUARDED, hint="Which rows give the mean and the spread?")


@exercise("choose_rate", returns=("rate", "condition"))
class TestChooseRate:
    @points(1)
    def test_two_curvatures_by_hand(self, student: Student) -> None:
        """Without a penalty the curvatures are 2 and 8 here, so the condition number is 4 and the rate 0.2."""
        answer = student.choose_rate(np.array([[1.0, -2.0], [1.0, 2.0]]), 0.0)
        answer.should_equal((0.2, 4.0), hint="Print the eigenvalues of your Hessian: are they 2 and 8?")


@exercise("fit_model", returns=("theta", "norms"))
class TestFitModel:
    @points(2)
    def test_two_steps_by_hand(self, student: Student) -> None:
        """With two rows and a rate of 0.25 the norms can be found on paper: the root of 32, then 2, then 1."""
        answer = student.fit_model(TWO_A, TWO_Y, 1.0, 0.25, 0.3, 9)
        result = (np.array([1.5, 1.0]), np.array([np.sqrt(32.0), 2.0, 1.0]))
        answer.should_equal(result, hint="At which states is the norm taken?")


@exercise("lambda_curve")
class TestLambdaCurve:
    @points(1)
    def test_the_error_on_training_rows_by_hand(self, student: Student) -> None:
        """The same two rows for both: with lam = 0 no error is left, with lam = 1 half of the weight is missing."""
        answer = student.lambda_curve(TWO_A, TWO_Y, TWO_A, TWO_Y, np.array([1.0, 0.0]))
        report = answer.mapping("training", "validation", "lam")
        for name in ("training", "validation"):
            errors = report[name].array((2,))
            expect(np.allclose(errors, [1.0, 0.0], atol=1e-6), "the errors should be 1 and 0, in the order of lams")
        expect(report["lam"].number() == 0.0, "lam should be the strength with the smallest validation error")


@exercise("own_experiment")
class TestOwnExperiment:
    @points(2)
    def test_the_three_parts_share_no_row(self, student: Student) -> None:
        """The report has all its keys, and every row is in just one of the three parts."""
        rng = np.random.default_rng(3)
        X, y = rng.normal(size=(25, 2)), rng.normal(size=25)
        report = student.own_experiment(X, y, np.array([0.1, 1.0]), 7).mapping(*KEYS)
        sizes = {"train": 15, "validation": 5, "test": 5}
        rows = np.concatenate([report[name].array((size,)) for name, size in sizes.items()])
        expect(sorted(rows.tolist()) == list(range(25)), "together the three parts should hold every row once")


@exercise("refute_claim")
class TestRefuteClaim:
    @points(1)
    def test_a_claim_and_its_numbers(self, student: Student) -> None:
        """The name of one of the two claims should come back, with the numbers that belong to it."""
        rng = np.random.default_rng(5)
        X = rng.normal(size=(9, 3)) * [1.0, 20.0, 0.3]
        read_refutation(student.refute_claim(X, X @ [2.0, 0.4, -5.0] + rng.normal(size=9)), 3)


def read_refutation(answer: Answer, d: int) -> tuple[str, dict[str, Any]]:
    """Return the claim and its numbers, for a table of d features; CheckFailed where they have another form."""
    value = answer.value.get("claim") if isinstance(answer.value, dict) else None
    claim = value if isinstance(value, str) else ""
    expect(
        claim in CLAIMS,
        'a dictionary should come back, whose "claim" is one of the two names',
        hint="Print what comes back.",
    )
    parts = answer.mapping("claim", *CLAIMS[claim])
    if claim == "arrived":
        numbers: dict[str, Any] = {"theta": parts["theta"].array((d + 1,), finite=True), "rate": parts["rate"].number()}
        expect(numbers["rate"] > 0.0, "the rate should be positive", hint="In which direction does your step go?")
    else:
        numbers = {"factors": parts["factors"].array((d,), finite=True)}
        positive = bool((numbers["factors"] > 0.0).all())
        expect(positive, "every factor should be positive", hint="Can a change of units turn a number's sign?")
    return claim, numbers
