"""The report of a submission, `autograder/report/v1`. Every view renders it, and none adds to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from lab.predicting.exercise_help import MOST_HINTS
from lab.predicting.question_types import POINTS_PER_PREDICTION
from pydantic import Field, SerializerFunctionWrapHandler, computed_field, model_serializer, model_validator

from autograder.hand_in import HandIn, penalty_points, round_points
from autograder.isolation import Isolation
from autograder.provenance import Provenance, Record, Regrade

MOST_POINTS = 1_000_000
"""No unit has more; calculating with numbers of any length could fail, and a grading process could send them."""

Outcome = Literal["passed", "failed", "skipped", "broken"]
MistakeKind = Literal["known", "relation"]


class CodeLine(Record):
    """A line of the student's code and its number in the cell."""

    number: int
    text: str


class CheckResult(Record):
    """The result of a check. `broken` means that the check itself crashed, which is never the student's fault.

    `message` is for the instructor. Where it quotes the student's code, which may repeat hidden inputs, feedback shows
    `public_message` in its place. `mistake` is the id of the mistake that was recognised, `mistake_title` its title.
    Its kind is "known" for one of the unit's list, "relation" for one that was found by comparing the answers alone.
    `code_line` is the line that raised; feedback does not show it, because code can choose its line by hidden inputs.
    """

    name: str
    title: str
    visible: bool
    outcome: Outcome
    points: int
    max_points: int
    message: str = ""
    public_message: str = ""
    hint: str = ""
    mistake: str | None = None
    mistake_title: str | None = None
    mistake_kind: MistakeKind | None = None
    code_line: CodeLine | None = None


class ExerciseResult(Record):
    """The result of an exercise: the sum of its checks. `note` says which functions the reference replaced.

    `hint` is the first of its hints in levels, where points are lost and no mistake was recognised. `hints_asked` is
    the level that the student asked for, which changes no mark. A student who `gave_up` has looked at the solution.
    """

    id: str
    score: int
    max_score: int
    attempted: bool
    note: str = ""
    hint: str = ""
    hints_asked: int = Field(default=0, ge=0, le=MOST_HINTS)
    gave_up: bool = False
    checks: tuple[CheckResult, ...]


class ExplanationResult(Record):
    """An explanation of a prediction: whether it holds, whether the student chose it, and why it does not hold."""

    key: str
    text: str
    holds: bool
    is_choice: bool
    why_not: str = ""


class PredictionResult(Record):
    """The result of a prediction: a point for an answer before the reveal, and one for the right explanation.

    `outcome` is what happened. `explanations` are those of the question, in its order; there are none as long as the
    student has chosen none.
    """

    id: str
    committed: bool
    answer: str | float | None
    right: bool | None
    explained: bool
    score: int
    max_score: int = POINTS_PER_PREDICTION
    outcome: str | float | None = None
    explanations: tuple[ExplanationResult, ...] = ()

    @property
    def explanation(self) -> str | None:
        """The key of the explanation that the student chose, None where none was chosen."""
        return next((explanation.key for explanation in self.explanations if explanation.is_choice), None)


class ManualAnswer(Record):
    """A text that a person grades. `is_written` is False where the student left it as it was handed out: 0 points."""

    id: str
    is_written: bool
    max_score: int


class SubmissionInfo(Record):
    """The submitted file, what was repaired in it, and which cells raised errors.

    `files_sha256` also covers the files beside the notebook; it is empty where an older kit has graded.
    """

    sha256: str
    files_sha256: str = ""
    repairs: tuple[str, ...] = ()
    cell_errors: tuple[str, ...] = ()


class VariantInfo(Record):
    """From whose id the data of this submission was generated: `id` by the grader, from the name of the submission.

    `notebook_ids` are those that the outputs of the notebook name; "" is the data that is the same for all. A student
    can change the file, so they are a hint for a person.
    """

    id: str
    notebook_ids: tuple[str, ...] = ()


class Seconds(Record):
    """The time that grading took; the only part of a report that differs between two gradings of the same bytes."""

    cells: float = 0.0
    checks: float = 0.0


