"""The relations there are, each with its title and its hint: a hint guides and never tells the number."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from autograder.checking.relation import (
    CHANGES_ARGUMENT,
    KEEPS_STATE,
    SWAPPED,
    Relation,
    ignores_argument,
    times_argument,
    without_argument,
)

Floats = npt.NDArray[np.float64]
Change = Callable[[Floats], Floats]


FACTORS: Mapping[float, Relation] = {
    0.5: Relation("half", "half of what it should be", "Which factor stands in front? Work it out once more on paper."),
    2.0: Relation(
        "twice", "twice what it should be", "Is there a factor 2 too much, or one that is missing below the line?"
    ),
    -1.0: Relation(
        "sign-flipped", "right in size, with the wrong sign", "What is subtracted from what? Try one row by hand."
    ),
    -0.5: Relation(
        "half-with-the-wrong-sign",
        "half of what it should be, with the wrong sign",
        "Two things: the factor in front, and what is subtracted from what.",
    ),
    -2.0: Relation(
        "twice-with-the-wrong-sign",
        "twice what it should be, with the wrong sign",
        "Two things: the factor in front, and what is subtracted from what.",
    ),
    0.0: Relation("zero", "zero, whatever the input is", "Print the values on the way: where do they become zero?"),
}
CONSTANT = Relation(
    "constant-factor",
    "always the same number of times what it should be",
    "Work out one small case by hand: what stands in front that should not?",
)
FIXED_NUMBER = Relation(
    "fixed-number-for-n",
    "divided by a fixed number in place of the number of rows",
    "Is the number of rows written into your code as a number? Ask the array for it.",
)

SIZES: Sequence[tuple[Relation, Callable[[np.float64, np.float64], np.float64]]] = (
    (
        Relation(
            "times-n", "too large by the number of rows", "Sum or mean? Copy every row twice: should the answer change?"
        ),
        lambda n, d: n,
    ),
    (
        Relation(
            "divided-by-n",
            "divided by the number of rows once too often",
            "How often do you divide by the number of rows? Copy every row twice and compare.",
        ),
        lambda n, d: 1 / n,
    ),
    (
        Relation("times-d", "too large by the number of columns", "Which count do you use: rows or columns?"),
        lambda n, d: d,
    ),
    (
        Relation(
            "divided-by-d",
            "divided by the number of columns",
            "Over which axis do you average? Print the shape before and after.",
        ),
        lambda n, d: 1 / d,
    ),
    (
        Relation(
            "columns-for-rows",
            "divided by the number of columns in place of the rows",
            "What does `len` or `.shape` give here? Print it.",
        ),
        lambda n, d: n / d,
    ),
    (
        Relation(
            "rows-for-columns",
            "divided by the number of rows in place of the columns",
            "What does `len` or `.shape` give here? Print it.",
        ),
        lambda n, d: d / n,
    ),
    (
        Relation("times-size", "too large by the number of entries", "Sum or mean? Print the number you divide by."),
        lambda n, d: n * d,
    ),
    (
        Relation(
            "divided-by-size",
            "divided by the number of entries once too often",
            "What does `.size` give here? Print it.",
        ),
        lambda n, d: 1 / (n * d),
    ),
    (
        Relation("one-row-too-few", "divided by one row too few", "By how many rows do you divide: by all of them?"),
        lambda n, d: n / (n - 1),
    ),
    (
        Relation("one-row-left-out", "too small, as if one row were left out", "Does every row take part?"),
        lambda n, d: (n - 1) / n,
    ),
    (
        Relation("one-row-too-many", "divided by one row too many", "By how many rows do you divide?"),
        lambda n, d: n / (n + 1),
    ),
    (
        Relation(
            "times-root-of-n",
            "too large by the square root of the number of rows",
            "A length, or the root of a mean? Where do you divide by the number of rows?",
        ),
        lambda n, d: np.sqrt(n),
    ),
)

CHANGES: Sequence[tuple[Relation, Change]] = (
    (
        Relation(
            "absolute-value",
            "right in size, but never negative",
            "May the answer be negative? Where does the sign get lost?",
        ),
        np.abs,
    ),
    (
        Relation("squared", "the square of what it should be", "Is a root forgotten, or is there a square too much?"),
        np.square,
    ),
    (
        Relation(
            "square-root", "the square root of what it should be", "Is there a root too much, or a square forgotten?"
        ),
        np.sqrt,
    ),
    (Relation("reciprocal", "upside down", "Which one is divided by which?"), lambda right: 1.0 / right),
    (
        Relation("complement", "one minus what it should be", "What is compared with what, and which way round?"),
        lambda right: 1.0 - right,
    ),
    (Relation("truncated", "cut to whole numbers", "Print the dtype of your array: can it hold decimals?"), np.trunc),
    (
        Relation("one-too-many", "one more than it should be", "Count on the smallest case by hand."),
        lambda right: right + 1.0,
    ),
    (
        Relation("one-too-few", "one less than it should be", "Count on the smallest case by hand."),
        lambda right: right - 1.0,
    ),
    (
        Relation(
            "transposed",
            "right, with rows and columns swapped",
            "Which index comes first? Print the shape for two different sizes.",
        ),
        np.transpose,
    ),
    (Relation("reversed", "right, in reverse order", "Which end comes first?"), lambda right: right[::-1]),
    (
        Relation("rotated", "right, but the first entry stands last", "Which entry comes first?"),
        lambda right: np.roll(right, -1, axis=0),
    ),
    (
        Relation("rotated", "right, but the last entry stands first", "Which entry comes first?"),
        lambda right: np.roll(right, 1, axis=0),
    ),
    (
        Relation("first-entry-missing", "right, but the first entry is missing", "What does entry 0 hold?"),
        lambda right: right[1:],
    ),
    (
        Relation(
            "last-entry-missing",
            "right, but the last entry is missing",
            "Does your loop keep the state after its last step?",
        ),
        lambda right: right[:-1],
    ),
    (
        Relation(
            "first-entry-doubled", "right, but the first entry stands there twice", "When do you keep the first state?"
        ),
        lambda right: np.concatenate([right[:1], right]),
    ),
    (
        Relation(
            "last-entry-doubled", "right, but the last entry stands there twice", "When do you keep the last state?"
        ),
        lambda right: np.concatenate([right, right[-1:]]),
    ),
)

ROUNDED = Relation("rounded", "rounded", "Round when you print, not when you compute.")
SINGLE_PRECISION = Relation(
    "single-precision",
    "right to seven digits only",
    "Which dtype do your numbers have on the way? float64 keeps sixteen digits.",
)
_WHICH_STATE = "To which state does each entry belong? Write down the first two by hand."
SHIFTS = (
    (
        Relation("one-entry-late", "right, but every entry comes one place too late", _WHICH_STATE),
        slice(1, None),
        slice(None, -1),
    ),
    (
        Relation("one-entry-early", "right, but every entry comes one place too early", _WHICH_STATE),
        slice(None, -1),
        slice(1, None),
    ),
)

ALL_RELATIONS = (
    *FACTORS.values(),
    CONSTANT,
    *(relation for relation, _ in SIZES),
    FIXED_NUMBER,
    times_argument("x"),
    without_argument("x"),
    *(relation for relation, _ in CHANGES),
    ROUNDED,
    SINGLE_PRECISION,
    *(relation for relation, _, _ in SHIFTS),
    SWAPPED.filled(first="`w`", second="`b`"),
    ignores_argument("x"),
    CHANGES_ARGUMENT.filled(names="`x`"),
    KEEPS_STATE,
)
"""Every relation, with examples for the names in their titles."""
