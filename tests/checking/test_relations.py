"""Relations: one is reported only where it turns every right answer into the student's, and no other one does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from autograder.checking.relations import Sample, find_relation

Array = npt.NDArray[np.float64]
Answer = Callable[..., Any]


def line(rows: int) -> dict[str, Array]:
    rng = np.random.default_rng(rows)
    x = rng.uniform(-1.0, 4.0, rows)
    sign = 1.0 if rows == 7 else -1.0
    return {"x": x, "y": sign * (9.0 * x - 3.0) + rng.normal(0.0, 1.0, rows)}


def gradient(x: Array, y: Array) -> tuple[float, float]:
    residual = 1.3 * x + 0.4 - y
    return float(2 * np.mean(residual * x)), float(2 * np.mean(residual))


def samples(student: Answer, reference: Answer, questions: Sequence[dict[str, Any]] = ()) -> list[Sample]:
    arguments = questions or (line(7), line(11))
    return [Sample(question, student(**question), reference(**question)) for question in arguments]


def relation_id(student: Answer, reference: Answer, questions: Sequence[dict[str, Any]] = (), names: Any = ()) -> Any:
    relation = find_relation(samples(student, reference, questions), names)
    return relation and relation.id


GRADIENTS: dict[str, Answer] = {
    "half": lambda x, y: tuple(0.5 * part for part in gradient(x, y)),
    "sign-flipped": lambda x, y: tuple(-part for part in gradient(x, y)),
    "times-n": lambda x, y: tuple(len(x) * part for part in gradient(x, y)),
    "fixed-number-for-n": lambda x, y: tuple(len(x) * part / 50 for part in gradient(x, y)),
    "swapped-outputs": lambda x, y: gradient(x, y)[::-1],
    "absolute-value": lambda x, y: tuple(abs(part) for part in gradient(x, y)),
    "rounded": lambda x, y: tuple(round(part, 2) for part in gradient(x, y)),
    "constant-factor": lambda x, y: tuple(1.37 * part for part in gradient(x, y)),
}


@pytest.mark.parametrize("expected", GRADIENTS)
def test_a_wrong_gradient_is_named_by_what_turns_the_right_one_into_it(expected: str) -> None:
    assert relation_id(GRADIENTS[expected], gradient, names=("dw", "db")) == expected


def test_where_one_part_is_right_the_relation_names_the_other() -> None:
    relation = find_relation(samples(lambda x, y: (gradient(x, y)[0], 2 * gradient(x, y)[1]), gradient), ("dw", "db"))

    assert relation is not None
    assert (relation.id, relation.title) == ("twice", "`db`: twice what it should be")


ARRAYS: dict[str, Callable[[Array], Array]] = {
    "reversed": lambda right: right[::-1],
    "first-entry-missing": lambda right: right[1:],
    "last-entry-doubled": lambda right: np.append(right, right[-1]),
    "truncated": np.trunc,
    "single-precision": lambda right: right.astype(np.float32).astype(float),
    "squared": np.square,
    "one-entry-late": lambda right: np.concatenate([[0.3], right[:-1]]),
}


@pytest.mark.parametrize("expected", ARRAYS)
def test_a_wrong_array_is_named(expected: str) -> None:
    assert relation_id(lambda x, y: ARRAYS[expected](x - y), lambda x, y: x - y) == expected


def test_a_transposed_matrix_is_named() -> None:
    assert relation_id(lambda x, y: np.outer(y[:3], x), lambda x, y: np.outer(x, y[:3])) == "transposed"


@pytest.mark.parametrize("student", [gradient, lambda x, y: (gradient(x, y)[0] + 1e-12, gradient(x, y)[1])])
def test_right_answers_have_no_relation(student: Answer) -> None:
    assert relation_id(student, gradient) is None


def test_a_relation_that_fits_one_question_only_is_not_reported() -> None:
    def student(x: Array, y: Array) -> float:
        return float(np.sum(x)) if len(x) == 7 else float(np.mean(x)) + 0.1

    assert relation_id(student, lambda x, y: float(np.mean(x))) is None


def test_a_single_question_is_no_evidence() -> None:
    assert relation_id(GRADIENTS["half"], gradient, [line(7)]) is None


def test_two_relations_that_both_fit_are_not_reported() -> None:
    questions = [{"x": np.array([1.0, 1.0])}, {"x": np.array([1.0, 1.0, 1.0])}]

    assert relation_id(lambda x: 0.0, lambda x: 1.0, questions) is None  # zero, and one less, and one minus it


def step(w: float, slope: float, lr: float) -> float:
    return w - lr * slope


STEPS = [{"w": 1.5, "slope": 3.0, "lr": 0.1}, {"w": -2.0, "slope": 0.7, "lr": 0.03}]


@pytest.mark.parametrize(
    ("student", "expected"),
    [
        (lambda w, slope, lr: (w - 0.5 * lr * slope,), "half"),
        (lambda w, slope, lr: (w + lr * slope,), "sign-flipped"),
        (lambda w, slope, lr: (w - slope,), "without-lr"),
        (lambda w, slope, lr: (w - lr**2 * slope,), "times-lr"),
    ],
)
def test_a_wrong_step_is_named_by_the_way_from_the_old_value_to_the_new(student: Answer, expected: str) -> None:
    assert relation_id(student, lambda w, slope, lr: (step(w, slope, lr),), STEPS, ("new_w",)) == expected


def descend(x: Array, y: Array, n_steps: int, share: float = 1.0) -> dict[str, Array]:
    w = np.zeros(n_steps + 1)
    for i in range(n_steps):
        w[i + 1] = w[i] - share * 0.02 * np.mean((w[i] * x - y) * x)
    return {"w": w, "loss": np.array([np.mean((value * x - y) ** 2) for value in w])}


def test_a_run_is_named_by_its_first_wrong_step() -> None:
    """From the second step on nothing is half of anything; the first wrong entry says what went wrong."""
    questions = [{**line(7), "n_steps": 3}, {**line(11), "n_steps": 5}]
    relation = find_relation(samples(lambda **question: descend(**question, share=0.5), descend, questions))

    assert relation is not None
    assert (relation.id, relation.title) == ("half", "the first wrong step is half of what it should be")


def test_an_argument_changed_in_place_is_named() -> None:
    right = [Sample({"x": np.ones(size)}, 1.0, 1.0, changed=("x",)) for size in (2, 3)]

    assert find_relation(right) is not None
    assert getattr(find_relation(right), "id", "") == "changes-an-argument"


def test_state_kept_between_calls_is_named() -> None:
    repeated = [Sample({"x": np.ones(size)}, 1.0, 1.0, again=2.0) for size in (2, 3)]

    assert getattr(find_relation(repeated), "id", "") == "keeps-state"
