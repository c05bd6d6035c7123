"""The course's promises, tried out: reference, stub, every mistake and every right variant through the engine."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from autograder.authoring import sample_submissions
from autograder.course import unit_content
from autograder.course.configuration import Course, Unit
from autograder.course.mistakes import Mistake, Right
from autograder.course.notebook import parse, points
from autograder.course.unit_content import UnitContent
from autograder.errors import AutograderError, CourseError
from autograder.grading.batch import Batch
from autograder.release import build, leak_scan
from autograder.report import ExerciseResult, Report

VISIBLE_SHARE = 0.4
SMALL_EXERCISE = 2
UNCOMPUTED = "nothing can be graded until this is mended:"
NAMELESS = (
    "no mistake is named: two of them answer alike, or this one answers otherwise when the grader replays it"
    " (does its module lack a name of the notebook's?)"
)


@dataclass(frozen=True, slots=True)
class AuditResult:
    """One promise, and what was found instead where it is not kept.

    `about` is the mistake or the right variant it is made for; `report` is what grading said, where there was grading.
    """

    what: str
    broken: str = ""
    about: Mistake | Right | None = None
    report: Report | None = None


@dataclass(frozen=True, slots=True)
class AuditSubmission:
    """A made-up submission and what its report must say."""

    student: str
    data: bytes
    judge: Callable[[Report], str]
    about: Mistake | Right | None = None
    files: Mapping[str, bytes] = field(default_factory=dict)
    notebook: Path | None = Path("made-up.ipynb")

    def read(self) -> tuple[bytes, dict[str, bytes]]:
        """What a cohort reads."""
        return self.data, dict(self.files)


def audit(course: Course, unit: Unit, jobs: int = 1) -> Iterator[AuditResult]:
    """Try every promise of a unit, one after another. AutograderError where the unit cannot even be loaded."""
    content = unit_content.load(course, unit.id)
    if lost := [name for name in content.exercises if name not in content.reference]:
        where, fix = str(unit.reference.relative_to(course.root)), f"write a function or class '{lost[0]}' there"
        raise CourseError(f"the reference has no '{lost[0]}'", where=where, fix=fix)
    yield from _secrets(course, unit)
    yield _names(content)
    answers = list(_predictions(content))
    yield from answers
    if any(promise.broken.startswith(UNCOMPUTED) for promise in answers):
        return  # a submission is compared with these answers
    trials = {trial.student: trial for trial in _trials(content)}
    for report in Batch(course, unit, jobs).grade(list(trials.values())):
        trial = trials[report.student]
        yield AuditResult(trial.student, "; ".join(report.problems) or trial.judge(report), trial.about, report)


def _secrets(course: Course, unit: Unit) -> Iterator[AuditResult]:
    secrets = len(leak_scan.find_secrets(course, unit))
    what = f"the release is current, and none of {secrets} secret lines is in it"
    try:
        build.check_release(course, unit)
    except AutograderError as error:
        yield AuditResult(what, str(error))
    else:
        yield AuditResult(what)


def _names(content: UnitContent) -> AuditResult:
    """`lab.check` is told a name and no unit, and what an exercise is worth."""
    others = {
        name: unit.id
        for unit in content.course.units
        if unit.id != content.unit.id
        for name in points(parse(unit.source.read_text(encoding="utf-8"), str(unit.source)))
    }
    worth = {name: content.worth[name] for name in content.exercises}
    told = importlib.import_module(f"lab.checks.{content.unit.module}").POINTS
    wrong = [f"'{name}' stands in '{others[name]}', too" for name in content.worth if name in others]
    wrong += [f"the check cells say {worth}, POINTS says {told}"] * (told != worth)
    return AuditResult("its names are its own, and its parts agree on them", "; ".join(wrong))


def _predictions(content: UnitContent) -> Iterator[AuditResult]:
    """Answers are computed, and allowed by their question; explanations are among those offered."""
    for name, question in content.questions.items():
        what = f"the answer to {name} can be computed, and its explanation chosen"
        try:
            question.parse(content.outcomes[name])
            offered = content.explanations[name] in question.explanations
        except Exception as error:  # noqa: BLE001 - an author's own code may raise anything
            yield AuditResult(what, f"{UNCOMPUTED} {type(error).__name__}: {error}")
        else:
            yield AuditResult(what, "" if offered else "its explanation is not offered")


def _trials(content: UnitContent) -> Iterator[AuditSubmission]:
    solved = sample_submissions.solved_notebook(content)
    made = {"predictions.json": sample_submissions.predictions_file(content)}
    yield AuditSubmission(
        "the reference earns every point", sample_submissions.notebook_bytes(solved), _everything, files=made
    )
    yield AuditSubmission(
        "the untouched release earns nothing", sample_submissions.notebook_bytes(content.released), _nothing
    )
    for mistake in content.catalogue.mistakes:
        changed = sample_submissions.with_cells(solved, {mistake.exercise: mistake.variant.cell})
        what = f"{mistake.id} in {mistake.exercise} ({mistake.name}) fails its check and is named"
        yield AuditSubmission(what, sample_submissions.notebook_bytes(changed), _caught(mistake), mistake)
    for right in content.catalogue.rights:
        changed = sample_submissions.with_cells(solved, {right.exercise: right.variant.cell})
        what = f"the right variant {right.name} of {right.exercise} earns every point"
        yield AuditSubmission(what, sample_submissions.notebook_bytes(changed), _full(right), right)


def _everything(report: Report) -> str:
    for exercise in report.exercises:
        visible = [check.max_points for check in exercise.checks if check.visible]
        allowed = max(VISIBLE_SHARE * exercise.max_score, exercise.max_score <= SMALL_EXERCISE)
        if not visible:
            return f"{exercise.id} has no visible check"
        if sum(visible) > allowed:
            return f"the visible checks of {exercise.id} carry {sum(visible)} of {exercise.max_score} points"
    return "" if report.score == report.max_score else f"{report.score} of {report.max_score}: {_lost(report)}"


def _nothing(report: Report) -> str:
    tried = [exercise.id for exercise in report.exercises if exercise.attempted]
    return f"{report.score} points, attempted: {tried}" if report.score or tried else ""


def _caught(mistake: Mistake) -> Callable[[Report], str]:
    def judge(report: Report) -> str:
        own = _exercise(report, mistake.exercise)
        failed = {check.name: check.mistake for check in own.checks if check.outcome != "passed"}
        if mistake.fails not in failed:
            return f"{mistake.fails} passes; failed: {sorted(failed)}"
        if set(failed.values()) == {None}:
            return f"{', '.join(sorted(failed))} fail, but {NAMELESS}"
        if set(failed.values()) != {mistake.id}:
            return f"named {sorted(set(map(str, failed.values())))} in {sorted(failed)}"
        others = [
            exercise.id for exercise in report.exercises if exercise is not own and exercise.score < exercise.max_score
        ]
        return f"it costs points in {others} too" if others else ""

    return judge


def _full(right: Right) -> Callable[[Report], str]:
    def judge(report: Report) -> str:
        own = _exercise(report, right.exercise)
        return "" if own.score == own.max_score else f"{own.score} of {own.max_score}: {_lost(report)}"

    return judge


def _exercise(report: Report, name: str) -> ExerciseResult:
    return next(exercise for exercise in report.exercises if exercise.id == name)


def _lost(report: Report) -> str:
    lost = [check for exercise in report.exercises for check in exercise.checks if check.outcome != "passed"]
    return "; ".join(f"{check.name}: {check.message}" for check in lost) or "a prediction lost points"
