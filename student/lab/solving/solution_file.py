"""The file `<unit>.solutions` beside the notebook, with the worked solutions of a unit.

An instructor publishes it, or it comes with the handout, as `course.yml` says. It is encoded, so that nobody reads it
by accident; it is no secret. Without it there is nothing of a solution in a handout.
"""

from __future__ import annotations

import base64
import json
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from lab.predicting.prediction_file import PredictionFile

SUFFIX = ".solutions"
LINE_LENGTH = 76
MAX_FILE_BYTES = 1_000_000


@dataclass(frozen=True)
class SolutionFile:
    """The worked solutions of a unit by exercise, when they may be read by everybody, and what giving up costs."""

    unit: str
    solutions: Mapping[str, str]
    due: datetime | None = None
    giving_up_costs_points: bool = True


def encode(file: SolutionFile) -> bytes:
    """Return the content of the file."""
    content = {
        "unit": file.unit,
        "due": file.due.isoformat() if file.due else None,
        "giving_up_costs_points": file.giving_up_costs_points,
        "solutions": dict(file.solutions),
    }
    text = base64.b64encode(json.dumps(content, ensure_ascii=False).encode()).decode()
    return ("\n".join(textwrap.wrap(text, LINE_LENGTH)) + "\n").encode()


def decode(data: bytes) -> SolutionFile | None:
    """Return what a file holds; None for one that is damaged."""
    try:
        content = json.loads(base64.b64decode(data))
    except (ValueError, RecursionError):
        return None
    solutions = content.get("solutions") if isinstance(content, dict) else None
    if not isinstance(solutions, dict):
        return None
    texts = {name: text for name, text in solutions.items() if isinstance(text, str)}
    costs_points = content.get("giving_up_costs_points") is not False
    return SolutionFile(str(content.get("unit")), texts, _date(content.get("due")), costs_points)


def find(exercise: str, folder: Path | None = None) -> SolutionFile | None:
    """Return the file in a folder that has the solution of an exercise; by default beside the predictions."""
    files = _read_all(folder or PredictionFile().path.parent)
    return next((file for file in files if exercise in file.solutions), None)


def _read_all(folder: Path) -> Iterator[SolutionFile]:
    """Yield the files that can be read; a browser may have added to the name."""
    try:
        paths = sorted(folder.glob(f"*{SUFFIX}*"))
    except OSError:
        return
    for path in paths:
        try:
            with path.open("rb") as stream:
                file = decode(stream.read(MAX_FILE_BYTES))
        except OSError:
            continue
        if file is not None:
            yield file


def _date(text: Any) -> datetime | None:
    try:
        date = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return None
    return date if date.tzinfo else None