class Report(Record):
    """The report of one submission to one unit.

    `score` is what the engine gives for the work. `max_score` also counts the manual answers, whose points a person
    gives in the gradebook. `hand_in` is None where the unit has no due date or the course no late policy.
    `variant` is there only where the unit has data of the student's own.
    `history` has the regrades of `autograder regrade`, the earliest first.
    """

    schema_: Literal["autograder/report/v1"] = Field(default="autograder/report/v1", alias="schema")
    course: str
    unit: str
    student: str
    submission: SubmissionInfo
    score: int = Field(ge=0, le=MOST_POINTS)
    max_score: int = Field(ge=0, le=MOST_POINTS)
    publishable: bool
    problems: tuple[str, ...] = ()
    exercises: tuple[ExerciseResult, ...]
    predictions: tuple[PredictionResult, ...]
    manual_answers: tuple[ManualAnswer, ...] = ()
    variant: VariantInfo | None = None
    isolation: Isolation
    seconds: Seconds
    hand_in: HandIn | None = None
    provenance: Provenance | None = None
    history: tuple[Regrade, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _calculate_again(cls, data: Any) -> Any:
        """Leave out the final score of a file: it is always calculated."""
        return {k: v for k, v in data.items() if k != "final_score"} if isinstance(data, dict) else data

    @computed_field  # type: ignore[prop-decorator]
    @property
    def final_score(self) -> float:
        """The score after the late policy, rounded to two decimals; without a penalty it is `score`."""
        return round_points(self.hand_in.remaining_points(self.score)) if self.hand_in else float(self.score)

    @property
    def penalty(self) -> float:
        """The points that the late policy takes off."""
        return penalty_points(self.score, self.hand_in.percent) if self.hand_in else 0.0

    @model_serializer(mode="wrap")
    def _without_an_absent_variant(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        content: dict[str, Any] = handler(self)
        if self.variant is None:
            content.pop("variant", None)
        return content

    @property
    def waiting_points(self) -> int:
        """The points of written manual answers: they wait for a person, and `score` does not contain them."""
        return sum(answer.max_score for answer in self.manual_answers if answer.is_written)

    def json_text(self) -> str:
        """Return the report as JSON; equal reports give the same text."""
        return self.model_dump_json(by_alias=True, indent=2) + "\n"

    @classmethod
    def from_json(cls, text: str | bytes) -> Report:
        """Parse a report; pydantic.ValidationError where the text is not one of this schema."""
        return cls.model_validate_json(text)

    def with_repairs(self, repairs: Sequence[str]) -> Report:
        """Return the report with what had to be repaired before the notebook was read."""
        submission = self.submission.model_copy(update={"repairs": (*repairs, *self.submission.repairs)})
        return self.model_copy(update={"submission": submission}) if repairs else self

    def with_hand_in(self, hand_in: HandIn | None) -> Report:
        """Return the report with this record of the hand-in, in place of any other."""
        return self if hand_in == self.hand_in else self.model_copy(update={"hand_in": hand_in})

    def has_results_of(self, report: Report) -> bool:
        """Whether both have the same results, whatever produced them: marks, messages, mistakes, problems."""
        return self._results() == report._results()

    def _results(self) -> Report:
        submission = self.submission.model_copy(update={"files_sha256": ""})
        changes = {"submission": submission, "seconds": Seconds(), "isolation": Isolation(), "provenance": None}
        return self.model_copy(update={**changes, "history": ()})

    def share_parts(self, pool: dict[Record, Record]) -> Report:
        """Return an equal report whose parts are objects of the pool; this saves memory for a large class."""
        exercises = tuple(pool.setdefault(exercise, exercise) for exercise in self.exercises)
        predictions = tuple(pool.setdefault(prediction, prediction) for prediction in self.predictions)
        parts: dict[str, object] = {"exercises": exercises, "predictions": predictions}
        if self.provenance is not None:
            parts["provenance"] = pool.setdefault(self.provenance, self.provenance)
        return self.model_copy(update=parts)

    def points_of(self, identifier: str) -> tuple[int, int]:
        """Return score and maximum of the exercise or prediction with this id; KeyError where there is none."""
        results: tuple[ExerciseResult | PredictionResult, ...] = (*self.exercises, *self.predictions)
        for result in results:
            if result.id == identifier:
                return result.score, result.max_score
        raise KeyError(identifier)

    def mistakes(self) -> tuple[str, ...]:
        """Return the ids of the recognised mistakes, in order, each once."""
        ids = [check.mistake for exercise in self.exercises for check in exercise.checks if check.mistake]
        return tuple(dict.fromkeys(ids))
