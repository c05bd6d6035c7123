"""Visible checks of `capstone`: shapes, and numbers that can be worked out on paper."""

from typing import Any

import numpy as np

from lab.checking.answers import Floats, is_array
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

    @points(0)
    def test_rows_and_columns(self, student: Student) -> None:
        """There should be at least 40 rows and 2 to 30 features, none of them constant, none of them the target."""
        table, targets = student.own_data().parts("X", "y")
        expect(is_array(table.value) and table.value.ndim == 2, "X should be an array with rows and columns")
        n, d = table.value.shape
        X, y = table.array((n, d), finite=True), targets.array((n,), finite=True)
        expect(n >= 40, "there should be 40 rows or more", hint="Were some rows left out? Print the shape of X.")
        expect(2 <= d <= 30, "there should be 2 to 30 features", hint="Which columns go into X?")
        expect(bool(np.ptp(X, axis=0).all()), "a feature is the same in all rows", hint="Does it say anything of y?")
        is_target = (y[:, None] == X).all(axis=0)
        expect(not is_target.any(), "the target is among the features", hint="Which columns go into X?")


@exercise("prepare_rows", returns=("A_train", "A_other"))
class TestPrepareRows:
    @points(1)
    def test_one_feature_by_hand(self, student: Student) -> None:
        """Training rows 1 and 3 have mean 2 and spread 1; the column of ones comes first."""
        answer = student.prepare_rows(np.array([[1.0], [3.0]]), np.array([[4.0], [2.0], [0.0]]))
        other = np.array([[1.0, 2.0], [1.0, 0.0], [1.0, -2.0]])
        answer.should_equal((TWO_A, other), condition=GUARDED, hint="Which rows give the mean and the spread?")

    @points(0)
    def test_three_features_by_hand(self, student: Student) -> None:
        """Three features in different units, of which the third is the same in both training rows."""
        answer = student.prepare_rows(np.array([[1.0, 10.0, 5.0], [3.0, 50.0, 5.0]]), np.array([[4.0, 30.0, 7.0]]))
        train, other = np.array([[1.0, -1.0, -1.0, 0.0], [1.0, 1.0, 1.0, 0.0]]), np.array([[1.0, 2.0, 0.0, 2.0]])
        hint = "Print mean and spread of each column. What does the text above say of a spread of 0?"
        answer.should_equal((train, other), condition=GUARDED, hint=hint)


@exercise("choose_rate", returns=("rate", "condition"))
class TestChooseRate:
    @points(1)
    def test_two_curvatures_by_hand(self, student: Student) -> None:
        """Without a penalty the curvatures are 2 and 8 here, so the condition number is 4 and the rate 0.2."""
        answer = student.choose_rate(np.array([[1.0, -2.0], [1.0, 2.0]]), 0.0)
        answer.should_equal((0.2, 4.0), hint="Print the eigenvalues of your Hessian: are they 2 and 8?")

    @points(0)
    def test_a_penalty_by_hand(self, student: Student) -> None:
        """With lam = 1 the curvature along the weight grows from 8 to 10, the one along the intercept stays 2."""
        answer = student.choose_rate(np.array([[1.0, -2.0], [1.0, 2.0]]), 1.0)
        answer.should_equal((1.0 / 6.0, 5.0), hint="Print the eigenvalues of your Hessian: are they 2 and 10?")


