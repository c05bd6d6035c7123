"""What the course's notebooks use: predictions, outcomes, visible checks, data and figures.

Nothing here needs the network, and no answer to what is graded is in here.
"""

from __future__ import annotations

import importlib
from typing import Any

from lab import course_parts

__path__ += course_parts.folders()

# Not lazy: otherwise the first import of the module `lab.check` would put it where the function belongs.
from lab.check import check  # noqa: E402 - the course's parts can be found now
from lab.hand_in import hand_in  # noqa: E402
from lab.hint import hint  # noqa: E402
from lab.identify import identify  # noqa: E402
from lab.predict import explain, predict, reveal  # noqa: E402
from lab.progress import progress, start  # noqa: E402
from lab.recall import recall  # noqa: E402
from lab.solution import solution  # noqa: E402
from lab.variants.generators import generator  # noqa: E402

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


def __getattr__(name: str) -> Any:
    """Import data and figures on first use: Matplotlib takes half a second."""
    if name in {"data", "show"}:
        return importlib.import_module(f"lab.{name}")
    raise AttributeError(f"lab has no {name!r}; it has {', '.join(__all__)}")


def __dir__() -> list[str]:
    return __all__
