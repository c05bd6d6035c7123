"""Exceptions as data, told without trusting anything they say or do."""

from __future__ import annotations

import linecache
from types import TracebackType
from typing import Any

from ..protocol.framing import clean, printable


def name_of(kind: Any) -> str:
    return clean(str(getattr(kind, "__name__", "Exception")))[:100]


def text_of(error: BaseException, longest: int = 500) -> str:
    """An exception's message; exploding, endless and unprintable ones become something printable."""
    try:
        text = str.__str__(str(error))[: longest + 1]
    except BaseException:
        return "(its text cannot be shown)"
    text = printable(text)
    return text if len(text) <= longest else text[: longest - 1] + "…"


def explain(error: BaseException, namespace: dict[str, Any]) -> dict[str, Any]:
    """An exception as data, even one that explodes when it is looked at."""
    try:
        return _explain(error, namespace)
    except BaseException:
        return {"type_name": name_of(type(error)), "message": "(its text cannot be shown)"}


def _explain(error: BaseException, namespace: dict[str, Any]) -> dict[str, Any]:
    """Names, text, and where in the student's own cells it came from."""
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
    bases = [name_of(base) for base in type(error).__mro__[:-1]][:10]
    return {
        "type_name": name_of(type(error)),
        "message": text_of(error),
        "line": line,
        "source_line": clean(source),
        "traceback": [clean(frame) for frame in frames[:3] + frames[3:][-5:]],
        "bases": bases,
    }
