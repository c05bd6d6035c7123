"""What came of a notebook's visible checks: frozen records, built from what the unit declares and the child found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from lab.checking import exercises
from lab.ci.notebook_file import Paper, Visible, visible
from lab.predicting import unit_questions
from lab.predicting.prediction_file import FILE_NAME, PredictionFile

Ending = Literal["passed", "failed", "not started", "not reached"]
ENDINGS: Mapping[str, Ending] = {"passed": "passed", "not started": "not started"}
LONGEST = 500


@dataclass(frozen=True)
class Check:
    """How one visible check ended. Only title and points come from the course; the words may quote the student."""

    title: str
    points: int
    ending: Ending
    message: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Exercise:
    """An exercise, where it stands in the file, and its visible checks."""

    name: str
    line: int
    worth: int
    checks: tuple[Check, ...]

    @property
    def earned(self) -> int:
        """Visible points earned."""
        return sum(check.points for check in self.checks if check.ending == "passed")

    @property
    def visible(self) -> int:
        """Visible points there are."""
        return sum(check.points for check in self.checks)

    @property
    def ending(self) -> Ending:
        """The worst of its checks; an exercise is not started when none of them is."""
        endings = [check.ending for check in self.checks]
        if all(ending == "passed" for ending in endings):
            return "passed"
        return endings[0] if len(set(endings)) == 1 else "failed"


@dataclass(frozen=True)
class Trouble:
    """A cell that failed, or that the notebook never got past."""

    cell: str
    line: int
    message: str


@dataclass(frozen=True)
class Outcome:
    """All there is to say about one notebook. `output` is what the student's code printed."""

    notebook: str
    unit: str
    total: int
    exercises: tuple[Exercise, ...]
    locked: tuple[str, ...]
    questions: tuple[str, ...]
    troubles: tuple[Trouble, ...]
    output: str

    @property
    def earned(self) -> int:
        """Visible points earned in the notebook."""
        return sum(exercise.earned for exercise in self.exercises)

    @property
    def visible(self) -> int:
        """Visible points of the notebook."""
        return sum(exercise.visible for exercise in self.exercises)

    @property
    def good(self) -> bool:
        """Whether nothing that was started is wrong."""
        return not self.troubles and all(e.ending in ("passed", "not started") for e in self.exercises)


def outcome(paper: Paper, shown: str, records: list[dict[str, Any]], stop: str, output: str) -> Outcome:
    """Put together what the child found. `stop` says why it came to no end, where that is so."""
    asked = unit_questions.of_unit(paper.unit)
    store = PredictionFile(paper.path.parent / FILE_NAME)
    troubles = [
        Trouble(_text(r["cell"]), paper.line(_text(r["cell"])), _text(r["error"])) for r in records if "error" in r
    ]
    if stop:
        at = next((_text(r["at"]) for r in reversed(records) if "at" in r), "")
        troubles.append(Trouble(at or "the first cell", paper.line(at), stop))
    return Outcome(
        notebook=shown,
        unit=paper.unit,
        total=paper.total,
        exercises=tuple(_exercise(paper, each, records) for each in paper.exercises),
        locked=tuple(q.id for q in asked if store.get(q) is not None),
        questions=tuple(q.id for q in asked),
        troubles=tuple(troubles),
        output=output,
    )


def _exercise(paper: Paper, asked: exercises.Exercise, records: list[dict[str, Any]]) -> Exercise:
    """The last record of an exercise counts: a check cell that stands twice is run twice."""
    none: dict[str, Any] = {}
    record = next((r for r in reversed(records) if r.get("exercise") == asked.name), none)
    declared = visible(asked)
    found = record.get("found", [])
    if not isinstance(found, list) or len(found) != len(declared):
        said = _text(record.get("stopped", ""))
        ending: Ending = "failed" if said else "not reached"
        checks = [
            Check(one.title, one.points, ending, said if place == 0 else "") for place, one in enumerate(declared)
        ]
    else:
        checks = [_check(one, row) for one, row in zip(declared, found, strict=True)]
        if paper.untouched(asked.name) and not any(check.ending == "passed" for check in checks):
            checks = [Check(one.title, one.points, "not started") for one in declared]
    return Exercise(asked.name, paper.line(asked.name), asked.worth, tuple(checks))


def _check(declared: Visible, row: Mapping[str, Any]) -> Check:
    ending = ENDINGS.get(_text(row.get("outcome")), "failed")
    return Check(declared.title, declared.points, ending, _text(row.get("message")), _text(row.get("hint")))


def _text(value: object) -> str:
    return value[:LONGEST] if isinstance(value, str) else ""
