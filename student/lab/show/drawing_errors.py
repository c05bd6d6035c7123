"""Arguments that cannot be drawn: what is said about them, instead of an error from inside Matplotlib."""

from __future__ import annotations

import inspect
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from functools import wraps
from itertools import chain, repeat
from traceback import walk_tb
from typing import Any, TypeVar, cast

import numpy as np

from lab.checking.comparison import type_label
from lab.display import cards
from lab.show.style import DRAWN_BEFORE_DISPLAY, Vector

TOO_LARGE = 1e100
"""Numbers from here on cannot be squared a few times, as a loss does."""

LISTED_PARTS = 12
LIBRARIES = {"lab", "matplotlib", "mpl_toolkits", "numpy", *sys.stdlib_module_names}
"""The packages that take part in drawing."""

Show = TypeVar("Show", bound=Callable[..., None])


def explain_drawing_errors(show: Show) -> Show:
    """Decorate a function that draws its arguments: if it cannot, it says why.

    A figure leaves out numbers that are not finite, and a card says where they are. If there can be no figure because
    of them, or because of numbers that are too large, there is only the card. Where an argument is a function, the
    numbers that it returns count as its own. Arguments of other types or shapes raise a ValueError that lists them all;
    an error of the student's own code is raised as it is.
    """
    names = tuple(inspect.signature(show).parameters)

    @wraps(show)
    def show_or_explain(*args: Any, **kwargs: Any) -> None:
        arguments = [*zip(chain(names, repeat("an argument")), args, strict=False), *kwargs.items()]
        numbers = {name: list(_arrays(value)) for name, value in arguments}
        values = [_recorded(value, numbers[name]) for name, value in arguments]
        with _drawn_before_display() if any(_describe(arrays) for arrays in numbers.values()) else nullcontext():
            try:
                show(*values[: len(args)], **dict(zip(kwargs, values[len(args) :], strict=True)))
            except Exception as error:
                if not _comes_from_a_library(error):
                    raise
                is_about_numbers = isinstance(error, (ValueError, ArithmeticError))
                if is_about_numbers and _display_card("No figure: some numbers cannot be drawn", numbers, str(error)):
                    return
                raise ValueError(_list_arguments(show.__name__, arguments, error)) from None
        _display_card("Some numbers are missing in this figure", numbers)

    return cast("Show", show_or_explain)


def _comes_from_a_library(error: Exception) -> bool:
    """Return whether an error was raised while drawing, and neither by a student's function nor by a wrong call."""
    if isinstance(error, NotImplementedError):
        return False
    _, *frames = walk_tb(error.__traceback__)
    roots = {frame.f_globals.get("__name__", "").partition(".")[0] for frame, _ in frames}
    return bool(roots) and roots <= LIBRARIES


def _list_arguments(function: str, arguments: Sequence[tuple[str, Any]], error: Exception) -> str:
    """Return a message with the types and shapes of all arguments, and the error of the library."""
    parts = [part for name, value in arguments for part in _name_parts(name, value)]
    lines = [f"  {name}: {type_label(part)}" for name, part in parts[:LISTED_PARTS]]
    lines += ["  …"] * (len(parts) > LISTED_PARTS)
    question = f"Which of them is not what its docstring promises? The error was: {error}"
    return "\n".join([f"lab.show.{function} cannot draw these:", *lines, question])


def _name_parts(name: str, value: Any) -> list[tuple[str, Any]]:
    """Return a value under its name, or the values of a dictionary or tuple, each under a name of its own."""
    items = value.items() if isinstance(value, Mapping) else enumerate(value) if isinstance(value, tuple) else None
    if items is None:
        return [(name, value)]
    return [part for key, item in items for part in _name_parts(f"{name}[{key!r}]", item)]


@contextmanager
def _drawn_before_display() -> Iterator[None]:
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


def _display_card(title: str, numbers: Mapping[str, Sequence[Vector]], error: str = "") -> bool:
    """Display a card that says which arguments have numbers that cannot be drawn; return whether there are any.

    Large numbers count where there is an error.
    """
    descriptions = {name: _describe(arrays, with_large=bool(error)) for name, arrays in numbers.items()}
    pairs = [(f"`{name}`", words) for name, words in descriptions.items() if words]
    advice = (
        "Print what your function returns: where is the first such number? A learning rate that is too large leads to"
        " them, too."
    )
    details = [cards.Paragraph(f"The error was: {error}", small=True)] if error else []
    if pairs:
        cards.display_card(cards.card(title, cards.rows(pairs), advice, *details, tone="problem"))
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
