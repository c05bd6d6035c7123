"""Numbers that cannot be drawn: a card says where they are, instead of an error from inside Matplotlib."""

from __future__ import annotations

import inspect
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from functools import wraps
from itertools import chain, repeat
from typing import Any, TypeVar, cast

import numpy as np

from lab.display import cards
from lab.show.style import DRAWN_BEFORE_DISPLAY, Vector

TOO_LARGE = 1e100
"""Numbers from here on cannot be squared a few times, as a loss does."""

Show = TypeVar("Show", bound=Callable[..., None])


def explain_undrawable(show: Show) -> Show:
    """Decorate a function that draws its arguments: if numbers in them cannot be drawn, a card says so.

    A figure leaves out numbers that are not finite. If there can be no figure because of them, or because of numbers
    that are too large, there is only the card. Errors with other reasons are raised. Where an argument is a function,
    the numbers that it returns count as its own.
    """
    names = tuple(inspect.signature(show).parameters)

    @wraps(show)
    def show_or_explain(*args: Any, **kwargs: Any) -> None:
        arguments = [*zip(chain(names, repeat("an argument")), args, strict=False), *kwargs.items()]
        numbers = {name: list(_arrays(value)) for name, value in arguments}
        values = [_recorded(value, numbers[name]) for name, value in arguments]
        with _carefully() if any(_describe(arrays) for arrays in numbers.values()) else nullcontext():
            try:
                show(*values[: len(args)], **dict(zip(kwargs, values[len(args) :], strict=True)))
            except (ValueError, ArithmeticError):
                if not _display_card("No figure: some numbers cannot be drawn", numbers):
                    raise
                return
        _display_card("Some numbers are missing in this figure", numbers, with_large=False)

    return cast("Show", show_or_explain)


@contextmanager
def _carefully() -> Iterator[None]:
    """Context manager: errors are raised before anything is displayed; no warnings, because the card says enough."""
    token = DRAWN_BEFORE_DISPLAY.set(True)
    try:
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        DRAWN_BEFORE_DISPLAY.reset(token)


def _recorded(value: Any, arrays: list[Vector]) -> Any:
    """Return the value; a function also adds the numbers that it returns to `arrays`."""
    if not callable(value):
        return value

    @wraps(value)
    def record(*args: Any, **kwargs: Any) -> Any:
        result = value(*args, **kwargs)
        arrays.extend(_arrays(result))
        return result

    return record


def _display_card(title: str, numbers: Mapping[str, Sequence[Vector]], *, with_large: bool = True) -> bool:
    """Display a card that says which arguments have which undrawable numbers; return whether there are any."""
    descriptions = {name: _describe(arrays, with_large=with_large) for name, arrays in numbers.items()}
    pairs = [(f"`{name}`", words) for name, words in descriptions.items() if words]
    advice = (
        "Print what your function returns: where is the first such number? A learning rate that is too large leads to"
        " them, too."
    )
    if pairs:
        cards.display_card(cards.card(title, cards.rows(pairs), advice, tone="problem"))
    return bool(pairs)


def _describe(arrays: Sequence[Vector], *, with_large: bool = True) -> str:
    """Say which numbers cannot be drawn, and how many; nothing if all can."""
    values = np.concatenate(arrays) if arrays else np.zeros(0)
    counts = {"nan": np.isnan(values).sum(), "inf": np.isinf(values).sum()}
    parts = [f"`{name}`: {count} of {values.size} numbers" for name, count in counts.items() if count]
    largest = np.abs(values[np.isfinite(values)]).max(initial=0.0)
    if with_large and largest >= TOO_LARGE:
        parts.append(f"numbers up to {largest:.0e}")
    return ", ".join(parts)


def _arrays(value: Any) -> Iterator[Vector]:
    """Yield the numbers in a value, also those in its lists and dicts."""
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, (list, tuple)):
        for item in value:
            yield from _arrays(item)
    elif isinstance(value, (float, np.floating)) or (isinstance(value, np.ndarray) and value.dtype.kind == "f"):
        yield np.ravel(value).astype(float)
