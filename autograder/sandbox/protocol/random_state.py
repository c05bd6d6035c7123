"""Random generators as data: a generator is sent as numbers and rebuilt on the other side.

The copy draws what the original would draw, and spawns the children that the original would spawn. Its new state comes
back with the reply.

Only PCG64 is supported, the generator of `numpy.random.default_rng` (M. O'Neill, *PCG: A Family of Simple Fast
Space-Efficient Statistically Good Algorithms for Random Number Generation*, 2014).
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any

from .framing import FrameError

_STATE_BITS = (128, 128, 1, 32)
"""Bits of the state, of the increment, of the flag for a stored half draw, and of that half."""
_MAX_SEED_NUMBERS, _MAX_SEED_BITS, _MAX_POOL_SIZE, _MAX_CHILDREN = 32, 1024, 32, 1_000_000


def is_generator(value: Any) -> bool:
    """Whether a value is a generator that can be sent. Does not import `numpy.random`: a generator implies it."""
    random = sys.modules.get("numpy.random")
    return random is not None and type(value) is random.Generator and type(value.bit_generator) is random.PCG64


def get_state(generator: Any) -> list[Any]:
    """Return the four numbers of the state and the seed sequence, in hexadecimal: some are too large for JSON.

    A seed sequence of another kind, or a very large one, is left out; such a generator's copy spawns other children.
    """
    state = generator.bit_generator.state
    numbers = (state["state"]["state"], state["state"]["inc"], state["has_uint32"], state["uinteger"])
    return [*(f"{number:x}" for number in numbers), _get_seed(generator.bit_generator.seed_seq)]


def rebuild_generator(state: Any) -> Any:
    """Return a generator in this state; FrameError if the state is malformed."""
    from numpy.random import PCG64, Generator

    if type(state) is not list or len(state) != len(_STATE_BITS) + 1:
        raise FrameError("a malformed generator")
    numbers = [_parse_number(text, bits) for text, bits in zip(state, _STATE_BITS, strict=False)]
    bit_generator = PCG64(_rebuild_seed(state[-1]))
    bit_generator.state = {
        "bit_generator": "PCG64",
        "state": {"state": numbers[0], "inc": numbers[1]},
        "has_uint32": numbers[2],
        "uinteger": numbers[3],
    }
    return Generator(bit_generator)


def set_state(generator: Any, state: Any) -> None:
    """Put a generator into the state that its copy on the other side has reached."""
    replica = rebuild_generator(state).bit_generator
    generator.bit_generator.state = replica.state
    children, sequence = replica.seed_seq.n_children_spawned, generator.bit_generator.seed_seq
    if state[-1] is not None and children > sequence.n_children_spawned:  # the count can only be raised by spawning
        sequence.spawn(children - sequence.n_children_spawned)


def _get_seed(sequence: Any) -> list[Any] | None:
    """Return entropy, spawn key, size of the pool and number of children; None for what cannot be sent."""
    from numpy.random import SeedSequence

    if type(sequence) is not SeedSequence:
        return None
    entropy: Any = sequence.entropy
    is_number = isinstance(entropy, int)
    seed = [
        is_number,
        _hexadecimal([entropy] if is_number else entropy),
        _hexadecimal(sequence.spawn_key),
        sequence.pool_size,
    ]
    seed.append(sequence.n_children_spawned)
    return seed if _is_seed(seed) else None


def _rebuild_seed(seed: Any) -> Any:
    from numpy.random import SeedSequence

    if seed is None:
        return 0
    if not _is_seed(seed):
        raise FrameError("a generator with a malformed seed")
    is_number, entropy, spawn_key, pool_size, children = seed
    numbers = [int(text, 16) for text in entropy]
    key = tuple(int(text, 16) for text in spawn_key)
    return SeedSequence(
        numbers[0] if is_number else numbers, spawn_key=key, pool_size=pool_size, n_children_spawned=children
    )


def _is_seed(seed: Any) -> bool:
    """Return whether a seed has the form that `_get_seed` gives it, and a moderate size."""
    if type(seed) is not list or [type(part) for part in seed] != [bool, list, list, int, int]:
        return False
    is_number, entropy, spawn_key, pool_size, children = seed
    texts = [*entropy, *spawn_key]
    return (
        len(texts) <= _MAX_SEED_NUMBERS
        and all(_is_hexadecimal(text, _MAX_SEED_BITS) for text in texts)
        and (len(entropy) == 1 or not is_number)
        and 4 <= pool_size <= _MAX_POOL_SIZE
        and 0 <= children <= _MAX_CHILDREN
    )


def _hexadecimal(numbers: Iterable[int]) -> list[str]:
    return [f"{int(number):x}" for number in numbers]


def _is_hexadecimal(text: Any, bits: int) -> bool:
    return type(text) is str and 0 < len(text) <= bits // 4 + 1 and set(text) <= set("0123456789abcdef")


def _parse_number(text: Any, bits: int) -> int:
    if not _is_hexadecimal(text, bits):
        raise FrameError("a generator with a malformed number")
    number = int(text, 16)
    if number >> bits:
        raise FrameError("a generator with a number that is too large")
    return number
