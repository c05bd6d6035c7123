"""What the course's notebooks use: predictions, outcomes, visible checks, data and figures.

Nothing here needs the network, and no answer to what is graded is in here.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from lab import course_parts

__path__ += course_parts.folders()

if TYPE_CHECKING:
    from lab.functions.check import check
    from lab.functions.hand_in import hand_in
    from lab.functions.hint import hint
    from lab.functions.identify import identify
    from lab.functions.predict import explain, predict, reveal
    from lab.functions.progress import progress, start
    from lab.functions.recall import recall
    from lab.functions.solution import solution
    from lab.variants.generators import generator

__all__ = [
    "check",
    "data",
    "explain",
    "generator",
    "hand_in",
    "hint",
    "identify",
    "predict",
    "progress",
    "recall",
    "reveal",
    "show",
    "solution",
    "start",
]

_MODULES = {
    **{name: f"functions.{name}" for name in ("check", "hand_in", "hint", "identify", "predict", "recall", "solution")},
    **dict.fromkeys(("explain", "reveal"), "functions.predict"),
    **dict.fromkeys(("progress", "start"), "functions.progress"),
    "generator": "variants.generators",
}
"""The module of each function."""


def __getattr__(name: str) -> Any:
    """Import a function, data or figures on first use: NumPy and Matplotlib take half a second."""
    if name in {"data", "show"}:
        return importlib.import_module(f"lab.{name}")
    if name not in _MODULES:
        raise AttributeError(f"lab has no {name!r}; it has {', '.join(__all__)}")
    function = getattr(importlib.import_module(f"lab.{_MODULES[name]}"), name)
    globals()[name] = function
    return function


def __dir__() -> list[str]:
    return __all__
