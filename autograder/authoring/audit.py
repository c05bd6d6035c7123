"""The audit of a unit: its promises, each checked by grading sample submissions.

A unit promises that its reference earns every point and the untouched release none, that every known mistake fails its
check and is named, that every right implementation earns every point, and that no exercise does another's work.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from lab.predicting.reasons import Reasons

from autograder.authoring.audit_submissions import AuditSubmission, all_submissions, submission_of_entries
from autograder.authoring.guessing import best_guess
from autograder.authoring.sample_submissions import solved_notebook
from autograder.authoring.visible_checks import promise_about
from autograder.course.explanations import require_complete
from autograder.course.mistakes import Mistake, Right
from autograder.course.notebook import checked_names, parse_notebook
from autograder.course.unit_content import UnitContent
from autograder.errors import AutograderError, CourseError
from autograder.release import build, leak_scan
from autograder.report import Report
from autograder.submissions.discovery import Submission

NOT_COMPUTED = "nothing can be graded until this is fixed:"

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


def audit(content: UnitContent, grade: Grade) -> Iterator[AuditResult]:
    """Check every promise of a unit; `grade` returns the reports of submissions, in any order."""
    missing = next((name for name in content.exercises if name not in content.reference), None)
    if missing is not None:
        where = str(content.unit.reference.relative_to(content.course.root))
        raise CourseError(
            f"the reference has no '{missing}'", where=where, fix="write a function or class of this name"
        )
    entries: list[Mistake | Right] = [*content.catalogue.mistakes, *content.catalogue.rights]
    for entry in entries:
        if entry.exercise not in content.exercises:
            where = str(content.unit.checks.relative_to(content.course.root))
            message = f"'{entry.name}' is about '{entry.exercise}', which is no exercise of the unit"
            raise CourseError(message, where=where)
    yield _audit_release(content)
    yield _audit_names(content)
    predictions = list(_audit_predictions(content))
    yield from predictions
    if content.questions:
        yield _audit_guessing(content)
        yield _audit_sentences(content)
    if any(result.problem.startswith(NOT_COMPUTED) for result in predictions):
        return  # grading needs these answers
    yield from _audit_submissions(content, grade)


def _audit_submissions(content: UnitContent, grade: Grade) -> Iterator[AuditResult]:
    """Grade the submissions; an entry with a problem among others is graded alone."""
    entries_alone: list[Mistake | Right] = []
    mistakes: dict[Mistake, Report] = {}

    def results(submissions: Sequence[AuditSubmission]) -> Iterator[AuditResult]:
        by_student = {submission.student: submission for submission in submissions}
        for report in grade(submissions):
            promises = by_student[report.student].promises
            for promise in promises:
                problem = "; ".join(report.problems) or promise.find_problem(report)
                if problem and promise.entry and len(promises) > 1:
                    entries_alone.append(promise.entry)
                    continue
                if isinstance(promise.entry, Mistake):
                    mistakes[promise.entry] = report
                yield AuditResult(promise.text, problem, promise.entry, report)

    yield from results(list(all_submissions(content)))
    if entries_alone:
        solution = solved_notebook(content)
        yield from results([submission_of_entries(solution, [entry]) for entry in entries_alone])
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
