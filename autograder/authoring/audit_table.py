"""An audit for a terminal: a line per unit as it is done, what is broken below it, and the whole at the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from autograder.authoring.audit import AuditResult, audit
from autograder.authoring.mutation_testing import MutationResult, grade_mutants
from autograder.course import unit_content
from autograder.course.configuration import Course, Unit
from autograder.course.mistakes import Mistake, Right
from autograder.course.unit_content import UnitContent
from autograder.errors import AutograderError
from autograder.report import CheckResult, Report
from autograder.views.progress_bar import progress_bar

COLUMNS = ("unit", "promises", "mistakes", "right ways", "matrix", "mutants killed")
WIDTHS = (10, 10, 10, 10, 20)
LEGEND = "matrix: known mistakes × checks; every mistake was put to all checks of its unit"
PASSED, FAILED, PROMISED = "·", "✗", "◆"


class Share(NamedTuple):
    """So many of so many."""

    good: int
    total: int

    def __str__(self) -> str:
        return f"{self.good}/{self.total}"


@dataclass(frozen=True, slots=True)
class Line:
    """What the audit of one unit, or of several, comes to. Without `mutants`, none were made."""

    unit: str
    promises: Share
    mistakes: Share
    rights: Share
    checks: int
    mutants: Share | None = None

    @classmethod
    def of(cls, unit: Unit, promises: Sequence[AuditResult], found: MutationResult | None) -> Line:
        """Count one unit's promises."""
        reports = [promise.report for promise in promises if promise.report is not None]
        return cls(
            unit.id,
            _kept(promises),
            _kept([promise for promise in promises if isinstance(promise.about, Mistake)]),
            _kept([promise for promise in promises if isinstance(promise.about, Right)]),
            max((sum(len(exercise.checks) for exercise in report.exercises) for report in reports), default=0),
            None if found is None else Share(found.killed, found.killed + len(found.survivors)),
        )

    @classmethod
    def total(cls, lines: Sequence[Line]) -> Line:
        """The sum over units."""
        mutants = [line.mutants for line in lines if line.mutants is not None]
        return cls(
            f"{len(lines)} units",
            _sum([line.promises for line in lines]),
            _sum([line.mistakes for line in lines]),
            _sum([line.rights for line in lines]),
            sum(line.checks for line in lines),
            _sum(mutants) if mutants else None,
        )

    def cells(self) -> tuple[str, ...]:
        """In the order of COLUMNS."""
        matrix = f"{self.mistakes.total} × {self.checks}"
        return self.unit, str(self.promises), str(self.mistakes), str(self.rights), matrix, _percent(self.mutants)


def run_and_print(
    course: Course, units: Sequence[Unit], jobs: int, console: Console, *, mutate: bool = False, matrix: bool = False
) -> int:
    """Audit the units and print what is found; how many promises are broken and mutants survive."""
    width = max(len(unit.id) for unit in units)
    console.print(_row(COLUMNS, width), style="bold")
    lines, bad = [], 0
    for unit in units:
        if unit.missing:
            lacking = ", ".join(unit.missing)
            console.print(f"{unit.id:{width}}  skipped: it needs {lacking}, which is not installed here")
            continue
        try:
            content = unit_content.load(course, unit.id)
            promises = _tried(content, jobs)
            found = _mutated(course, unit, jobs) if mutate else None
        except AutograderError as error:
            bad += 1
            console.print(f"{unit.id:{width}}  cannot be graded: {error}", markup=False, soft_wrap=True)
            continue
        lines.append(Line.of(unit, promises, found))
        console.print(_row(lines[-1].cells(), width))
        for problem in problems(promises, found):
            bad += 1
            console.print(f"  {problem}", markup=False, soft_wrap=True)
        if matrix:
            console.print(*matrices(content, promises), sep="\n", highlight=False)
    if len(lines) > 1:
        console.print(_row(Line.total(lines).cells(), width), style="bold")
    console.print(LEGEND, style="dim")
    return bad


def problems(promises: Sequence[AuditResult], found: MutationResult | None) -> Iterator[str]:
    """What an author has to look at: broken promises and surviving mutants."""
    for promise in promises:
        if promise.broken:
            yield f"broken: {promise.what}: {promise.broken}"
    for mutant in found.survivors if found else ():
        yield f"survives: line {mutant.line}: {mutant.before}  →  {mutant.after}"


def matrices(content: UnitContent, promises: Sequence[AuditResult]) -> Iterator[Table | str]:
    """For each exercise, which of its checks every known mistake fails; then what the columns are."""
    reports = {promise.about: promise.report for promise in promises if promise.about and promise.report}
    for exercise in content.exercises:
        found = [(mistake, _checks(reports.get(mistake), exercise)) for mistake in content.catalogue.of(exercise)]
        rows = [(mistake, checks) for mistake, checks in found if checks]
        if rows:
            names = [check.name + " (visible)" * check.visible for check in rows[0][1]]
            yield _matrix(exercise, rows, len(names))
            yield f"{PASSED} passed, {FAILED} failed, {PROMISED} failed as its catalogue entry says"
            yield from (f"{number} {name}" for number, name in enumerate(names, start=1))


def _matrix(exercise: str, rows: Sequence[tuple[Mistake, Sequence[CheckResult]]], columns: int) -> Table:
    table = Table(title=exercise, title_justify="left", box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    table.add_column("mistake")
    for number in range(1, columns + 1):
        table.add_column(str(number), justify="right")
    for mistake, checks in rows:
        table.add_row(escape(f"{mistake.id} {mistake.name}"), *(_mark(mistake, check) for check in checks))
    failed = [sum(checks[place].outcome != "passed" for _, checks in rows) for place in range(columns)]
    table.add_section()
    table.add_row("fail it", *map(str, failed))
    return table


def _mark(mistake: Mistake, check: CheckResult) -> str:
    return PASSED if check.outcome == "passed" else PROMISED if check.name == mistake.fails else FAILED


def _checks(report: Report | None, exercise: str) -> tuple[CheckResult, ...]:
    return next((own.checks for own in report.exercises if own.id == exercise), ()) if report else ()


def _tried(content: UnitContent, jobs: int) -> list[AuditResult]:
    total = 4 + len(content.questions) + len(content.catalogue.mistakes) + len(content.catalogue.rights)
    with progress_bar(content.unit.id, total) as shown:
        return list(shown.track(audit(content.course, content.unit, jobs), total))


def _mutated(course: Course, unit: Unit, jobs: int) -> MutationResult:
    with progress_bar(f"{unit.id}, mutants", 2) as shown:
        task = shown.add_task("mutants")
        return grade_mutants(course, unit, jobs, lambda done, total: shown.update(task, completed=done, total=total))


def _row(cells: Sequence[str], width: int) -> str:
    first, *others = cells
    return "  ".join(
        [f"{first:{width}}", *(f"{cell:>{wide}}" for cell, wide in zip(others, WIDTHS, strict=True))]
    ).rstrip()


def _kept(promises: Sequence[AuditResult]) -> Share:
    return Share(sum(not promise.broken for promise in promises), len(promises))


def _sum(shares: Sequence[Share]) -> Share:
    return Share(sum(share.good for share in shares), sum(share.total for share in shares))


def _percent(mutants: Share | None) -> str:
    return "" if mutants is None else f"{mutants} ({100 * mutants.good / max(1, mutants.total):.1f} %)"
