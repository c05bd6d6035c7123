"""The command `report`: a page about a class, from the reports that `grade` has written."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import click
from lab.predicting.question_types import Question

from autograder.cli.report_files import page_address, read_reports
from autograder.cli.submissions import expected_notebook
from autograder.course.configuration import Course, Unit
from autograder.errors import UsageError
from autograder.files import safe_file_name, write_atomically
from autograder.report import Report
from autograder.views.class_page import GradedClass, class_page
from autograder.views.class_statistics import GradedSubmission

FOLDER = click.Path(path_type=Path)


@click.command()
@click.argument("unit")
@click.argument("reports", nargs=-1, type=FOLDER)
@click.option("--out", type=FOLDER, help="The page to write (default: UNIT-class.html beside the reports).")
@click.option("--anonymous", is_flag=True, help="Leave out all names and links to students, to show it in a lecture.")
@click.option("--compare", "other", type=FOLDER, help="Reports of another year, group or unit, to stand side by side.")
@click.option(
    "--submissions",
    multiple=True,
    type=FOLDER,
    help="Where the submissions are, for the times of the hand-ins (default: the course's submitted/ folder).",
)
def report(
    unit: str,
    reports: tuple[Path, ...],
    out: Path | None,
    anonymous: bool,
    other: Path | None,
    submissions: tuple[Path, ...],
) -> None:
    """Write a page about a class.

    It shows scores, checks, mistakes, predictions, what was not attempted and what waits for a person. REPORTS are
    folders of `grade --out` or lists of `grade --json` (default: reports/UNIT or reports in the course's folder).
    """
    course = Course.load(unit_id=unit)
    course_unit = course.unit(unit)
    paths = reports or (_default_reports(course, course_unit),)
    ending = "class-anonymous" if anonymous else "class"
    out = out or paths[0].absolute().parent / f"{unit}-{ending}.html"
    if not out.parent.is_dir():
        raise UsageError(f"there is no folder '{out.parent}'", fix="create it, or name another file with --out")
    number = write_class_page(
        course, course_unit, paths, out, anonymous=anonymous, other=other, submissions=submissions
    )
    path = out.relative_to(Path.cwd()) if out.is_relative_to(Path.cwd()) else out
    click.echo(f"{path} is ready: {number} submissions")


def write_class_page(
    course: Course,
    unit: Unit,
    paths: Sequence[Path],
    out: Path,
    *,
    anonymous: bool = False,
    other: Path | None = None,
    submissions: Sequence[Path] = (),
) -> int:
    """Write the page about the reports under `paths`; return their number."""
    loader = ClassLoader(course, out, _hand_in_times(course, unit, submissions))
    labels = ("first class", "second class") if anonymous or not other else _labels(paths[0], other)
    graded_class = loader.load(paths, unit, labels[0])
    other_class = loader.load([other], None, labels[1]) if other else None
    page = class_page(unit.title, graded_class, other_class, anonymous=anonymous)
    write_atomically(out, page.encode())
    return len(graded_class.submissions)


@dataclass(frozen=True)
class ClassLoader:
    """Reads reports for the page at `out`. `times` are those of the hand-ins, by student."""

    course: Course
    out: Path
    times: Mapping[str, datetime]

    def load(self, paths: Sequence[Path], unit: Unit | None, label: str) -> GradedClass:
        """Return the class; UsageError where a report is of another unit. Without a unit, it is that of the reports."""
        pairs = [(path, unit_report) for path in paths for unit_report in read_reports(path)]
        units = {unit_report.unit for _, unit_report in pairs}
        if len(units | ({unit.id} if unit else set())) > 1:
            strangers = ", ".join(sorted(f"'{name}'" for name in units if unit is None or name != unit.id))
            where, fix = ", ".join(map(str, paths)), "give the reports of one unit"
            raise UsageError(f"there are reports of {strangers}", where=where, fix=fix)
        times = self.times if unit else {}
        graded = [GradedSubmission(r, self._page(path, r), times.get(r.student)) for path, r in pairs]
        questions, explanations = self._questions(units)
        return GradedClass(label, graded, questions, explanations, unit.due if unit else None)

    def _page(self, path: Path, student_report: Report) -> str:
        """Return the address of a student's page, relative to the class page; empty where there is no such file."""
        return page_address(path / f"{safe_file_name(student_report.student)}.html", self.out)

    def _questions(self, units: Iterable[str]) -> tuple[Mapping[str, Question], Mapping[str, str]]:
        """Return the questions and the explanations that fit; none for a unit that this course cannot load."""
        from autograder.course import unit_content

        for unit in units:
            try:
                content = unit_content.load(self.course, unit)
            except UsageError:
                break
            return content.questions, content.explanations
        return {}, {}


def _default_reports(course: Course, unit: Unit) -> Path:
    """Return the folder with reports that the command takes where none is named."""
    folders = (course.root / "reports" / unit.id, course.root / "reports")
    for folder in folders:
        if any(folder.glob("*.json")):
            return Path(os.path.relpath(folder))
    raise UsageError(
        "there are no reports",
        where=" and ".join(os.path.relpath(folder) for folder in folders),
        fix=f"run `autograder grade {unit.id} PATH --out reports/{unit.id}`, or name their folder",
    )


def _labels(first: Path, second: Path) -> tuple[str, str]:
    """Return names for two classes: those of their folders, with the folders above where they are equal."""
    paths = first.absolute(), second.absolute()
    if paths[0].stem != paths[1].stem:
        return paths[0].stem, paths[1].stem
    return str(Path(paths[0].parent.name, paths[0].stem)), str(Path(paths[1].parent.name, paths[1].stem))


def _hand_in_times(course: Course, unit: Unit, paths: Sequence[Path]) -> dict[str, datetime]:
    """Return the times of the hand-ins that are known, by student, in the zone of the due date or of this machine."""
    from autograder.submissions.discovery import discover
    from autograder.submissions.hand_in_times import hand_in_time

    folder = course.root / "submitted"
    if not paths and not folder.is_dir():
        return {}
    try:
        submissions = discover(paths or [folder], expected_notebook(course, unit)).submissions
    except UsageError:
        if paths:
            raise
        return {}
    zone = unit.due.tzinfo if unit.due else None
    times = {submission.student: hand_in_time(submission) for submission in submissions}
    return {student: time.astimezone(zone) for student, time in times.items() if time is not None}
