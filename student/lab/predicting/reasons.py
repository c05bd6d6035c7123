"""Which explanation of a prediction holds and why the others do not: a file beside the unit's questions.

A handout has the file where `course.yml` says `explanations: at_once`. It is encoded, so that nobody reads it by
accident; it is no secret. Without it, only the feedback tells.
"""

from __future__ import annotations

import base64
import json
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lab.predicting import unit_questions
from lab.predicting.question_types import Question

SUFFIX = ".reasons"
LINE_LENGTH = 76


@dataclass(frozen=True)
class Reasons:
    """The key of the explanation that holds, and a sentence for each of the others that says why it does not."""

    fitting: str
    why_not: Mapping[str, str]


def encode(reasons: Mapping[str, Reasons]) -> bytes:
    """Return the file for the reasons of a unit, by prediction."""
    rows = {name: {"fitting": reason.fitting, "why_not": dict(reason.why_not)} for name, reason in reasons.items()}
    text = base64.b64encode(json.dumps(rows, ensure_ascii=False).encode()).decode()
    return ("\n".join(textwrap.wrap(text, LINE_LENGTH)) + "\n").encode()


def decode(data: bytes) -> dict[str, Reasons]:
    """Return the reasons in a file by prediction; a damaged file holds none."""
    try:
        rows = json.loads(base64.b64decode(data))
    except (ValueError, RecursionError):
        return {}
    entries = {name: _parse_row(row) for name, row in rows.items()} if isinstance(rows, dict) else {}
    return {name: entry for name, entry in entries.items() if entry is not None}


def find(question: Question, folder: Path | None = None) -> Reasons | None:
    """Return the reasons for a question from the units' files, or None where they did not come with the handout."""
    for path in sorted((folder or unit_questions.folder()).glob(f"*{SUFFIX}")):
        try:
            reasons = decode(path.read_bytes()).get(question.id)
        except OSError:
            continue
        if reasons is not None and reasons.fitting in question.explanations:
            return reasons
    return None


def _parse_row(row: Any) -> Reasons | None:
    fitting, why_not = (row.get("fitting"), row.get("why_not")) if isinstance(row, dict) else (None, None)
    if not isinstance(fitting, str) or not isinstance(why_not, dict):
        return None
    return Reasons(fitting, {key: sentence for key, sentence in why_not.items() if isinstance(sentence, str)})