@exercise("fit_model", returns=("theta", "norms"))
class TestFitModel:
    @points(2)
    def test_two_steps_by_hand(self, student: Student) -> None:
        """With two rows and a rate of 0.25 the norms can be found on paper: the root of 32, then 2, then 1."""
        answer = student.fit_model(TWO_A, TWO_Y, 1.0, 0.25, 0.3, 9)
        result = (np.array([1.5, 1.0]), np.array([np.sqrt(32.0), 2.0, 1.0]))
        answer.should_equal(result, hint="At which states is the norm taken?")

    @points(0)
    def test_a_slow_run_by_hand(self, student: Student) -> None:
        """At a rate of 0.05 the norm falls by a tenth in each step, which is no reason to stop before max_steps."""
        answer = student.fit_model(TWO_A, TWO_Y, 0.0, 0.05, 0.3, 3)
        result = (np.full(2, 2.0 * (1.0 - 0.729)), np.sqrt(32.0) * np.array([1.0, 0.9, 0.81, 0.729]))
        answer.should_equal(result, hint="Which number does your condition for stopping compare with tol * norms[0]?")


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

    @points(0)
    def test_validation_rows_by_hand(self, student: Student) -> None:
        """On two other rows it is the fit with lam = 1 that is perfect, and the one with lam = 0 misses them."""
        A_val, y_val = np.array([[1.0, 1.0], [1.0, 3.0]]), np.array([3.0, 5.0])
        answer = student.lambda_curve(TWO_A, TWO_Y, A_val, y_val, np.array([0.0, 1.0]))
        report = answer.mapping("training", "validation", "lam")
        for name, expected in (("training", [0.0, 1.0]), ("validation", [5.0, 0.0])):
            fits = np.allclose(report[name].array((2,)), expected, atol=1e-6)
            expect(fits, f"the {name} errors are not right", hint="To which rows is each model fitted?")
        expect(report["lam"].number() == 1.0, "lam should be the strength with the smallest validation error")


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

    @points(0)
    def test_the_report_fits_together(self, student: Student) -> None:
        """Your parameters give the R² of both parts, gap is their difference, and the rate belongs to rows and lam."""
        report = own_report(student, *TABLE, 7)
        train = report["train"]
        for name, rows in (("training_r2", train), ("test_r2", report["test"])):
            X, y = TABLE[0][rows], TABLE[1][rows]
            residuals = y - report["intercept"] - X @ report["weights"]
            r2 = 1.0 - np.sum(residuals**2) / np.sum((y - y.mean()) ** 2)
            expect(np.isclose(report[name], r2), f"{name} is not what your parameters give on these rows", hint=UNITS)
        gap = report["training_r2"] - report["test_r2"]
        expect(np.isclose(report["gap"], gap), "gap should be training R² minus test R²", hint="Which one comes first?")
        rows = (TABLE[0][train] - TABLE[0][train].mean(axis=0)) / TABLE[0][train].std(axis=0)
        curvatures = np.append(2.0, 2.0 * np.linalg.eigvalsh(rows.T @ rows / len(rows)) + 2.0 * report["lam"])
        rate = 2.0 / (curvatures.min() + curvatures.max())
        expect(np.isclose(report["rate"], rate), "the rate does not belong to this lam", hint="Which lam has yours?")

    @points(0)
    def test_another_seed_draws_other_rows(self, student: Student) -> None:
        """Another seed draws other training rows, and they are not just the first ones of the table."""
        reports = [student.own_experiment(*TABLE, LAMS, seed).mapping(*KEYS) for seed in (7, 8)]
        first, other = (report["train"].array((15,)) for report in reports)
        expect(set(first) != set(other), "two seeds give the same training rows", hint="What is the seed for?")
        expect(set(first) != set(range(15)), "the training rows are just the first ones", hint="Are they shuffled?")

    @points(0)
    def test_test_rows_have_no_say(self, student: Student) -> None:
        """If the test rows change, test R² and gap may change, but nothing else."""
        before = own_report(student, *TABLE, 7)
        X, y = TABLE[0].copy(), TABLE[1].copy()
        X[before["test"]] += 50.0
        y[before["test"]] -= 90.0
        after = own_report(student, X, y, 7)
        for name in KEYS:
            unchanged = name in ("test_r2", "gap") or np.array_equal(before[name], after[name])
            expect(unchanged, f"{name} changes with the test rows", hint="Where do the test rows come in too early?")


LAMS = np.array([0.3, 0.01, 0.1])
TABLE_RNG = np.random.default_rng(4)
TABLE_X = TABLE_RNG.normal(size=(25, 3)) * [1.0, 20.0, 0.3]
TABLE = TABLE_X, TABLE_X @ [2.0, 0.1, -5.0] + TABLE_RNG.normal(0.0, 3.0, 25)
UNITS = "In which units are your weights: those of the table, or those of the scaled rows?"


