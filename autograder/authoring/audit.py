"""The audit of a unit: its promises, each checked by grading sample submissions.

A unit promises that its reference earns every point and the untouched release none, that every known mistake fails its
check and is named, that every right implementation earns every point, and that no exercise does another's work.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lab.predicting.reasons import Reasons

from autograder.authoring.clashing_helpers import notebooks_with_helpers
from autograder.authoring.guessing import best_guess
from autograder.authoring.handed_over_exercises import notebooks_with_handed_over_exercises
from autograder.authoring.sample_submissions import notebook_bytes, predictions_file, solved_notebook, with_cells
from autograder.authoring.visible_checks import promise_about
from autograder.course.explanations import require_complete
from autograder.course.mistakes import Mistake, Right
from autograder.course.notebook import checked_names, parse_notebook
from autograder.course.unit_content import UnitContent
from autograder.errors import AutograderError, CourseError
from autograder.release import build, leak_scan
from autograder.report import CheckResult, ExerciseResult, Report
from autograder.submissions.discovery import Submission

VISIBLE_SHARE = 0.4
SMALL_EXERCISE = 2
NOT_COMPUTED = "nothing can be graded until this is fixed:"
NOT_NAMED = (
    "no mistake is named: two of them give the same answers, or this one gives other answers when the grader runs it"
    " again (does its module lack a name of the notebook?)"
)

Grade = Callable[[Sequence[Submission]], Iterable[Report]]


@dataclass(frozen=True, slots=True)
class AuditResult:
    """The result for one promise, with the problem where the unit does not keep it.

    `entry` is the mistake or the right implementation that the promise is about; `report` is the report of its
    submission.
    """

    promise: str
    problem: str = ""
    entry: Mistake | Right | None = None
    report: Report | None = None


@dataclass(frozen=True, slots=True)
class AuditSubmission:
    """A sample submission and the function that looks for a problem in its report; `student` holds the promise."""

    student: str
    data: bytes
    find_problem: Callable[[Report], str]
    entry: Mistake | Right | None = None
    files: Mapping[str, bytes] = field(default_factory=dict)
    notebook: Path | None = Path("sample.ipynb")
    repairs: tuple[str, ...] = ()
    problem: str = ""

    def read(self) -> tuple[bytes, dict[str, bytes]]:
        """Return the notebook's bytes and the files that belong to it."""
        return self.data, dict(self.files)


def audit(content: UnitContent, grade: Grade) -> Iterator[AuditResult]:
    """Check every promise of a unit; `grade` returns the reports of submissions, in any order."""
    missing = next((name for name in content.exercises if name not in content.reference), None)
    if missing is not None:
        where = str(content.unit.reference.relative_to(content.course.root))
        raise CourseError(
            f"the reference has no '{missing}'", where=where, fix="write a function or class of this name"
        )
    yield _audit_release(content)
    yield _audit_names(content)
    predictions = list(_audit_predictions(content))
    yield from predictions
    if content.questions:
        yield _audit_guessing(content)
        yield _audit_sentences(content)
    if any(result.problem.startswith(NOT_COMPUTED) for result in predictions):
        return  # grading needs these answers
    submissions = {submission.student: submission for submission in _submissions(content)}
    mistakes: dict[Mistake, Report] = {}
    for report in grade(list(submissions.values())):
        submission = submissions[report.student]
        problem = "; ".join(report.problems) or submission.find_problem(report)
        if isinstance(submission.entry, Mistake):
            mistakes[submission.entry] = report
        yield AuditResult(submission.student, problem, submission.entry, report)
    yield AuditResult(*promise_about(mistakes))


def _audit_release(content: UnitContent) -> AuditResult:
    secrets = len(leak_scan.find_secrets(content.course, content.unit))
    promise = f"the release is current, and none of {secrets} secret lines is in it"
    try:
        build.check_release(content.course, content.unit)
    except AutograderError as error:
        return AuditResult(promise, str(error))
    return AuditResult(promise)


def _audit_names(content: UnitContent) -> AuditResult:
    """Check that no other unit uses the names, because `lab.check` gets a name without a unit."""
    units_by_name = {
        name: unit.id
        for unit in content.course.units
        if unit.id != content.unit.id
        for name in checked_names(parse_notebook(unit.source.read_text(encoding="utf-8"), str(unit.source)))
    }
    names = [name for name in checked_names(content.source) if name in units_by_name]
    problem = "; ".join(f"'{name}' is also in '{units_by_name[name]}'" for name in names)
    return AuditResult("no other unit uses its names", problem)


def _audit_predictions(content: UnitContent) -> Iterator[AuditResult]:
    """Check that answers can be computed and are allowed, and that explanations are among those offered."""
    for name, question in content.questions.items():
        promise = f"the answer to {name} can be computed, and its explanation chosen"
        try:
            question.parse(content.outcomes[name])
            is_offered = content.explanations[name] in question.explanations
        except Exception as error:  # noqa: BLE001 - an author's own code may raise anything
            yield AuditResult(promise, f"{NOT_COMPUTED} {type(error).__name__}: {error}")
        else:
            yield AuditResult(promise, "" if is_offered else "its explanation is not offered")


def _audit_guessing(content: UnitContent) -> AuditResult:
    """Check that neither the place nor the length of explanations tells which one fits."""
    guess = best_guess(content.questions.values(), content.explanations)
    promise = (
        f"a guesser by place or length finds {guess.correct} of {guess.total} explanations, at most {guess.allowed}"
    )
    fix = (
        "rename keys, which changes the order" if "length" not in guess.rule else "make some of them longer or shorter"
    )
    return AuditResult(promise, "" if guess.correct <= guess.allowed else f"by '{guess.rule}' one finds them: {fix}")


