"""Random generators as data: a generator crosses the wire as four numbers and is rebuilt on the other side.

What is drawn there moves the copy. Where it stands is told with the answer.

Only PCG64, what `numpy.random.default_rng` gives: it carries on where its copy stood (M. O'Neill, *PCG: A Family of
Simple Fast Space-Efficient Statistically Good Algorithms for Random Number Generation*, 2014).
"""

from __future__ import annotations

import sys
from typing import Any

from .framing import FrameError

_SIZES = (128, 128, 1, 32)
"""Bits of state, increment, whether half a draw is kept, and that half."""


def is_generator(value: Any) -> bool:
    """Whether it is one that crosses; NumPy loads its random numbers late, and whoever has one has loaded them."""
    random = sys.modules.get("numpy.random")
    return random is not None and type(value) is random.Generator and type(value.bit_generator) is random.PCG64


def state_of(generator: Any) -> list[str]:
    """The four numbers, in hexadecimal: two of them are longer than JSON's."""
    told = generator.bit_generator.state
    numbers = (told["state"]["state"], told["state"]["inc"], told["has_uint32"], told["uinteger"])
    return [f"{number:x}" for number in numbers]


def generator_of(state: Any) -> Any:
    """A generator that draws what the sender's would draw next; FrameError where the numbers are none."""
    from numpy.random import PCG64, Generator

    if type(state) is not list or len(state) != len(_SIZES):
        raise FrameError("a generator out of form")
    numbers = [_number(text, bits) for text, bits in zip(state, _SIZES, strict=True)]
    bits = PCG64(0)
    bits.state = {
        "bit_generator": "PCG64",
        "state": {"state": numbers[0], "inc": numbers[1]},
        "has_uint32": numbers[2],
        "uinteger": numbers[3],
    }
    return Generator(bits)


def advance(generator: Any, state: Any) -> None:
    """Let a generator carry on where its copy on the other side stood."""
    generator.bit_generator.state = generator_of(state).bit_generator.state


def _number(text: Any, bits: int) -> int:
    if type(text) is not str or not 0 < len(text) <= bits // 4 + 1 or not set(text) <= set("0123456789abcdef"):
        raise FrameError("a generator with a number out of form")
    number = int(text, 16)
    if number >> bits:
        raise FrameError("a generator with a number too large")
    return number