def own_report(student: Student, X: Floats, y: Floats, seed: int) -> dict[str, Any]:
    """Return the report on 25 rows of three features; CheckFailed where a part has another form."""
    answer = student.own_experiment(X, y, LAMS, seed).mapping(*KEYS)
    sizes = {"train": 15, "validation": 5, "test": 5, "weights": 3}
    report: dict[str, Any] = {name: answer[name].array((size,), finite=True) for name, size in sizes.items()}
    rows = np.concatenate([report[name] for name in ("train", "validation", "test")])
    expect(sorted(rows.tolist()) == list(range(25)), "together the three parts should hold every row once")
    report |= {name: report[name].astype(int) for name in ("train", "validation", "test")}
    numbers = ("lam", "rate", "condition", "intercept", "training_r2", "test_r2", "gap")
    return report | {"norms": answer["norms"].value} | {name: answer[name].number() for name in numbers}


@exercise("refute_claim")
class TestRefuteClaim:
    @points(1)
    def test_a_claim_and_its_numbers(self, student: Student) -> None:
        """The name of one of the two claims should come back, with the numbers that belong to it."""
        rng = np.random.default_rng(5)
        X = rng.normal(size=(9, 3)) * [1.0, 20.0, 0.3]
        read_refutation(student.refute_claim(X, X @ [2.0, 0.4, -5.0] + rng.normal(size=9)), 3)

    @points(0)
    def test_the_claim_is_refuted_on_two_tables(self, student: Student) -> None:
        """On two small tables your numbers show that the claim is wrong, and nothing you are given changes."""
        for X, y in (TABLE, (TABLE[0], -TABLE[1] + 9.0 * TABLE[0][:, 0])):
            refutation = student.refute_claim(X, y)
            refutation.should_leave_arguments_alone()
            require_refutation(X, y, *read_refutation(refutation, 3))


def read_refutation(answer: Answer, d: int) -> tuple[str, dict[str, Any]]:
    """Return the claim and its numbers, for a table of d features; CheckFailed where they have another form."""
    value = answer.value.get("claim") if isinstance(answer.value, dict) else None
    claim = value if isinstance(value, str) else ""
    text = 'a dictionary should come back, whose "claim" is one of the two names'
    expect(claim in CLAIMS, text, hint="Print what comes back.")
    parts = answer.mapping("claim", *CLAIMS[claim])
    if claim == "arrived":
        numbers: dict[str, Any] = {"theta": parts["theta"].array((d + 1,), finite=True), "rate": parts["rate"].number()}
        expect(numbers["rate"] > 0.0, "the rate should be positive", hint="In which direction does your step go?")
    else:
        numbers = {"factors": parts["factors"].array((d,), finite=True)}
        positive = bool((numbers["factors"] > 0.0).all())
        expect(positive, "every factor should be positive", hint="Can a change of units turn a number's sign?")
    return claim, numbers


def require_refutation(X: Floats, y: Floats, claim: str, numbers: dict[str, Any]) -> None:
    """Raise CheckFailed where the numbers do not refute the claim on this table."""
    rows = (np.asarray(X, dtype=float) - X.mean(axis=0)) / X.std(axis=0)
    A = np.insert(rows, 0, 1.0, axis=1)
    if claim == "arrived":
        _require_slow_step(A, y, **numbers)
    else:
        raw = np.abs(np.linalg.lstsq(A, y, rcond=None)[0][1:]) / X.std(axis=0)
        sizes = raw / numbers["factors"]
        largest = np.argmax(raw)
        message = "with your factors the largest weight belongs to the same feature as before"
        expect(sizes[largest] < 0.999 * sizes.max(), message, hint=OTHER_UNITS)


def _require_slow_step(A: Floats, y: Floats, theta: Floats, rate: float) -> None:
    """Raise CheckFailed where the step from theta changes the loss, or where the gradient at theta is small."""
    start, slope = (2.0 / len(y) * A.T @ (A @ state - y) for state in (np.zeros(A.shape[1]), theta))
    loss, after = (np.mean((A @ state - y) ** 2) for state in (theta, theta - rate * slope))
    expect(abs(after - loss) < 1e-3 * loss, "your step changes the loss by a thousandth or more", hint=SHORT_STEPS)
    is_long = np.linalg.norm(slope) >= 0.0999 * np.linalg.norm(start)
    expect(is_long, "at your theta the gradient is small, so the run has arrived", hint=FAR_AWAY)


OTHER_UNITS = "If the numbers in a column become larger, what happens to its weight?"
SHORT_STEPS = "What decides how long a step is? The gradient is one half of the answer."
FAR_AWAY = "Where is the gradient long: near the lowest place, or far away from it?"
