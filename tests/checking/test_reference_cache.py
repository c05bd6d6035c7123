"""Memoization of the reference: each question is computed once, and the results are as if it were not memoized."""

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

def new_object():
    return object()
"""

X, Y = np.array([1.0, 2.0, 4.0]), np.array([0.0, 1.0, -1.0])


@pytest.fixture
def reference() -> Any:
    """A reference module that counts the calls of its functions."""
    module: Any = ModuleType("solutions.example")
    exec(SOURCE, module.__dict__)
    return module


def test_equal_arguments_are_computed_once(reference: Any) -> None:
    with memoized(reference):
        results = [reference.mse(X.copy(), Y, w=2.0) for _ in range(5)]

    assert reference.counts["mse"] == 1
    assert results == [results[0]] * 5


@pytest.mark.parametrize(
    "calls",
    [
        pytest.param(((X, Y, 1.0), (X, Y, 1)), id="type of number"),
        pytest.param(((X, Y, 0.0), (X, Y, -0.0)), id="sign of zero"),
        pytest.param(((X, Y), (X.astype(np.float32), Y)), id="type of array"),
        pytest.param(((X, Y), (X[None], Y)), id="shape"),
        pytest.param(((X, Y), (Y, X)), id="order"),
    ],
)
def test_arguments_that_differ_in_any_way_are_computed_again(reference: Any, calls: Any) -> None:
    with memoized(reference):
        for arguments in calls:
            reference.mse(*arguments)

    assert reference.counts["mse"] == 2


def test_changing_a_result_does_not_change_the_stored_one(reference: Any) -> None:
    with memoized(reference):
        reference.fit(X, Y, 3)["loss"][:] = 7.0
        loss = reference.fit(X, Y, 3)["loss"]
        loss[:] = 8.0

        assert not np.isin(reference.fit(X, Y, 3)["loss"], [7.0, 8.0]).any()


def test_calls_between_functions_of_the_module_are_not_stored(reference: Any) -> None:
    with memoized(reference):
        reference.fit(X, Y, 2)
        reference.mse(X, Y, 0)

    assert reference.counts == {"mse": 3, "fit": 1}


def test_random_numbers_and_objects_are_never_stored(reference: Any) -> None:
    rng = np.random.default_rng(1)
    with memoized(reference):
        assert reference.draw(rng) != reference.draw(rng)
        assert reference.new_object() is not reference.new_object()


def test_an_exception_is_raised_on_every_call(reference: Any) -> None:
    with memoized(reference):
        for _ in range(2):
            with pytest.raises(ValueError, match="broadcast"):
                reference.mse(np.zeros(2), np.zeros(3))

    assert reference.counts["mse"] == 2


def test_on_exit_the_module_has_its_own_functions_again(reference: Any) -> None:
    function = reference.mse
    with memoized(reference):
        assert reference.mse is not function

    assert reference.mse is function
