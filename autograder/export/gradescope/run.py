"""The program that Gradescope runs for each submission: grades it and writes `results/results.json`.

The folder has `source/`, the content of the archive; `submission/`; and `results/`. What this prints is for the
instructor. Where a person must look first, it writes no results and fails: Gradescope then shows no score, but that
the autograder failed.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import click

from autograder.course.configuration import Course, Unit
from autograder.course.points import read_release
from autograder.errors import AutograderError, SandboxError, UsageError
from autograder.export.gradescope.archive import KIT, SETTINGS
from autograder.export.gradescope.results import results, results_without_grading
from autograder.files import write_atomically
from autograder.grading.json_subprocess import WorkerDied
from autograder.grading.worker import Worker
from autograder.isolation import Isolation
from autograder.report import Report
from autograder.sandbox.host.launcher import PROBE
from autograder.sandbox.host.sandbox import Sandbox
from autograder.submissions.discovery import FoundSubmission, discover
from autograder.submissions.expected_notebook import ExpectedNotebook
from autograder.views.sanitize import terminal_text

NOBODY = "submission"
"""The student's name in the report: Gradescope knows whose it is."""
SECRET_FOLDERS = ("solutions", "source", "hidden_checks")
NOTHING = "There is no notebook of this unit in what you handed in. Please hand in {name}.ipynb, with predictions.json."
SEVERAL = "There are several notebooks, and it is not clear which is yours. Please hand in only {name}.ipynb."
UNREADABLE = "Your notebook could not be graded: {problem}. Please save it again and hand it in once more."


def grade_folder(root: Path) -> dict[str, Any] | None:
    """Grade the submission in Gradescope's folder; None where a person must look first, with the reason printed."""
    start = time.monotonic()
    settings = json.loads((root / "source" / SETTINGS).read_text(encoding="utf-8"))
    course = Course.load((root / "source" / KIT).resolve())
    unit = course.unit(settings["unit"])
    _show_isolation(course)
    submission = _find_submission(root / "submission", unit)
    if isinstance(submission, str):
        return results_without_grading(submission, time.monotonic() - start)
    try:
        report = _grade(course, unit, submission)
    except WorkerDied as error:
        click.echo(f"HELD BACK: {terminal_text(str(error))}: grade this submission by hand")
        return None
    seconds = time.monotonic() - start
    if report.publishable:
        return results(report, settings["hidden"], seconds)
    problems = terminal_text("; ".join(report.problems))
    if any(exercise.attempted for exercise in report.exercises):
        click.echo(f"HELD BACK: {problems}")
        return None
    click.echo(f"nothing to grade: {problems}")
    return results_without_grading(UNREADABLE.format(problem=report.problems[0]), seconds)


def protect_course(course: Path, isolation: Isolation) -> None:
    """Let only root read what is hidden where no layer hides files; SandboxError where that is impossible.

    Started as root, students' code runs as another user.
    """
    if isolation.bubblewrap or isolation.landlock:
        return
    if os.getuid() != 0:
        raise SandboxError(
            "students' code could read the hidden checks here", fix="run as root, or with bubblewrap or Landlock"
        )
    for name in SECRET_FOLDERS:
        (course / name).chmod(0o700)


def _show_isolation(course: Course) -> None:
    """Print which layers of isolation are missing, and protect the course without them."""
    with Sandbox(preparation=PROBE) as sandbox:
        isolation, missing = sandbox.isolation, sandbox.missing
    protect_course(course.root, isolation)
    for gap in missing:
        click.echo(f"isolation: without {gap.layer}: {gap.reason}")
    if not missing:
        click.echo("isolation: complete")


def _find_submission(folder: Path, unit: Unit) -> FoundSubmission | str:
    """Return what was handed in, or what to tell the student."""
    try:
        submissions = discover([folder], ExpectedNotebook(unit.id, read_release(unit), frozenset())).submissions
    except UsageError:
        return NOTHING.format(name=unit.id)
    return submissions[0] if len(submissions) == 1 else SEVERAL.format(name=unit.id)


def _grade(course: Course, unit: Unit, submission: FoundSubmission) -> Report:
    worker = Worker(course, unit.id, course.policies.require_sandbox)
    try:
        data, files = submission.read()
        report = worker.grade(NOBODY, data, files, cells=False).report
    finally:
        worker.close()
    return report.with_repairs(submission.repairs)


def main(root: Path) -> int:
    """Write the results of the submission in Gradescope's folder; return the exit code."""
    path = root / "results" / "results.json"
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    try:
        content = grade_folder(root)
    except AutograderError as error:
        click.echo(f"HELD BACK: {terminal_text(str(error))}")
        return 1
    if content is None:
        return 1
    write_atomically(path, (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode())
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
