"""A reference that is asked the same for every student computes it once, and nobody can tell."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import numpy as np
import pytest

from autograder.checking.reference_cache import memoized

SOURCE = """
import numpy as np

counts = {"mse": 0, "fit": 0}

def mse(x, y, w=0.0):
    counts["mse"] += 1
    return np.mean((w * x - y) ** 2)

def fit(x, y, n_steps):
    counts["fit"] += 1
    return {"loss": np.array([mse(x, y, t) for t in range(n_steps)])}

def draw(rng):
    return rng.normal()

def made():
    return object()
"""


@pytest.fixture
def reference() -> Any:
    module: Any = ModuleType("solutions.made_up")
    exec(SOURCE, module.__dict__)
    return module


X, Y = np.array([1.0, 2.0, 4.0]), np.array([0.0, 1.0, -1.0])


def test_a_question_is_computed_once(reference: Any) -> None:
    with memoized(reference):
        answers = [reference.mse(X.copy(), Y, w=2.0) for _ in range(5)]

    assert reference.counts["mse"] == 1
    assert answers == [answers[0]] * 5


@pytest.mark.parametrize(
    "others",
    [
        pytest.param(((X, Y, 1.0), (X, Y, 1)), id="another type of number"),
        pytest.param(((X, Y, 0.0), (X, Y, -0.0)), id="another zero"),
        pytest.param(((X, Y), (X.astype(np.float32), Y)), id="another type of array"),
        pytest.param(((X, Y), (X[None], Y)), id="another shape"),
        pytest.param(((X, Y), (Y, X)), id="another order"),
    ],
)
def test_whatever_differs_is_another_question(reference: Any, others: Any) -> None:
    with memoized(reference):
        for arguments in others:
            reference.mse(*arguments)

    assert reference.counts["mse"] == 2


def test_an_answer_that_is_changed_by_its_reader_stays_as_it_was(reference: Any) -> None:
    with memoized(reference):
        reference.fit(X, Y, 3)["loss"][:] = 7.0
        again = reference.fit(X, Y, 3)["loss"]
        again[:] = 8.0

        assert not np.isin(reference.fit(X, Y, 3)["loss"], [7.0, 8.0]).any()


def test_what_a_function_asks_of_its_neighbours_is_not_kept(reference: Any) -> None:
    with memoized(reference):
        reference.fit(X, Y, 2)
        reference.mse(X, Y, 0)

    assert reference.counts == {"mse": 3, "fit": 1}


def test_chance_and_objects_are_never_remembered(reference: Any) -> None:
    rng = np.random.default_rng(1)
    with memoized(reference):
        assert reference.draw(rng) != reference.draw(rng)
        assert reference.made() is not reference.made()


def test_an_error_is_raised_each_time(reference: Any) -> None:
    with memoized(reference):
        for _ in range(2):
            with pytest.raises(ValueError, match="broadcast"):
                reference.mse(np.zeros(2), np.zeros(3))

    assert reference.counts["mse"] == 2


def test_afterwards_the_functions_are_the_module_s_own(reference: Any) -> None:
    mine = reference.mse
    with memoized(reference):
        assert reference.mse is not mine

    assert reference.mse is mine
