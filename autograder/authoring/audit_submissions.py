"""The sample submissions of an audit, each with the promises that its report shows to be kept or broken.

Mistakes and right implementations share a notebook, unless an exercise calls one with a mistake. If one of them does
not get what is promised there, it is graded alone, and that is what counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from autograder.authoring.clashing_helpers import clashing_names, notebook_with_helpers
from autograder.authoring.handed_over_exercises import notebooks_with_handed_over_exercises
from autograder.authoring.sample_submissions import notebook_bytes, predictions_file, solved_notebook, with_cells
from autograder.course.mistakes import Mistake, Right
from autograder.course.notebook import Notebook
from autograder.course.unit_content import UnitContent
from autograder.report import CheckResult, ExerciseResult, Report

VISIBLE_SHARE = 0.4
SMALL_EXERCISE = 2
NOT_NAMED = (
    "no mistake is named: two of them give the same answers, or this one gives other answers when the grader runs it"
    " again (does its module lack a name of the notebook?)"
)


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise about a submission, and the function that looks for a problem in its report.

    `entry` is the mistake or the right implementation that the promise is about.
    """

    text: str
    find_problem: Callable[[Report], str]
    entry: Mistake | Right | None = None


@dataclass(frozen=True, slots=True)
class AuditSubmission:
    """A sample submission with the promises about it; `student` is a name that no other one has."""

    student: str
    data: bytes
    promises: Sequence[Promise]
    files: Mapping[str, bytes] = field(default_factory=dict)
    notebook: Path | None = Path("sample.ipynb")
    repairs: tuple[str, ...] = ()
    problem: str = ""

    @classmethod
    def of(cls, notebook: Notebook, *promises: Promise, files: Mapping[str, bytes] | None = None) -> AuditSubmission:
        """Return the submission of a notebook, with the first promise as its student."""
        return cls(promises[0].text, notebook_bytes(notebook), promises, files or {})

    def read(self) -> tuple[bytes, dict[str, bytes]]:
        """Return the notebook's bytes and the files that belong to it."""
        return self.data, dict(self.files)


def all_submissions(content: UnitContent) -> Iterator[AuditSubmission]:
    """Yield the submissions that show whether a unit keeps its promises."""
    solution = solved_notebook(content)
    files = {"predictions.json": predictions_file(content)}
    yield AuditSubmission.of(solution, Promise("the reference earns every point", _reference_problem), files=files)
    yield AuditSubmission.of(content.release, Promise("the untouched release earns nothing", _release_problem))
    for entries in shared_entries(content):
        yield submission_of_entries(solution, entries)
    if names := clashing_names(content):
        text = f"helpers may have the {sum(map(len, names.values()))} names that later cells give to their data"
        yield AuditSubmission.of(notebook_with_helpers(content, names), Promise(text, _helper_problem(names)))
    for earlier, later, notebook in notebooks_with_handed_over_exercises(content):
        text = f"{later} earns nothing by handing its arguments to {earlier}, which is not written"
        yield AuditSubmission.of(notebook, Promise(text, _handed_over_problem(later)))


def shared_entries(content: UnitContent) -> Iterator[list[Mistake | Right]]:
    """Yield mistakes and right implementations that share a submission.

    Where one of them is wrong, what calls it stays solved: so the report shows whether it costs points there.
    """
    dependencies = _dependencies(content)
    remaining: dict[str, list[Mistake | Right]] = {
        name: [*content.catalogue.mistakes_of(name), *content.catalogue.rights_of(name)] for name in content.exercises
    }

    def is_called_by(entry: Mistake | Right, other: Mistake | Right) -> bool:
        """Return whether an entry is a mistake of what the exercise of the other one calls."""
        return isinstance(entry, Mistake) and entry.exercise in dependencies[other.exercise]

    while any(remaining.values()):
        entries: list[Mistake | Right] = []
        for name in sorted(filter(remaining.get, remaining), key=lambda name: -len(remaining[name])):
            for entry in (remaining[name][0], remaining[name][-1]):  # a mistake while there are any, or a right one
                if not any(is_called_by(entry, other) or is_called_by(other, entry) for other in entries):
                    entries.append(entry)
                    remaining[name].remove(entry)
                    break
        yield entries


def _dependencies(content: UnitContent) -> dict[str, set[str]]:
    """Return the exercises that the solution of each exercise calls, directly or through others."""
    dependencies: dict[str, set[str]] = {}
    for exercise in content.exercises:
        called_names = content.called_exercises(exercise)
        dependencies[exercise] = set(called_names).union(*(dependencies[name] for name in called_names))
    return dependencies


def submission_of_entries(solution: Notebook, entries: Sequence[Mistake | Right]) -> AuditSubmission:
    """Return the submission with these mistakes and right implementations, each of another exercise."""
    exercises = {entry.exercise for entry in entries}
    promises = [_promise(entry, exercises) for entry in entries]
    cells = {entry.exercise: entry.implementation.cell for entry in entries}
    return AuditSubmission.of(with_cells(solution, cells), *promises)


def _promise(entry: Mistake | Right, changed_exercises: set[str]) -> Promise:
    if isinstance(entry, Right):
        text = f"the right implementation {entry.name} of {entry.exercise} earns every point"
        return Promise(text, _right_problem(entry), entry)
    text = f"{entry.id} in {entry.exercise} ({entry.name}) fails its check and is named"
    return Promise(text, _mistake_problem(entry, changed_exercises), entry)


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


def _helper_problem(names: Mapping[str, Sequence[str]]) -> Callable[[Report], str]:
    def find_problem(report: Report) -> str:
        affected = [exercise.id for exercise in report.exercises if exercise.score < exercise.max_score]
        helpers = [f"{exercise} with {', '.join(names.get(exercise, ['no helper']))}" for exercise in affected]
        return f"{'; '.join(helpers)}: {_failures(report)}" if affected else ""

    return find_problem


def _handed_over_problem(exercise: str) -> Callable[[Report], str]:
    def find_problem(report: Report) -> str:
        result = _exercise(report, exercise)
        return f"{result.score} of {result.max_score} points" if result.score else ""

    return find_problem


def _release_problem(report: Report) -> str:
    attempted = [exercise.id for exercise in report.exercises if exercise.attempted]
    attempted += [answer.id for answer in report.manual_answers if answer.is_written]
    return f"{report.score} points, attempted: {attempted}" if report.score or attempted else ""


def _mistake_problem(mistake: Mistake, changed_exercises: set[str]) -> Callable[[Report], str]:
    def find_problem(report: Report) -> str:
        exercise = _exercise(report, mistake.exercise)
        failed = {check.name: _known_mistake(check) for check in exercise.checks if check.outcome != "passed"}
        if mistake.fails not in failed:
            return f"{mistake.fails} passes; failed: {sorted(failed)}"
        if set(failed.values()) == {None}:
            return f"{', '.join(sorted(failed))} fail, but {NOT_NAMED}"
        if set(failed.values()) != {mistake.id}:
            return f"named {sorted(set(map(str, failed.values())))} in {sorted(failed)}"
        solved = [result for result in report.exercises if result.id not in changed_exercises]
        affected = [result.id for result in solved if result.score < result.max_score]
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
