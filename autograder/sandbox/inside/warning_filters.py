"""Warnings of the student's functions: which ones are recorded, and what they say."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any

from .exceptions import class_name, message_of

MAX_WARNINGS = 20


def record_all(initial_filters: Sequence[Any]) -> None:
    """Record each warning every time, except those for which the student set a filter of their own.

    `initial_filters` are the filters before the student's first cell; the student's stand before them.
    """
    count = len(initial_filters)
    own = warnings.filters[:-count] if warnings.filters[-count:] == initial_filters else warnings.filters
    warnings.filters[:] = [*own, ("always", None, Warning, None, 0)]  # type: ignore[index]
    warnings._filters_mutated()  # type: ignore[attr-defined]


def texts_of(caught: list[warnings.WarningMessage]) -> list[str]:
    """Return the category and the message of each warning, in order."""
    recorded = [warning for warning in caught if isinstance(warning.message, Warning)][:MAX_WARNINGS]
    return [f"{class_name(warning.category)}: {_text(warning.message)}" for warning in recorded]


def _text(warning: Warning | str) -> str:
    return warning if isinstance(warning, str) else message_of(warning, 200)
