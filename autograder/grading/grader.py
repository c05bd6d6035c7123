"""Grading of one submission: from the bytes of its notebook to its report."""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from lab.predicting.prediction_text import FILE_NAME
from lab.variants import graded_variant
from lab.variants.variant import Variant

from autograder.checking.known_answers import KnownAnswers
from autograder.checking.pytest_session import Checker
from autograder.checking.remote_caller import RemoteCaller
from autograder.course.cell_syntax import trim_syntax_trees
from autograder.course.notebook import manual_answers
from autograder.course.student_variants import student_variant
from autograder.course.unit_content import UnitContent
from autograder.grading.cell_execution import CellExecution
from autograder.grading.exercise_grading import ExerciseGrading
from autograder.grading.exercise_help import with_help
from autograder.grading.graded_exercise import GradedExercise
from autograder.grading.mistake_naming import MistakeNaming
from autograder.grading.name_problems import NameProblems
from autograder.grading.prediction_scoring import score_predictions
from autograder.grading.reference_rerun import ReferenceRerun
from autograder.report import (
    ExerciseResult,
    ManualAnswer,
    PredictionResult,
    Report,
    Seconds,
    SubmissionInfo,
    VariantInfo,
)
from autograder.sandbox.host.sandbox import Sandbox
from autograder.submissions.data_ids import read_data_ids
from autograder.submissions.merge import merge
from autograder.submissions.merged_notebook import MergedNotebook
from autograder.submissions.predictions import SavedPredictions, read_predictions

OUT_OF_TIME = "{}: what was not run by then counts as not passed"
NO_PREDICTIONS = f"no {FILE_NAME} was handed in: no prediction counts as locked in"


@dataclass(frozen=True, slots=True)
class GradingResult:
    """A report, the notebook that was graded, and, if all cells were run, their outputs by cell name."""

    report: Report
    submission: MergedNotebook
    outputs: Mapping[str, tuple[dict[str, Any], ...]]


@dataclass
class Grader:
    """Grades submissions of one unit, one after another, with one sandbox and one pytest session."""

    content: UnitContent
    checker: Checker
    sandbox: Sandbox
    _naming: MistakeNaming = field(init=False)
    _known_answers: KnownAnswers = field(default_factory=KnownAnswers)

    def __post_init__(self) -> None:
        self._naming = MistakeNaming(self.content, self.checker, self._known_answers)

    def grade(self, student: str, data: bytes, files: Mapping[str, bytes], *, show: bool = False) -> GradingResult:
        """Grade a notebook and the `files` beside it. With `show`, all cells are run and their outputs returned."""
        submission = merge(data, self.content.release, self.content.unit.id)
        saved = read_predictions(files, self.content.questions, self.content.exercises)
        files = {FILE_NAME: saved.data} if saved.data else {}
        variant = student_variant(self.content.course, self.content.unit, student)
        execution = CellExecution(self.sandbox, submission, files | _variant_file(variant), show=show)
        remote = RemoteCaller(execution.open, budget=execution.budget, known_answers=self._known_answers)
        with closing(remote):
            grading = self._exercise_grading(submission, execution, remote)
            exercises = self._grade_exercises(grading, execution)
            predictions = tuple(score_predictions(self.content, remote, files, variant))
            grading.finish(exercises)
        results = tuple(with_help(self.content, (exercise.result() for exercise in exercises), saved.help))
        report = self._report(student, submission, execution, results, predictions, saved)
        if variant is not None:
            info = VariantInfo(id=variant.id, notebook_ids=read_data_ids(data))
            report = report.model_copy(update={"variant": info})
        trim_syntax_trees()
        return GradingResult(report, submission, execution.outputs)

    def _exercise_grading(
        self, submission: MergedNotebook, execution: CellExecution, remote: RemoteCaller
    ) -> ExerciseGrading:
        problems = NameProblems(self.content, submission, execution)
        remote.missing_name = problems.missing_function
        rerun = ReferenceRerun(self.content, self.checker, self._naming, execution.open, execution.budget)
        return ExerciseGrading(self.content, self.checker, self._naming, submission, remote, problems, rerun)

    def _grade_exercises(self, grading: ExerciseGrading, execution: CellExecution) -> tuple[GradedExercise, ...]:
        """Grade with the needed cells; if that loses points that a cell left out may earn, also with all cells."""
        exercises = grading.grade_all()
        has_losses = any(exercise.attempted and not exercise.is_complete for exercise in exercises)
        may_gain = grading.remote.missing_name_count > 0 or (has_losses and execution.leaves_out_student_cells)
        if not may_gain or execution.budget.is_out_of_time or not execution.include_all_cells():
            return exercises
        grading.remote.close()
        again = grading.grade_all()
        return tuple(new if new.score >= old.score else old for old, new in zip(exercises, again, strict=True))

    def _report(
        self,
        student: str,
        submission: MergedNotebook,
        execution: CellExecution,
        exercises: tuple[ExerciseResult, ...],
        predictions: tuple[PredictionResult, ...],
        saved: SavedPredictions,
    ) -> Report:
        broken = [c.message for e in exercises for c in e.checks if c.outcome == "broken"]
        out_of_time = OUT_OF_TIME.format(execution.budget.time_message) if execution.budget.is_out_of_time else ""
        texts = (submission.problem, saved.problem, out_of_time, *broken)
        problems = tuple(dict.fromkeys(text for text in texts if text))
        has_work = any(e.attempted for e in exercises) and not any(p.committed for p in predictions)
        absent = (NO_PREDICTIONS,) if predictions and has_work and not saved.data and not saved.problem else ()
        return Report(
            course=self.content.course.id,
            unit=self.content.unit.id,
            student=student,
            submission=SubmissionInfo(
                sha256=submission.sha256,
                repairs=(*submission.repairs, *saved.repairs, *absent),
                cell_errors=tuple(execution.errors),
            ),
            score=sum(e.score for e in exercises) + sum(p.score for p in predictions),
            max_score=self.content.points.total,
            publishable=not problems,
            problems=problems,
            exercises=exercises,
            predictions=predictions,
            manual_answers=self._manual_answers(submission),
            isolation=self.sandbox.isolation,
            seconds=Seconds(
                cells=round(execution.seconds, 4),
                checks=round(time.perf_counter() - execution.started - execution.seconds, 4),
            ),
        )

    def _manual_answers(self, submission: MergedNotebook) -> tuple[ManualAnswer, ...]:
        """Return which texts wait for a person; of an unreadable notebook, none is known to be written."""
        return tuple(
            ManualAnswer(id=name, is_written=submission.is_written(name, stub), max_score=self.content.points.of(name))
            for name, stub in manual_answers(self.content.release).items()
        )


def _variant_file(variant: Variant | None) -> dict[str, bytes]:
    """Return the file that tells `lab` in the student's process for whom the data is generated."""
    return {} if variant is None else {graded_variant.FILE_NAME: graded_variant.encode(variant)}
