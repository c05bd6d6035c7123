"""Functions of the grader's in the student's process: as arguments, as substitutes, and sent back to the grader."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.sandbox.host.results import Raised, Returned
from autograder.sandbox.host.student_process import StudentProcess
from autograder.sandbox.protocol.framing import Handle

RunNotebook = Callable[..., StudentProcess]


def value(result: Returned | Raised) -> Any:
    assert isinstance(result, Returned), result
    return result.value


def test_a_function_that_is_passed_as_an_argument_can_be_called(run_notebook: RunNotebook) -> None:
    process = run_notebook("def slope(f, x):\n    return (f(x + 1) - f(x - 1)) / 2")
    arguments = []

    def square(x: Any) -> Any:
        arguments.append(x)
        return x**2

    assert np.array_equal(value(process.call("slope", [square, np.array([3.0])])), [6.0])
    assert [float(x[0]) for x in arguments] == [4.0, 2.0]


def test_an_exception_of_a_trusted_function_reveals_nothing(run_notebook: RunNotebook) -> None:
    process = run_notebook(
        "def use(f):\n    try:\n        f()\n    except Exception as e:\n        return type(e).__name__, str(e)"
    )

    def fail() -> None:
        raise ValueError("the expected value is 42")

    name, message = value(process.call("use", [fail]))

    assert name == "RuntimeError"
    assert "42" not in message


def test_a_substitute_replaces_a_global(run_notebook: RunNotebook) -> None:
    process = run_notebook("def mse(a): return 'mine'\ndef loss(a): return mse(a)")
    process.substitute("mse", lambda a: ("reference", a))

    assert value(process.call("loss", [1])) == ("reference", 1)


def test_a_function_of_the_grader_s_that_is_passed_to_a_substitute_is_the_original(run_notebook: RunNotebook) -> None:
    process = run_notebook("def curve(f, x): return [slope(f, x), f(x)]")
    process.substitute("slope", lambda f, x: f(x + 1.0) - f(x))

    assert value(process.call("curve", [lambda x: x**2, 3.0])) == [7.0, 9.0]


def test_a_function_of_the_grader_s_that_is_returned_is_a_handle(run_notebook: RunNotebook) -> None:
    process = run_notebook("def same(f): return f")

    assert isinstance(value(process.call("same", [abs])), Handle)


def test_a_student_s_function_that_is_passed_to_a_substitute_cannot_be_called(run_notebook: RunNotebook) -> None:
    process = run_notebook("def use(x):\n    try: return slope(lambda t: t, x)\n    except RuntimeError: return 'no'")
    process.substitute("slope", lambda f, x: f(x))

    assert value(process.call("use", [1.0])) == "no"


def test_a_generator_that_is_passed_to_a_substitute_continues_after_it(run_notebook: RunNotebook) -> None:
    process = run_notebook("def deal(rng, n): return [pick(rng, n), pick(n=n, rng=rng), rng.integers(1000)]")
    process.substitute("pick", lambda rng, n: rng.permutation(n))
    parts, expected = value(process.call("deal", [np.random.default_rng(2), 6])), np.random.default_rng(2)

    assert [np.asarray(part).tolist() for part in parts] == [
        expected.permutation(6).tolist(),
        expected.permutation(6).tolist(),
        expected.integers(1000),
    ]
