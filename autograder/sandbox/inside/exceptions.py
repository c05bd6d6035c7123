"""Describes a student's exceptions as data, whatever their methods do."""

from __future__ import annotations

import linecache
from types import TracebackType
from typing import Any

from ..protocol.framing import make_printable, replace_surrogates

NO_MESSAGE = "(its text cannot be shown)"


def class_name(class_: Any) -> str:
    """Return the name of a class, shortened."""
    return replace_surrogates(str(getattr(class_, "__name__", "Exception")))[:100]


def message_of(error: BaseException, max_length: int = 500) -> str:
    """Return an exception's message, printable and shortened; a fixed text if `str` fails."""
    try:
        text = str.__str__(str(error))[: max_length + 1]
    except BaseException:
        return NO_MESSAGE
    text = make_printable(text)
    return text if len(text) <= max_length else text[: max_length - 1] + "…"


def describe_exception(error: BaseException, namespace: dict[str, Any]) -> dict[str, Any]:
    """Return the type, the message and the place of an exception; only the type if one of its attributes fails."""
    try:
        return _describe(error, namespace)
    except BaseException:
        return {"type_name": class_name(type(error)), "message": NO_MESSAGE}


def _describe(error: BaseException, namespace: dict[str, Any]) -> dict[str, Any]:
    """`namespace` is that of the student's cells: only frames of code in it are described."""
    frames, line, source = [], None, ""
    step: TracebackType | None = error.__traceback__
    while step is not None:
        if step.tb_frame.f_globals is namespace:
            code, line = step.tb_frame.f_code, step.tb_lineno
            source = linecache.getline(code.co_filename, line).strip()[:200]
            frames.append(f"{code.co_name}, line {line}: {source}")
        step = step.tb_next
    if isinstance(error, SyntaxError) and isinstance(error.lineno, int):
        line, source = error.lineno, str(error.text or "").strip()[:200]
    bases = [class_name(base) for base in type(error).__mro__[:-1]][:10]
    return {
        "type_name": class_name(type(error)),
        "message": message_of(error),
        "line": line,
        "source_line": replace_surrogates(source),
        "traceback": [replace_surrogates(frame) for frame in frames[:3] + frames[3:][-5:]],
        "bases": bases,
    }
