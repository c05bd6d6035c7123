"""The results of a notebook's visible checks: frozen records, built from what the runner process reported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from lab.checking.exercises import Exercise, VisibleCheck
from lab.ci.notebook_file import NotebookFile
from lab.predicting import unit_questions
from lab.predicting.prediction_file import PredictionFile
from lab.predicting.prediction_text import FILE_NAME

Outcome = Literal["passed", "failed", "not started", "not reached"]
REPORTED_OUTCOMES: Mapping[str, Outcome] = {"passed": "passed", "not started": "not started"}
"""Outcomes taken from the runner process; every other one counts as failed."""

MAX_TEXT_LENGTH = 500
MISSING_FILE = f"There is no `{FILE_NAME}` here: without this file no prediction counts. Add it to what you hand in."
FORGOTTEN_RAISE = "the line `raise NotImplementedError()` is still in this cell: delete it, below your code"


@dataclass(frozen=True)
class CheckReport:
    """The outcome of one visible check. Title and points are the course's; message and hint may quote the student."""

    title: str
    points: int
    outcome: Outcome
    message: str = ""
    hint: str = ""


@dataclass(frozen=True)
class ExerciseReport:
    """The outcomes of an exercise's visible checks, and the line of the file on which the exercise begins."""

    name: str
    line: int
    max_points: int
    checks: tuple[CheckReport, ...]

    @property
    def earned_points(self) -> int:
        """Points of the visible checks that passed."""
        return sum(check.points for check in self.checks if check.outcome == "passed")

    @property
    def visible_points(self) -> int:
        """Points of the visible checks."""
        return sum(check.points for check in self.checks)

    @property
    def outcome(self) -> Outcome:
        """The outcome that all checks share, else `failed`."""
        outcomes = {check.outcome for check in self.checks}
        if outcomes <= {"passed"}:
            return "passed"
        return self.checks[0].outcome if len(outcomes) == 1 else "failed"


@dataclass(frozen=True)
class CellError:
    """A cell that failed, or in which the whole run was stopped."""

    cell: str
    line: int
    message: str


@dataclass(frozen=True)
class NotebookReport:
    """Everything there is to say about one notebook. `output` is what the student's code printed."""

    notebook: str
    unit: str
    max_points: int
    exercises: tuple[ExerciseReport, ...]
    locked_in: tuple[str, ...]
    questions: tuple[str, ...]
    cell_errors: tuple[CellError, ...]
    output: str
    explained: int = 0
    prediction_problem: str = ""
    prediction_warning: str = ""

    @property
    def earned_points(self) -> int:
        """Points of the visible checks that passed."""
        return sum(exercise.earned_points for exercise in self.exercises)

    @property
    def visible_points(self) -> int:
        """Points of the visible checks."""
        return sum(exercise.visible_points for exercise in self.exercises)

    @property
    def nothing_failed(self) -> bool:
        """Whether nothing that was started is wrong."""
        complete = not self.cell_errors and not self.prediction_problem
        return complete and all(e.outcome in ("passed", "not started") for e in self.exercises)


def not_started_report(notebook: NotebookFile, display_path: str) -> NotebookReport:
    """Return the report of a notebook that was not run, because nothing in it was begun."""
    rows = [{"outcome": "not started"}]
    records = [
        {"exercise": exercise.name, "checks": rows * len(exercise.visible_checks)} for exercise in notebook.exercises
    ]
    return build_report(notebook, display_path, records, "", "")


def build_report(
    notebook: NotebookFile, display_path: str, records: list[dict[str, Any]], stop_reason: str, output: str
) -> NotebookReport:
    """Build the report from the records of the runner process; `stop_reason` is empty where it ran to its end."""
    questions = unit_questions.of_unit(notebook.unit)
    predictions = PredictionFile(notebook.path.parent / FILE_NAME)
    answers = {question.id: answer for question in questions if (answer := predictions.get(question)) is not None}
    exercises = tuple(_exercise_report(notebook, exercise, records) for exercise in notebook.exercises)
    is_missing = bool(questions) and not predictions.path.exists()
    has_work = any(exercise.outcome != "not started" for exercise in exercises)
    errors = [(_text(record["cell"]), _text(record["error"])) for record in records if "error" in record]
    cell_errors = [CellError(cell, notebook.line_of(cell), message) for cell, message in errors]
    if stop_reason:
        last_cell = next((_text(record["at"]) for record in reversed(records) if "at" in record), "")
        cell_errors.append(CellError(last_cell or "the first cell", notebook.line_of(last_cell), stop_reason))
    return NotebookReport(
        notebook=display_path,
        unit=notebook.unit,
        max_points=notebook.max_points,
        exercises=exercises,
        locked_in=tuple(answers),
        questions=tuple(question.id for question in questions),
        cell_errors=tuple(cell_errors),
        output=output,
        explained=sum(answer.explanation is not None for answer in answers.values()),
        prediction_problem=predictions.read().problem,
        prediction_warning=MISSING_FILE if is_missing and has_work else "",
    )


def _exercise_report(notebook: NotebookFile, exercise: Exercise, records: list[dict[str, Any]]) -> ExerciseReport:
    """Use the last record of an exercise: a check cell that stands twice is run twice."""
    empty: dict[str, Any] = {}
    record = next((record for record in reversed(records) if record.get("exercise") == exercise.name), empty)
    visible_checks, rows = exercise.visible_checks, record.get("checks", [])
    checks = []
    if isinstance(rows, list) and len(rows) == len(visible_checks):
        checks = [_check_report(check, row) for check, row in zip(visible_checks, rows, strict=True)]
    problem = _text(record.get("problem"))
    if checks and notebook.is_untouched(exercise.name) and not any(check.outcome == "passed" for check in checks):
        # A stub that a check never reaches fails for what other exercises lack: that is not the student's mistake.
        checks = [CheckReport(check.title, check.points, "not started") for check in visible_checks]
    elif problem or not checks:
        checks = _unchecked(visible_checks, "failed" if problem else "not reached", problem)
    elif {check.outcome for check in checks} == {"not started"} and notebook.has_forgotten_raise(exercise.name):
        checks = _unchecked(visible_checks, "failed", FORGOTTEN_RAISE)
    return ExerciseReport(exercise.name, notebook.line_of(exercise.name), exercise.max_points, tuple(checks))


def _unchecked(visible_checks: Sequence[VisibleCheck], outcome: Outcome, message: str) -> list[CheckReport]:
    """Return the same outcome for all checks of an exercise; the first one says why."""
    messages = [message, *[""] * (len(visible_checks) - 1)]
    return [
        CheckReport(check.title, check.points, outcome, message)
        for check, message in zip(visible_checks, messages, strict=True)
    ]


def _check_report(check: VisibleCheck, row: Mapping[str, Any]) -> CheckReport:
    outcome = REPORTED_OUTCOMES.get(_text(row.get("outcome")), "failed")
    return CheckReport(check.title, check.points, outcome, _text(row.get("message")), _text(row.get("hint")))


def _text(value: object) -> str:
    return value[:MAX_TEXT_LENGTH] if isinstance(value, str) else ""