def _audit_sentences(content: UnitContent) -> AuditResult:
    """Check that every wrong explanation has a sentence of its own that says why it does not hold."""
    sentences = [sentence for name in content.questions for sentence in content.why_not.get(name, {}).values()]
    promise = f"{len(sentences)} sentences say why wrong explanations do not hold, each its own"
    explanations = {name: Reasons(key, content.why_not.get(name, {})) for name, key in content.explanations.items()}
    try:
        require_complete(content.unit, explanations, content.questions)
    except CourseError as error:
        return AuditResult(promise, str(error))
    repeated = [sentence for sentence, count in Counter(sentences).items() if count > 1]
    return AuditResult(promise, f"repeated: {'; '.join(repeated)}" if repeated else "")


def _submissions(content: UnitContent) -> Iterator[AuditSubmission]:
    solution = solved_notebook(content)
    files = {"predictions.json": predictions_file(content)}
    yield AuditSubmission("the reference earns every point", notebook_bytes(solution), _reference_problem, files=files)
    yield AuditSubmission("the untouched release earns nothing", notebook_bytes(content.release), _release_problem)
    for mistake in content.catalogue.mistakes:
        data = notebook_bytes(with_cells(solution, {mistake.exercise: mistake.implementation.cell}))
        promise = f"{mistake.id} in {mistake.exercise} ({mistake.name}) fails its check and is named"
        yield AuditSubmission(promise, data, _mistake_problem(mistake), mistake)
    for right in content.catalogue.rights:
        data = notebook_bytes(with_cells(solution, {right.exercise: right.implementation.cell}))
        promise = f"the right implementation {right.name} of {right.exercise} earns every point"
        yield AuditSubmission(promise, data, _right_problem(right), right)
    for helpers, notebook in notebooks_with_helpers(content):
        promise = f"helpers may be called {', '.join(helpers.values())}, as later cells call their data"
        yield AuditSubmission(promise, notebook_bytes(notebook), _helper_problem)
    for earlier, later, notebook in notebooks_with_handed_over_exercises(content):
        promise = f"{later} earns nothing by handing its arguments to {earlier}, which is not written"
        yield AuditSubmission(promise, notebook_bytes(notebook), _handed_over_problem(later))


def _reference_problem(report: Report) -> str:
    for exercise in report.exercises:
        visible = [check.max_points for check in exercise.checks if check.visible]
        allowed = max(VISIBLE_SHARE * exercise.max_score, exercise.max_score <= SMALL_EXERCISE)
        if not visible:
            return f"{exercise.id} has no visible check"
        if sum(visible) > allowed:
            return f"the visible checks of {exercise.id} carry {sum(visible)} of {exercise.max_score} points"
    earned = report.score + report.waiting_points
    return "" if earned == report.max_score else f"{earned} of {report.max_score}: {_failures(report)}"


def _helper_problem(report: Report) -> str:
    return _failures(report) if any(exercise.score < exercise.max_score for exercise in report.exercises) else ""


def _handed_over_problem(exercise: str) -> Callable[[Report], str]:
    def find_problem(report: Report) -> str:
        result = _exercise(report, exercise)
        return f"{result.score} of {result.max_score} points" if result.score else ""

    return find_problem


def _release_problem(report: Report) -> str:
    attempted = [exercise.id for exercise in report.exercises if exercise.attempted]
    attempted += [answer.id for answer in report.manual_answers if answer.is_written]
    return f"{report.score} points, attempted: {attempted}" if report.score or attempted else ""


def _mistake_problem(mistake: Mistake) -> Callable[[Report], str]:
    def find_problem(report: Report) -> str:
        exercise = _exercise(report, mistake.exercise)
        failed = {check.name: _known_mistake(check) for check in exercise.checks if check.outcome != "passed"}
        if mistake.fails not in failed:
            return f"{mistake.fails} passes; failed: {sorted(failed)}"
        if set(failed.values()) == {None}:
            return f"{', '.join(sorted(failed))} fail, but {NOT_NAMED}"
        if set(failed.values()) != {mistake.id}:
            return f"named {sorted(set(map(str, failed.values())))} in {sorted(failed)}"
        affected = [other.id for other in report.exercises if other is not exercise and other.score < other.max_score]
        return f"it costs points in {affected} too" if affected else ""

    return find_problem


def _known_mistake(check: CheckResult) -> str | None:
    """Return the id of the known mistake of a check; a relation is no mistake of the unit's list."""
    return check.mistake if check.mistake_kind == "known" else None


def _right_problem(right: Right) -> Callable[[Report], str]:
    def find_problem(report: Report) -> str:
        exercise = _exercise(report, right.exercise)
        is_full = exercise.score == exercise.max_score
        return "" if is_full else f"{exercise.score} of {exercise.max_score}: {_failures(report)}"

    return find_problem


def _exercise(report: Report, name: str) -> ExerciseResult:
    return next(exercise for exercise in report.exercises if exercise.id == name)


def _failures(report: Report) -> str:
    checks = [check for exercise in report.exercises for check in exercise.checks if check.outcome != "passed"]
    return "; ".join(f"{check.name}: {check.message}" for check in checks) or "a prediction lost points"
