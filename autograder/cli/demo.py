"""The demonstration: a handout, a class such as a course really gets, and its grades by both roads."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

from rich.console import Console

from autograder.authoring import sample_submissions
from autograder.course import unit_content
from autograder.course.configuration import Course, Unit
from autograder.course.mistakes import Mistake
from autograder.course.unit_content import UnitContent
from autograder.errors import AutograderError, UsageError
from autograder.grading.batch import Batch
from autograder.release import build
from autograder.report import Report
from autograder.submissions.discovery import find_submissions
from autograder.views import results_table

MARK = ".made-by-autograder-demo"
PARTS = ("course.yml", "nbgrader_config.py", "source", "solutions", "student", "autograder/checks")
UNIT = "training-loop"
"""The unit that is shown."""
JOBS = 2
STYLES = 4
MISTAKES = 12
NAMES = (
    "ada", "blaise", "carl", "dorothy", "emmy", "felix", "grace", "hypatia", "isaac", "joan", "katherine", "leonhard",
    "maryam", "niels", "olga", "pierre", "quentin", "rózsa", "sofya", "thomas", "ursula", "vera", "wei, li", "zoë 🚀",
    "amalie", "bernhard", "caroline", "david", "edsger", "florence",
)  # fmt: skip

LOOP = "def {name}(*args, **kwargs):\n    while True:\n        pass"
HOG = "import numpy as np\n\ndef {name}(*args, **kwargs):\n    return np.ones((40_000, 40_000)).sum()"


@dataclass(frozen=True, slots=True)
class Pupil:
    """One made-up submission, and what it is meant to show."""

    story: str
    notebook: bytes
    predictions: bytes | None


def run(course: Course, folder: Path, console: Console) -> None:
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
    console.print(results_table.table(reports), results_table.legend(reports))
    own = sorted(report.seconds.cells + report.seconds.checks for report in reports)
    slow = f"half of the class took under {own[len(own) // 2]:.2f} s each, the endless loop {own[-1]:.0f} s"
    console.print(f"autograder grade    {direct:6.1f} s in all with {JOBS} workers; {slow}")
    console.print(f"nbgrader autograde  {stock:6.1f} s in all, {stock / len(reports):.2f} s each, one after another")
    _compare(reports, unit, folder, console)
    console.print("\nFeedback pages to open:")
    for name in ("ada", *[name for name, story in stories.items() if story.startswith("mistake")][:2]):
        console.print(f"  {_relative(folder / 'feedback' / name / unit.id / f'{unit.id}.html')}", soft_wrap=True)
    console.print(f"\nThe formgrader on this class: cd {_relative(folder)} && jupyter lab, then Nbgrader > Formgrader")


def pupils(content: UnitContent) -> Iterator[Pupil]:
    """Right in several styles, one for each of a dozen mistakes, and all that goes wrong besides."""
    solved = sample_submissions.solved(content)
    good, unsure = sample_submissions.predictions(content), sample_submissions.predictions(content, explained=False)
    yield Pupil("right, as the reference", sample_submissions.as_bytes(solved), good)
    for style in range(STYLES):
        cells = {name: _right(content, name, style) for name in content.exercises}
        own = {name: cell for name, cell in cells.items() if cell}
        yield Pupil(
            f"right, in style {style + 1}",
            sample_submissions.as_bytes(sample_submissions.with_cells(solved, own)),
            good,
        )
    for mistake in _dozen(content):
        cell = {mistake.exercise: sample_submissions.cell_of(mistake.exercise, mistake.variant)}
        yield Pupil(
            f"mistake {mistake.id}", sample_submissions.as_bytes(sample_submissions.with_cells(solved, cell)), unsure
        )
    first, last = content.exercises[0], content.exercises[-1]
    half = {name: content.stubs[name] for name in content.exercises[2:]}
    yield Pupil("half finished", sample_submissions.as_bytes(sample_submissions.with_cells(solved, half)), unsure)
    yield Pupil("untouched", sample_submissions.as_bytes(content.released), None)
    yield Pupil(
        "endless loop",
        sample_submissions.as_bytes(sample_submissions.with_cells(solved, {first: LOOP.format(name=first)})),
        good,
    )
    yield Pupil(
        "memory hog",
        sample_submissions.as_bytes(sample_submissions.with_cells(solved, {last: HOG.format(name=last)})),
        good,
    )
    yield Pupil(
        "damaged file", sample_submissions.as_bytes(solved)[: -len(sample_submissions.as_bytes(solved)) // 3], good
    )
    yield Pupil("not a notebook", b"my dog ate it", None)


def _right(content: UnitContent, exercise: str, style: int) -> str:
    rights = [right for right in content.catalogue.rights if right.exercise == exercise]
    return sample_submissions.cell_of(exercise, rights[style % len(rights)].variant) if rights else ""


def _dozen(content: UnitContent) -> list[Mistake]:
    """A dozen different mistakes, the exercises taking turns."""
    queues = [list({m.id: m for m in content.catalogue.of(name)}.values()) for name in content.exercises]
    found: dict[str, Mistake] = {}
    for queue in islice(cycle(queues), 200):
        if queue and len(found) < MISTAKES:
            mistake = queue.pop(0)
            found.setdefault(mistake.id, mistake)
    return list(found.values())


def _hand_in(content: UnitContent, submitted: Path) -> dict[str, str]:
    stories = {}
    for name, pupil in zip(NAMES, pupils(content), strict=False):
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


def copy_course(course: Course, folder: Path) -> None:
    """A course of its own in `folder`: what nbgrader and the grader read, nothing they write."""
    for part in PARTS:
        source, target = course.root / part, folder / part
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints"))
        else:
            shutil.copy(source, target)


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
