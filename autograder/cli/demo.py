"""The command `demo`: a handout, a class of sample students, and its grades with and without nbgrader."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

import click
from rich.console import Console

from autograder.authoring.course_copy import copy_course
from autograder.authoring.sample_class import sample_students
from autograder.cli.console import make_console
from autograder.cli.report import write_class_page
from autograder.course import unit_content
from autograder.course.configuration import Course, Unit
from autograder.course.unit_content import UnitContent
from autograder.errors import AutograderError, UsageError
from autograder.grading.batch import Batch
from autograder.grading.report_cache import ReportCache
from autograder.release import build
from autograder.report import Report
from autograder.submissions.discovery import find_submissions
from autograder.views import results_table

MARKER_FILE = ".made-by-autograder-demo"
JOBS = 2
NAMES = (
    "ada", "blaise", "carl", "dorothy", "emmy", "felix", "grace", "hypatia", "isaac", "joan", "katherine", "leonhard",
    "maryam", "niels", "olga", "pierre", "quentin", "rózsa", "sofya", "thomas", "ursula", "vera", "wei, li", "zoë 🚀",
    "amalie", "bernhard", "caroline", "david", "edsger", "florence",
)  # fmt: skip


@click.command()
@click.argument("unit", default="")
@click.option(
    "--folder", type=click.Path(path_type=Path), default=Path("demo"), show_default=True, help="The folder to build in."
)
def demo(unit: str, folder: Path) -> None:
    """Grade a small class and show the results.

    Builds a handout of UNIT (default: the first one) and the submissions of a class, and grades them with and without
    nbgrader.
    """
    course = Course.load()
    run_demo(course, unit or course.units[0].id, folder.resolve(), make_console())


def run_demo(course: Course, unit_id: str, folder: Path, console: Console) -> None:
    """Build everything in `folder`, grade it twice, and print what an instructor needs to see."""
    unit_id = course.unit(unit_id).id
    _prepare(course, folder)
    demo_course = Course.load(folder)
    unit = demo_course.unit(unit_id)
    content = unit_content.load(demo_course, unit.id)
    stopwatch = _Stopwatch()
    build.generate_release(demo_course, unit)
    console.print(f"Handout      {_relative(unit.release.parent)}  ({stopwatch.lap():.1f} s)")
    stories = _write_submissions(content, folder / "submitted")
    console.print(f"Class        {_relative(folder / 'submitted')}  ({len(stories)} submissions)")
    stopwatch.lap()
    cache = ReportCache(folder / "reports" / unit.id, demo_course, unit)
    reports = list(Batch(demo_course, unit, JOBS, cache=cache).grade(find_submissions(folder / "submitted", unit.id)))
    grade_seconds = stopwatch.lap()
    _nbgrader(folder, "autograde", unit.id)
    nbgrader_seconds = stopwatch.lap()
    _nbgrader(folder, "generate_feedback", unit.id)
    console.print(*results_table.tables(reports))
    seconds = sorted(report.seconds.cells + report.seconds.checks for report in reports)
    median, longest = seconds[len(seconds) // 2], seconds[-1]
    details = f"half of the class took under {median:.2f} s each, the endless loop {longest:.0f} s"
    console.print(f"autograder grade    {grade_seconds:6.1f} s in all with {JOBS} workers; {details}")
    details = f"{nbgrader_seconds / len(reports):.2f} s each, one after another"
    console.print(f"nbgrader autograde  {nbgrader_seconds:6.1f} s in all, {details}")
    _compare_scores(reports, unit, folder, console)
    page = folder / "reports" / f"{unit.id}-class.html"
    write_class_page(demo_course, unit, [cache.folder], page)
    console.print(f"\nThe class on one page, to open:\n  {_relative(page)}", soft_wrap=True)
    console.print("Feedback pages to open:")
    for name in ("ada", *[name for name, story in stories.items() if story.startswith("mistake")][:2]):
        console.print(f"  {_relative(folder / 'feedback' / name / unit.id / f'{unit.id}.html')}", soft_wrap=True)
    console.print(f"\nThe formgrader on this class: cd {_relative(folder)} && jupyter lab, then Nbgrader > Formgrader")


def _write_submissions(content: UnitContent, submitted: Path) -> dict[str, str]:
    stories = {}
    for name, student in zip(NAMES, sample_students(content), strict=False):
        folder = submitted / name / content.unit.id
        folder.mkdir(parents=True)
        (folder / f"{content.unit.id}.ipynb").write_bytes(student.notebook)
        if student.predictions is not None:
            (folder / "predictions.json").write_bytes(student.predictions)
        stories[name] = student.story
    return stories


def _prepare(course: Course, folder: Path) -> None:
    """Remove the folder of an earlier run, and no other; the real gradebook is never changed."""
    if folder.exists() and not (folder / MARKER_FILE).exists():
        raise UsageError(f"'{folder.name}' is in the way", where=str(folder), fix="name another folder with --folder")
    shutil.rmtree(folder, ignore_errors=True)
    copy_course(course, folder)
    (folder / MARKER_FILE).touch()


def _nbgrader(folder: Path, command: str, unit_id: str) -> None:
    arguments = [sys.executable, "-m", "nbgrader", command, unit_id]
    process = subprocess.run(arguments, cwd=folder, capture_output=True, text=True, check=False)
    if process.returncode:
        raise AutograderError(f"`nbgrader {command}` failed: {process.stderr.strip()[-400:]}", where=str(folder))


def _compare_scores(reports: list[Report], unit: Unit, folder: Path, console: Console) -> None:
    """Raise AutograderError unless nbgrader has recorded the same scores."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        stored = {submission.student.id: submission.score for submission in gradebook.assignment_submissions(unit.id)}
    different = {r.student: (r.score, stored.get(r.student)) for r in reports if stored.get(r.student) != r.score}
    if different:
        raise AutograderError(f"nbgrader has recorded other scores: {json.dumps(different, ensure_ascii=False)}")
    console.print(
        f"`autograder grade` and `nbgrader autograde` give the same score for all {len(reports)} submissions."
    )


def _relative(path: Path) -> Path:
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


class _Stopwatch:
    def __init__(self) -> None:
        self._last = time.perf_counter()

    def lap(self) -> float:
        """Return the seconds since the last lap."""
        previous, self._last = self._last, time.perf_counter()
        return self._last - previous
