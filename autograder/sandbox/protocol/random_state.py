"""Random generators as data: a generator is sent as four numbers and rebuilt on the other side.

The copy draws what the original would draw. Its new state comes back with the reply.

Only PCG64 is supported, the generator of `numpy.random.default_rng` (M. O'Neill, *PCG: A Family of Simple Fast
Space-Efficient Statistically Good Algorithms for Random Number Generation*, 2014).
"""

from __future__ import annotations

import sys
from typing import Any

from .framing import FrameError

_STATE_BITS = (128, 128, 1, 32)
"""Bits of the state, of the increment, of the flag for a stored half draw, and of that half."""


def is_generator(value: Any) -> bool:
    """Whether a value is a generator that can be sent. Does not import `numpy.random`: a generator implies it."""
    random = sys.modules.get("numpy.random")
    return random is not None and type(value) is random.Generator and type(value.bit_generator) is random.PCG64


def get_state(generator: Any) -> list[str]:
    """Return the four numbers in hexadecimal, because two of them are too large for JSON."""
    state = generator.bit_generator.state
    numbers = (state["state"]["state"], state["state"]["inc"], state["has_uint32"], state["uinteger"])
    return [f"{number:x}" for number in numbers]


def rebuild_generator(state: Any) -> Any:
    """Return a generator in this state; FrameError if the state is malformed."""
    from numpy.random import PCG64, Generator

    if type(state) is not list or len(state) != len(_STATE_BITS):
        raise FrameError("a malformed generator")
    numbers = [_parse_number(text, bits) for text, bits in zip(state, _STATE_BITS, strict=True)]
    bit_generator = PCG64(0)
    bit_generator.state = {
        "bit_generator": "PCG64",
        "state": {"state": numbers[0], "inc": numbers[1]},
        "has_uint32": numbers[2],
        "uinteger": numbers[3],
    }
    return Generator(bit_generator)


def set_state(generator: Any, state: Any) -> None:
    """Put a generator into the state that its copy on the other side has reached."""
    generator.bit_generator.state = rebuild_generator(state).bit_generator.state


def _parse_number(text: Any, bits: int) -> int:
    if type(text) is not str or not 0 < len(text) <= bits // 4 + 1 or not set(text) <= set("0123456789abcdef"):
        raise FrameError("a generator with a malformed number")
    number = int(text, 16)
    if number >> bits:
        raise FrameError("a generator with a number that is too large")
    return number
