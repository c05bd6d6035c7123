"""The report: one frozen record per submission, `autograder/report/v1`. Every face renders it; none adds to it."""

from __future__ import annotations

from typing import Literal

from lab.predicting.question_types import POINTS_PER_PREDICTION
from pydantic import BaseModel, ConfigDict, Field

Outcome = Literal["passed", "failed", "skipped", "broken"]


class Record(BaseModel):
    """A frozen record that refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class CheckResult(Record):
    """How one check ended. `broken` means the check itself crashed: never the student's fault.

    `mistake` is the id of the known mistake that was recognised, `mistake_title` says it in words.
    """

    name: str
    title: str
    visible: bool
    outcome: Outcome
    points: int
    max_points: int
    message: str = ""
    hint: str = ""
    mistake: str | None = None
    mistake_title: str | None = None


class ExerciseResult(Record):
    """One exercise: the sum of its checks. `note` says when an earlier function was answered by the reference."""

    id: str
    score: int
    max_score: int
    attempted: bool
    note: str = ""
    checks: tuple[CheckResult, ...]


class PredictionResult(Record):
    """One prediction: a point for committing before the reveal, a point for the right explanation after it."""

    id: str
    committed: bool
    answer: str | float | None
    right: bool | None
    explained: bool
    score: int
    max_score: int = POINTS_PER_PREDICTION


class SubmissionInfo(Record):
    """What was handed in, and what had to be mended to read it."""

    sha256: str
    repairs: tuple[str, ...] = ()
    cell_errors: tuple[str, ...] = ()


class Isolation(Record):
    """The active isolation layers of the student's process; `landlock` is the version of its ABI, 0 without it."""

    process: bool = True
    bubblewrap: bool = False
    namespaces: bool = False
    landlock: int = 0
    seccomp: bool = False
    limits: bool = False

    @property
    def complete(self) -> bool:
        """Whether every layer is active."""
        return all(self.model_dump().values())


class Seconds(Record):
    """Where the time went; the only part of a report that differs between two gradings of the same bytes."""

    cells: float = 0.0
    checks: float = 0.0


class Report(Record):
    """Everything there is to say about one submission to one unit."""

    schema_: Literal["autograder/report/v1"] = Field(default="autograder/report/v1", alias="schema")
    course: str
    unit: str
    student: str
    submission: SubmissionInfo
    score: int
    max_score: int
    publishable: bool
    problems: tuple[str, ...] = ()
    exercises: tuple[ExerciseResult, ...]
    predictions: tuple[PredictionResult, ...]
    isolation: Isolation
    seconds: Seconds

    def json_text(self) -> str:
        """The report as JSON, the same text for the same record."""
        return self.model_dump_json(by_alias=True, indent=2) + "\n"

    @classmethod
    def from_json(cls, text: str | bytes) -> Report:
        """Read a report back; anything but a report of this schema is refused by pydantic's ValidationError."""
        return cls.model_validate_json(text)

    def share_exercises(self, seen: dict[ExerciseResult, ExerciseResult]) -> Report:
        """The same report, its exercises the very objects that were `seen` before: a class has few different ones."""
        return self.model_copy(update={"exercises": tuple(seen.setdefault(one, one) for one in self.exercises)})

    def points_of(self, identifier: str) -> tuple[int, int]:
        """Score and maximum of the exercise or prediction with this id; KeyError where there is none."""
        parts: tuple[ExerciseResult | PredictionResult, ...] = (*self.exercises, *self.predictions)
        for part in parts:
            if part.id == identifier:
                return part.score, part.max_score
        raise KeyError(identifier)

    def mistakes(self) -> tuple[str, ...]:
        """The ids of the mistakes recognised, in order, each once."""
        named = [c.mistake for e in self.exercises for c in e.checks if c.mistake]
        return tuple(dict.fromkeys(named))
