"""Random generators cross the wire as data, in one direction and back, and functions of the grader's find home."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from lab.checking.api import Target
from lab.checking.local_caller import LocalCaller

from autograder.sandbox import Returned, StudentProcess
from autograder.sandbox.protocol.framing import FrameError
from autograder.sandbox.protocol.random_state import get_state, is_generator, rebuild_generator

Notebook = Callable[..., StudentProcess]

DRAW = "def draw(rng, n=1):\n    return rng.normal(size=n), int(rng.integers(1000))"
"""An int of fewer than 33 bits leaves half a draw behind, which has to travel too."""


def drawn(rng: np.random.Generator, n: int = 1) -> tuple[list[float], int]:
    return rng.normal(size=n).tolist(), int(rng.integers(1000))


def told(answer: object) -> tuple[list[float], int]:
    assert isinstance(answer, Returned), answer
    return answer.value[0].tolist(), answer.value[1]


def test_a_generator_draws_there_what_it_would_draw_here(notebook: Notebook) -> None:
    child = notebook(DRAW)

    assert told(child.call("draw", [np.random.default_rng(5), 3])) == drawn(np.random.default_rng(5), 3)
    assert told(child.call("draw", [], {"rng": np.random.default_rng(5)})) == drawn(np.random.default_rng(5))


def test_the_grader_s_own_generator_stays_where_it_was(notebook: Notebook) -> None:
    mine = np.random.default_rng(7)
    notebook(DRAW).call("draw", [mine])

    assert drawn(mine) == drawn(np.random.default_rng(7))


def test_a_generator_comes_back_as_far_as_the_call_used_it(notebook: Notebook) -> None:
    child, here = notebook(DRAW), np.random.default_rng(9)
    first = child.call("draw", [np.random.default_rng(9)])
    drawn(here)

    assert isinstance(first, Returned)
    assert told(child.call("draw", [first.arguments[0]])) == drawn(here)


def test_a_replaced_numpy_is_not_what_rebuilds_it(notebook: Notebook) -> None:
    fake = "import numpy as np\nnp.random.default_rng = lambda *a: None\n" + DRAW

    assert told(notebook(fake).call("draw", [np.random.default_rng(1)])) == drawn(np.random.default_rng(1))


def test_a_generator_in_this_process_is_a_copy_and_comes_back_used() -> None:
    names: dict[str, Any] = {}
    exec(DRAW, names)
    mine, here = np.random.default_rng(3), np.random.default_rng(3)
    reply = LocalCaller(names).call(Target("draw"), (mine,), {})
    drawn(here)

    assert drawn(mine) == drawn(np.random.default_rng(3))
    assert drawn(reply.arguments[0]) == drawn(here)


def test_another_kind_of_generator_does_not_cross() -> None:
    assert not is_generator(np.random.Generator(np.random.MT19937(1)))
    assert not is_generator(np.random.RandomState(1))


@pytest.mark.parametrize(
    "state",
    [
        pytest.param(None, id="nothing"),
        pytest.param([], id="empty"),
        pytest.param(["1", "1", "0"], id="too short"),
        pytest.param([1, 1, 0, 0], id="numbers"),
        pytest.param(["-1", "1", "0", "0"], id="negative"),
        pytest.param(["1", "1", "2", "0"], id="a flag of two"),
        pytest.param(["1", "1", "0", "f" * 9], id="too large"),
        pytest.param(["1" * 40] * 4, id="too long"),
    ],
)
def test_numbers_that_are_no_state_are_a_broken_frame(state: Any) -> None:
    with pytest.raises(FrameError):
        rebuild_generator(state)


def test_a_state_survives_the_journey() -> None:
    rng = np.random.default_rng(11)
    rng.integers(10)

    assert rebuild_generator(get_state(rng)).bit_generator.state == rng.bit_generator.state


def test_a_function_of_the_grader_s_that_a_student_passes_on_is_the_grader_s_own(notebook: Notebook) -> None:
    child = notebook("def curve(f, x): return [slope(f, x), f(x)]")
    child.substitute("slope", lambda f, x: f(x + 1.0) - f(x))
    answer = child.call("curve", [lambda x: x**2, 3.0])

    assert isinstance(answer, Returned)
    assert answer.value == [7.0, 9.0]


def test_a_function_of_the_grader_s_that_is_returned_stays_an_object(notebook: Notebook) -> None:
    answer = notebook("def same(f): return f").call("same", [abs])

    assert isinstance(answer, Returned)
    assert type(answer.value).__name__ == "Handle"


def test_a_student_s_own_function_passed_to_a_substitute_cannot_be_called_from_here(notebook: Notebook) -> None:
    child = notebook("def use(x):\n    try: return slope(lambda t: t, x)\n    except RuntimeError: return 'no'")
    child.substitute("slope", lambda f, x: f(x))
    answer = child.call("use", [1.0])

    assert isinstance(answer, Returned)
    assert answer.value == "no"


def test_a_generator_handed_to_a_substitute_is_drawn_from_and_goes_on(notebook: Notebook) -> None:
    child = notebook("def deal(rng, n): return [pick(rng, n), pick(n=n, rng=rng), rng.integers(1000)]")
    child.substitute("pick", lambda rng, n: rng.permutation(n))
    answer, here = child.call("deal", [np.random.default_rng(2), 6]), np.random.default_rng(2)

    assert isinstance(answer, Returned)
    assert [np.asarray(part).tolist() for part in answer.value] == [
        here.permutation(6).tolist(),
        here.permutation(6).tolist(),
        here.integers(1000),
    ]
