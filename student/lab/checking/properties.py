"""Properties that hold for many exercises and say nothing about an answer: rows, digits, whole numbers, generators.

Each compares the student's answers with each other. A digit that is lost is found with plain `should_equal` on numbers
in the unit `TINY`.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from lab.checking.answers import is_array
from lab.checking.api import Answer, Member
from lab.checking.calls import map_leaves
from lab.checking.comparison import DEFAULT_CONDITION, TYPE_HINT, difference
from lab.checking.failures import expect

TINY = 1e-7 / 3
"""A unit in which every number is small: rounding to ten digits is seen, and single precision as well."""

DIGITS = (
    "Multiply your data by a millionth. Does a line of your code round, or use a type with fewer digits than float?"
)
ROWS = "Write every row down twice, in any order. What should that change, and what does it change in your code?"
WHOLE = "Give your function an array like np.array([1, 2]). Which type do the arrays have that you make from it?"
GENERATOR = "Where does each random number in your function come from? Is it always the `rng` it was given?"
EVERY = "Which numbers does the docstring leave to chance? Print them for two generators with different seeds."


def should_take_whole_numbers(function: Member, *arguments: Any, condition: float = DEFAULT_CONDITION) -> None:
    """Pass when whole numbers in read-only arrays give the answer of floats, and arrays are unchanged afterwards.

    The arrays among the arguments hold whole numbers, of either type.
    """
    floats = function(*(_with_type(argument, float) for argument in arguments))
    floats.should_leave_arguments_alone()
    whole = function(*(_read_only(_with_type(argument, int)) for argument in arguments))
    whole.should_equal(real_numbers(floats), condition=condition, hint=WHOLE)


def should_count_rows_alike(
    function: Member, *arguments: Any, rows: int = 2, condition: float = DEFAULT_CONDITION
) -> None:
    """Pass when rows in another order, each of them twice, change nothing; `rows` arguments have an entry per row."""
    answer = real_numbers(function(*arguments))
    doubled = (np.concatenate([argument[::-1], argument]) for argument in arguments[:rows])
    function(*doubled, *arguments[rows:]).should_equal(answer, condition=condition, hint=ROWS)


def should_use_generator(function: Member, *arguments: Any, hint: str = EVERY) -> tuple[Answer, Answer]:
    """Pass when the generator, which comes last, decides the answer, and nothing else does.

    Return the answers for two generators. The arguments should make all answers nearly the same (`nearly_equal`): the
    grader calls a function again, and recognizes a mistake by its answers also where it draws from another generator.
    It can tell mistakes apart by the number of calls, so each property is checked as soon as it can be.
    """
    first = function(*arguments, np.random.default_rng(1))
    draws = is_used(first.arguments[-1], np.random.default_rng(1))
    expect(draws, "the random numbers should come from `rng`", hint=GENERATOR)
    repeated = function(*arguments, np.random.default_rng(1))
    expect(is_same(first, repeated), "generators in the same state should give the same answer", hint=GENERATOR)
    different = function(*arguments, np.random.default_rng(2))
    expect(not is_same(first, different), "another generator should give another answer", hint=hint)
    return first, different


def nearly_equal(*shape: int) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Return numbers around 1 that differ in their ninth digit after the point."""
    return 1.0 + 1e-9 * np.arange(np.prod(shape), dtype=float).reshape(shape)


def is_same(answer: Answer, other: Answer) -> bool:
    """Return whether two answers are the same to the last digit."""
    return difference(real_numbers(answer), real_numbers(other), "", condition=0.0, scale=0.0) is None


def real_numbers(answer: Answer) -> Any:
    """Return the value of an answer that holds real numbers, also in tuples, lists and dictionaries."""

    def require_real(value: Any) -> Any:
        is_real = isinstance(value, (bool, int, float)) or is_array(value)
        expect(is_real, "real numbers should come back", hint=TYPE_HINT)
        return value

    return map_leaves(answer.value, require_real)


def is_used(rng: np.random.Generator, before: np.random.Generator) -> bool:
    """Return whether a generator has drawn numbers or spawned children since it was equal to `before`."""
    after, original = rng.bit_generator, before.bit_generator
    return after.state != original.state or _children(after) != _children(original)


def _children(bit_generator: np.random.BitGenerator) -> int:
    sequence = bit_generator.seed_seq
    return sequence.n_children_spawned if isinstance(sequence, np.random.SeedSequence) else 0


def _with_type(argument: Any, dtype: type) -> Any:
    return argument.astype(dtype) if isinstance(argument, np.ndarray) else argument


def _read_only(argument: Any) -> Any:
    if isinstance(argument, np.ndarray):
        argument.flags.writeable = False
    return argument
