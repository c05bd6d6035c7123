"""Random generators are sent as data: the copy draws the same numbers, and its new state comes back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from lab.checking.api import Target
from lab.checking.local_caller import LocalCaller

from autograder.sandbox.host.results import Returned
from autograder.sandbox.host.student_process import StudentProcess
from autograder.sandbox.protocol.framing import FrameError
from autograder.sandbox.protocol.random_state import get_state, is_generator, rebuild_generator

RunNotebook = Callable[..., StudentProcess]

DRAW = "def draw(rng, n=1):\n    return rng.normal(size=n), int(rng.integers(1000))"
"""An int of fewer than 33 bits leaves half a draw in the generator, which has to be sent, too."""


def draw(rng: np.random.Generator, n: int = 1) -> tuple[list[float], int]:
    return rng.normal(size=n).tolist(), int(rng.integers(1000))


def draws(result: object) -> tuple[list[float], int]:
    assert isinstance(result, Returned), result
    return result.value[0].tolist(), result.value[1]


def test_the_copy_draws_the_same_numbers(run_notebook: RunNotebook) -> None:
    process = run_notebook(DRAW)

    assert draws(process.call("draw", [np.random.default_rng(5), 3])) == draw(np.random.default_rng(5), 3)
    assert draws(process.call("draw", [], {"rng": np.random.default_rng(5)})) == draw(np.random.default_rng(5))


def test_the_grader_s_own_generator_is_not_used(run_notebook: RunNotebook) -> None:
    rng = np.random.default_rng(7)
    run_notebook(DRAW).call("draw", [rng])

    assert draw(rng) == draw(np.random.default_rng(7))


def test_the_generator_comes_back_in_its_state_after_the_call(run_notebook: RunNotebook) -> None:
    process, rng = run_notebook(DRAW), np.random.default_rng(9)
    first = process.call("draw", [np.random.default_rng(9)])
    draw(rng)

    assert isinstance(first, Returned)
    assert draws(process.call("draw", [first.arguments[0]])) == draw(rng)


def test_a_replaced_default_rng_is_not_used_to_rebuild_it(run_notebook: RunNotebook) -> None:
    replacement = "import numpy as np\nnp.random.default_rng = lambda *a: None\n" + DRAW

    assert draws(run_notebook(replacement).call("draw", [np.random.default_rng(1)])) == draw(np.random.default_rng(1))


def test_a_local_caller_copies_generators_in_the_same_way() -> None:
    names: dict[str, Any] = {}
    exec(DRAW, names)
    original, expected = np.random.default_rng(3), np.random.default_rng(3)
    reply = LocalCaller(names).call(Target("draw"), (original,), {})
    draw(expected)

    assert draw(original) == draw(np.random.default_rng(3))
    assert draw(reply.arguments[0]) == draw(expected)


def test_other_kinds_of_generators_are_not_sent() -> None:
    assert not is_generator(np.random.Generator(np.random.MT19937(1)))
    assert not is_generator(np.random.RandomState(1))


STATE = ["1", "1", "0", "0"]


@pytest.mark.parametrize(
    "state",
    [
        pytest.param(None, id="nothing"),
        pytest.param([], id="empty"),
        pytest.param(["1", "1", "0", "0"], id="too short"),
        pytest.param([1, 1, 0, 0, None], id="numbers"),
        pytest.param(["-1", "1", "0", "0", None], id="negative"),
        pytest.param(["1", "1", "2", "0", None], id="a flag of two"),
        pytest.param(["1", "1", "0", "f" * 9, None], id="too large"),
        pytest.param(["1" * 40] * 4 + [None], id="too long"),
        pytest.param([*STATE, 7], id="a seed that is a number"),
        pytest.param([*STATE, [True, ["1", "2"], [], 4, 0]], id="two numbers as one seed"),
        pytest.param([*STATE, [True, ["1"], [], 4]], id="a seed without a count of children"),
        pytest.param([*STATE, [True, ["1"], [], 10**9, 0]], id="a huge pool"),
        pytest.param([*STATE, [True, ["1"], [], 4, -1]], id="a negative count of children"),
        pytest.param([*STATE, [False, ["1"] * 10**4, [], 4, 0]], id="a long seed"),
        pytest.param([*STATE, [True, ["f" * 10**4], [], 4, 0]], id="a large seed"),
        pytest.param([*STATE, [True, [1], [], 4, 0]], id="a seed of ints"),
    ],
)
def test_a_malformed_state_is_a_frame_error(state: Any) -> None:
    with pytest.raises(FrameError):
        rebuild_generator(state)


def test_a_rebuilt_generator_has_the_same_state() -> None:
    rng = np.random.default_rng(11)
    rng.integers(10)

    assert rebuild_generator(get_state(rng)).bit_generator.state == rng.bit_generator.state


SEEDS = [
    pytest.param(np.random.SeedSequence(3), id="a number"),
    pytest.param(np.random.SeedSequence(), id="fresh entropy"),
    pytest.param(np.random.SeedSequence([4, 5, 6]), id="a list"),
    pytest.param(np.random.SeedSequence(7, spawn_key=(1, 2), pool_size=8, n_children_spawned=3), id="a child"),
]
SPAWN = "def spawn(rng, n=1):\n    return [child.random() for child in rng.spawn(n)]"


@pytest.mark.parametrize("seed", SEEDS)
def test_a_rebuilt_generator_spawns_the_same_children(seed: np.random.SeedSequence) -> None:
    rng = np.random.Generator(np.random.PCG64(seed))
    rng.spawn(2)
    copy = rebuild_generator(get_state(rng))

    assert [child.random() for child in copy.spawn(3)] == [child.random() for child in rng.spawn(3)]


@pytest.mark.parametrize("seed", [10**400, list(range(100))], ids=["a huge number", "many numbers"])
def test_a_very_large_seed_is_left_out(seed: Any) -> None:
    rng = np.random.default_rng(seed)

    assert rebuild_generator(get_state(rng)).random() == rng.random()


def test_two_generators_spawn_children_of_their_own(run_notebook: RunNotebook) -> None:
    process = run_notebook(SPAWN)
    children = [process.call("spawn", [np.random.default_rng(seed)]).value[0] for seed in (1, 2)]

    assert children == [np.random.default_rng(seed).spawn(1)[0].random() for seed in (1, 2)]


def test_the_number_of_spawned_children_comes_back_after_the_call(run_notebook: RunNotebook) -> None:
    process = run_notebook(SPAWN)
    first = process.call("spawn", [np.random.default_rng(1), 2])
    second = process.call("spawn", [first.arguments[0]])

    assert second.value == [np.random.default_rng(1).spawn(3)[2].random()]


def test_a_callback_that_spawns_leaves_its_count_in_the_student_s_generator(run_notebook: RunNotebook) -> None:
    process = run_notebook("def spawn(f, rng):\n    f(rng)\n    return rng.spawn(1)[0].random()")
    reply = process.call("spawn", [lambda rng: rng.spawn(2)[0].random(), np.random.default_rng(1)])

    assert reply.value == np.random.default_rng(1).spawn(3)[2].random()
