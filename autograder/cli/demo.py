"""The demonstration: a handout, a class such as a course really gets, and its grades by both roads."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

from rich.console import Console

from autograder.authoring.course_copy import copy_course
from autograder.authoring.sample_class import sample_students
from autograder.course import unit_content
from autograder.course.configuration import Course, Unit
from autograder.course.unit_content import UnitContent
from autograder.errors import AutograderError, UsageError
from autograder.grading.batch import Batch
from autograder.release import build
from autograder.report import Report
from autograder.submissions.discovery import find_submissions
from autograder.views import results_table

MARK = ".made-by-autograder-demo"
UNIT = "training-loop"
"""The unit that is shown."""
JOBS = 2
NAMES = (
    "ada", "blaise", "carl", "dorothy", "emmy", "felix", "grace", "hypatia", "isaac", "joan", "katherine", "leonhard",
    "maryam", "niels", "olga", "pierre", "quentin", "rózsa", "sofya", "thomas", "ursula", "vera", "wei, li", "zoë 🚀",
    "amalie", "bernhard", "caroline", "david", "edsger", "florence",
)  # fmt: skip


def run_demo(course: Course, folder: Path, console: Console) -> None:
    """Build everything in `folder`, grade it twice, and print what an instructor wants to see."""
    _prepare(course, folder)
    there = Course.load(folder)
    unit = there.unit(UNIT)
    content = unit_content.load(there, unit.id)
    seconds = _Clock()
    build.generate_release(there, unit)
    console.print(f"Handout      {_relative(unit.release.parent)}  ({seconds.lap():.1f} s)")
    stories = _hand_in(content, folder / "submitted")
    console.print(f"Class        {_relative(folder / 'submitted')}  ({len(stories)} submissions)")
    seconds.lap()
    reports = list(Batch(there, unit, JOBS).grade(find_submissions(folder / "submitted", unit.id)))
    direct = seconds.lap()
    _nbgrader(folder, "autograde", unit.id)
    stock = seconds.lap()
    _nbgrader(folder, "generate_feedback", unit.id)
    console.print(results_table.table(reports), results_table.mistakes_table(reports))
    own = sorted(report.seconds.cells + report.seconds.checks for report in reports)
    slow = f"half of the class took under {own[len(own) // 2]:.2f} s each, the endless loop {own[-1]:.0f} s"
    console.print(f"autograder grade    {direct:6.1f} s in all with {JOBS} workers; {slow}")
    console.print(f"nbgrader autograde  {stock:6.1f} s in all, {stock / len(reports):.2f} s each, one after another")
    _compare(reports, unit, folder, console)
    console.print("\nFeedback pages to open:")
    for name in ("ada", *[name for name, story in stories.items() if story.startswith("mistake")][:2]):
        console.print(f"  {_relative(folder / 'feedback' / name / unit.id / f'{unit.id}.html')}", soft_wrap=True)
    console.print(f"\nThe formgrader on this class: cd {_relative(folder)} && jupyter lab, then Nbgrader > Formgrader")


def _hand_in(content: UnitContent, submitted: Path) -> dict[str, str]:
    stories = {}
    for name, pupil in zip(NAMES, sample_students(content), strict=False):
        folder = submitted / name / content.unit.id
        folder.mkdir(parents=True)
        (folder / f"{content.unit.id}.ipynb").write_bytes(pupil.notebook)
        if pupil.predictions is not None:
            (folder / "predictions.json").write_bytes(pupil.predictions)
        stories[name] = pupil.story
    return stories


def _prepare(course: Course, folder: Path) -> None:
    """Clear the folder of an earlier run, and only that; the real gradebook is never touched."""
    if folder.exists() and not (folder / MARK).exists():
        raise UsageError(f"'{folder.name}' is in the way", where=str(folder), fix="name another folder with --folder")
    shutil.rmtree(folder, ignore_errors=True)
    copy_course(course, folder)
    (folder / MARK).touch()


def _nbgrader(folder: Path, command: str, unit_id: str) -> None:
    line = [sys.executable, "-m", "nbgrader", command, unit_id]
    ran = subprocess.run(line, cwd=folder, capture_output=True, text=True, check=False)
    if ran.returncode:
        raise AutograderError(f"`nbgrader {command}` failed: {ran.stderr.strip()[-400:]}", where=str(folder))


def _compare(reports: list[Report], unit: Unit, folder: Path, console: Console) -> None:
    """Both roads must tell the same scores."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        stored = {submission.student.id: submission.score for submission in gradebook.assignment_submissions(unit.id)}
    different = {r.student: (r.score, stored.get(r.student)) for r in reports if stored.get(r.student) != r.score}
    if different:
        raise AutograderError(f"the two roads disagree: {json.dumps(different, ensure_ascii=False)}")
    console.print(f"Both roads give the same score for all {len(reports)} submissions.")


def _relative(path: Path) -> Path:
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


class _Clock:
    def __init__(self) -> None:
        self._last = time.perf_counter()

    def lap(self) -> float:
        """Seconds since the last lap."""
        now = time.perf_counter()
        self._last, passed = now, now - self._last
        return passed
