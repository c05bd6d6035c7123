"""The audit as a table for a terminal: a line per unit with its problems below it, and the total at the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from autograder.authoring.audit import AuditResult, audit
from autograder.authoring.mutation_testing import MutationResult, course_with_short_limits, grade_mutants
from autograder.authoring.visible_checks import is_seen
from autograder.course import unit_content
from autograder.course.configuration import Course, Unit
from autograder.course.mistakes import Mistake, Right
from autograder.course.unit_content import UnitContent
from autograder.errors import AutograderError
from autograder.grading.batch import Batch
from autograder.report import CheckResult, Report
from autograder.views.progress_bar import progress_bar

COLUMNS = ("unit", "promises", "mistakes", "seen", "right ways", "matrix", "mutants killed")
WIDTHS = (10, 10, 10, 10, 10, 20)
LEGEND = (
    "seen: known mistakes that fail a visible check, so that students notice them by themselves\n"
    "matrix: known mistakes × checks; every mistake was graded by all checks of its unit"
)
PASSED, FAILED, EXPECTED = "·", "✗", "◆"


class Count(NamedTuple):
    """How many of a total passed."""

    passed: int
    total: int

    def __str__(self) -> str:
        return f"{self.passed}/{self.total}"


@dataclass(frozen=True, slots=True)
class AuditRow:
    """The counts of one unit, or of several. `mutants` is None where none were made."""

    unit: str
    promises: Count
    mistakes: Count
    visible: Count
    rights: Count
    checks: int
    mutants: Count | None = None

    @classmethod
    def of(cls, unit: Unit, results: Sequence[AuditResult], mutation: MutationResult | None) -> AuditRow:
        """Count the results of one unit."""
        reports = [result.report for result in results if result.report is not None]
        return cls(
            unit.id,
            _count(results),
            _count([result for result in results if isinstance(result.entry, Mistake)]),
            _count_seen(results),
            _count([result for result in results if isinstance(result.entry, Right)]),
            max((sum(len(exercise.checks) for exercise in report.exercises) for report in reports), default=0),
            None if mutation is None else Count(mutation.killed, mutation.killed + len(mutation.survivors)),
        )

    @classmethod
    def total(cls, rows: Sequence[AuditRow]) -> AuditRow:
        """Return the sum over units."""
        mutants = [row.mutants for row in rows if row.mutants is not None]
        return cls(
            f"{len(rows)} units",
            _sum([row.promises for row in rows]),
            _sum([row.mistakes for row in rows]),
            _sum([row.visible for row in rows]),
            _sum([row.rights for row in rows]),
            sum(row.checks for row in rows),
            _sum(mutants) if mutants else None,
        )

    def cells(self) -> tuple[str, ...]:
        """Return the cells in the order of COLUMNS."""
        matrix = f"{self.mistakes.total} × {self.checks}"
        return (
            self.unit,
            str(self.promises),
            str(self.mistakes),
            str(self.visible),
            str(self.rights),
            matrix,
            _percentage(self.mutants),
        )


def run_and_print(
    course: Course, units: Sequence[Unit], jobs: int, console: Console, *, mutate: bool = False, matrix: bool = False
) -> int:
    """Audit the units, print the table, and return the number of problems."""
    width = max(len(unit.id) for unit in units)
    console.print(_line(COLUMNS, width), style="bold")
    rows, count = [], 0
    for unit in units:
        if unit.missing:
            missing = ", ".join(unit.missing)
            console.print(f"{unit.id:{width}}  skipped: it needs {missing}, which is not installed here")
            continue
        try:
            content = unit_content.load(course, unit.id)
            results = _audit(content, jobs)
            mutation = run_mutants(content, jobs) if mutate else None
        except AutograderError as error:
            count += 1
            console.print(f"{unit.id:{width}}  cannot be graded: {error}", markup=False, soft_wrap=True)
            continue
        rows.append(AuditRow.of(unit, results, mutation))
        console.print(_line(rows[-1].cells(), width))
        for problem in problems(results, mutation):
            count += 1
            console.print(f"  {problem}", markup=False, soft_wrap=True)
        if matrix:
            console.print(*matrices(content, results), sep="\n", highlight=False)
    if len(rows) > 1:
        console.print(_line(AuditRow.total(rows).cells(), width), style="bold")
    console.print(LEGEND, style="dim")
    return count


def problems(results: Sequence[AuditResult], mutation: MutationResult | None) -> Iterator[str]:
    """Yield what an author has to fix: broken promises and surviving mutants."""
    for result in results:
        if result.problem:
            yield f"broken: {result.promise}: {result.problem}"
    for mutant in mutation.survivors if mutation else ():
        yield f"survives: line {mutant.line}: {mutant.before}  →  {mutant.after}"


def matrices(content: UnitContent, results: Sequence[AuditResult]) -> Iterator[Table | str]:
    """Yield for each exercise the checks that every known mistake fails, and the names of the columns."""
    reports = {result.entry: result.report for result in results if result.entry and result.report}
    for exercise in content.exercises:
        mistakes = content.catalogue.mistakes_of(exercise)
        pairs = [(mistake, _checks(reports.get(mistake), exercise)) for mistake in mistakes]
        rows = [(mistake, checks) for mistake, checks in pairs if checks]
        if rows:
            names = [check.name + " (visible)" * check.visible for check in rows[0][1]]
            yield _matrix(exercise, rows, len(names))
            yield f"{PASSED} passed, {FAILED} failed, {EXPECTED} failed as its catalogue entry says"
            yield from (f"{number} {name}" for number, name in enumerate(names, start=1))


def _matrix(exercise: str, rows: Sequence[tuple[Mistake, Sequence[CheckResult]]], columns: int) -> Table:
    table = Table(title=exercise, title_justify="left", box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    table.add_column("mistake")
    for number in range(1, columns + 1):
        table.add_column(str(number), justify="right")
    for mistake, checks in rows:
        table.add_row(escape(f"{mistake.id} {mistake.name}"), *(_mark(mistake, check) for check in checks))
    failures = [sum(checks[column].outcome != "passed" for _, checks in rows) for column in range(columns)]
    table.add_section()
    table.add_row("fail it", *map(str, failures))
    return table


def _mark(mistake: Mistake, check: CheckResult) -> str:
    return PASSED if check.outcome == "passed" else EXPECTED if check.name == mistake.fails else FAILED


def _checks(report: Report | None, exercise: str) -> tuple[CheckResult, ...]:
    return next((result.checks for result in report.exercises if result.id == exercise), ()) if report else ()


def _audit(content: UnitContent, jobs: int) -> list[AuditResult]:
    total = (
        5
        + bool(content.questions)
        + len(content.questions)
        + len(content.catalogue.mistakes)
        + len(content.catalogue.rights)
    )
    grade = Batch(content.course, content.unit, jobs).grade
    with progress_bar(content.unit.id, total) as progress:
        return list(progress.track(audit(content, grade), total))


def run_mutants(content: UnitContent, jobs: int) -> MutationResult:
    """Grade every mutant of a unit's reference, with a progress bar."""
    with (
        course_with_short_limits(content.course, content.unit.id) as course,
        progress_bar(f"{content.unit.id}, mutants", 2) as progress,
    ):
        task = progress.add_task("mutants")
        grade = Batch(course, course.unit(content.unit.id), jobs).grade
        return grade_mutants(content, grade, lambda count, total: progress.update(task, completed=count, total=total))


def _line(cells: Sequence[str], width: int) -> str:
    first, *counts = cells
    columns = [f"{cell:>{column_width}}" for cell, column_width in zip(counts, WIDTHS, strict=True)]
    return "  ".join([f"{first:{width}}", *columns]).rstrip()


def _count(results: Sequence[AuditResult]) -> Count:
    return Count(sum(not result.problem for result in results), len(results))


def _count_seen(results: Sequence[AuditResult]) -> Count:
    pairs = [(result.entry, result.report) for result in results]
    results_of_mistakes = [is_seen(entry, report) for entry, report in pairs if isinstance(entry, Mistake) and report]
    return Count(sum(results_of_mistakes), len(results_of_mistakes))


def _sum(counts: Sequence[Count]) -> Count:
    return Count(sum(count.passed for count in counts), sum(count.total for count in counts))


def _percentage(mutants: Count | None) -> str:
    return "" if mutants is None else f"{mutants} ({100 * mutants.passed / max(1, mutants.total):.1f} %)"
