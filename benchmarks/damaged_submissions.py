"""Grade damaged submissions with this engine and with stock nbgrader, and write docs/damaged-submissions.md.

`python -m benchmarks.damaged_submissions [KIND ...]` takes about 15 minutes. Every kind of `tests/damage` is graded by
nbgrader in a course of its own, because some of them abort its run. Where that happens, a second run has an undamaged
submission beside the damaged one, to see whether it is graded.
"""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from autograder.authoring import sample_submissions
from autograder.course.configuration import Course
from autograder.course.unit_content import UnitContent
from autograder.grading.batch import Batch
from autograder.report import Report
from autograder.submissions.discovery import discover
from autograder.submissions.expected_notebook import ExpectedNotebook
from benchmarks import command, markdown_tables, sample_course
from benchmarks.sample_course import SampleCourse
from tests.damage.damage_kind import DamageKind
from tests.damage.kinds import KINDS

PAGE = Path("docs") / "damaged-submissions.md"
FOLDER = Path("build") / "benchmarks" / "damage"
SECONDS = 180
TIMEOUT_EXIT_CODE = 124
"""The exit code of `timeout` for a command that it has stopped."""
UNDAMAGED_STUDENT = "zoe"
NO_GRADE = "no grade"


class NbgraderResult(NamedTuple):
    """One student's score in nbgrader's gradebook, the run's error, and whether the run failed."""

    score: str
    error: str
    failed: bool


def main(names: list[str]) -> None:
    """Grade the named kinds, or all of them; the page also keeps earlier results of nbgrader."""
    course = Course.load()
    content = sample_course.load_content(course)
    FOLDER.mkdir(parents=True, exist_ok=True)
    results_file = FOLDER / "stock.json"
    stock_cells = json.loads(results_file.read_text(encoding="utf-8")) if results_file.exists() else {}
    cells, stock_course = grade_with_this_engine(course, content), write_stock_course(content)
    for kind in [kind for kind in KINDS if kind.name in names or not names]:
        stock_cells[kind.name] = grade_with_nbgrader(stock_course, content, kind)
        sys.stderr.write(f"{kind.title}: {stock_cells[kind.name]}\n")
        results_file.write_text(json.dumps(stock_cells, indent=1), encoding="utf-8")
    head = ["| kind | this kit | stock nbgrader |", "|---|---|---|"]
    rows = [f"| {k.title} | {cells[k.name]} | {stock_cells.get(k.name, 'not measured')} |" for k in KINDS]
    markdown_tables.replace_tables(PAGE, {"table": "\n".join([*head, *rows])})


def grade_with_this_engine(course: Course, content: UnitContent) -> Mapping[str, str]:
    """Grade all kinds as one batch; return the table's cell for each kind's name."""
    folder = FOLDER / "kit"
    shutil.rmtree(folder, ignore_errors=True)
    for kind in KINDS:
        write_damaged_submission(folder, content, kind)
    submissions = discover([folder / "submitted"], ExpectedNotebook(content.unit.id, content.release)).submissions
    reports = Batch(course, content.unit, 2).grade(submissions)
    return {report.student: table_cell(report) for report in reports}


def table_cell(report: Report) -> str:
    """Return the score, and the first problem, repair or error of the report."""
    notes = report.problems or report.submission.repairs or report.submission.cell_errors
    more = f" (and {len(notes) - 1} more)" if len(notes) > 1 else ""
    return f"{report.score}" + (f"; {notes[0]}{more}" if notes else "")


def grade_with_nbgrader(stock_course: SampleCourse, content: UnitContent, kind: DamageKind) -> str:
    """Grade one kind; return the table's cell: the score, an error, and whether other submissions are not graded."""
    score, error, failed = run_nbgrader(stock_course, content, kind, student=kind.name)
    cell = score + (f"; {error}" if error else "")
    if failed:
        undamaged = run_nbgrader(stock_course, content, kind, student=UNDAMAGED_STUDENT)
        cell += "; **the batch ends there**" if undamaged.score == NO_GRADE else ""
    return cell


def write_stock_course(content: UnitContent) -> SampleCourse:
    """Write a course without this engine's configuration, and generate its assignment."""
    stock_course = sample_course.write_course(content, (FOLDER / "prepared").resolve(), [], stock=True)
    sample_course.generate_assignment(stock_course, FOLDER / "generate.log")
    return stock_course


def write_damaged_submission(folder: Path, content: UnitContent, kind: DamageKind) -> None:
    """Write a submission of this kind to `folder/submitted`."""
    path = folder / "submitted" / kind.name / content.unit.id
    kind.write_to(path, sample_submissions.solved_notebook(content), sample_submissions.predictions_file(content))


def run_nbgrader(stock_course: SampleCourse, content: UnitContent, kind: DamageKind, *, student: str) -> NbgraderResult:
    """Grade a damaged submission in a new copy of the course, and return the result of `student`.

    If this is the undamaged student, that student's submission is graded in the same run.
    """
    folder = FOLDER.resolve() / "stock"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(stock_course.folder, folder)
    write_damaged_submission(folder, content, kind)
    if student == UNDAMAGED_STUDENT:
        path = folder / "submitted" / student / content.unit.id
        path.mkdir(parents=True)
        (path / f"{content.unit.id}.ipynb").write_bytes(sample_submissions.notebook_bytes(content.release))
    arguments = ["timeout", str(SECONDS), "nbgrader", "autograde", content.unit.id]
    result = command.run(arguments, folder, FOLDER / "autograde.log")
    if result.exit_code == TIMEOUT_EXIT_CODE:
        return NbgraderResult(NO_GRADE, f"not done after {SECONDS} seconds", True)
    error = first_error(result.output) if result.exit_code else ""
    return NbgraderResult(read_score(folder / "gradebook.db", student), error, bool(result.exit_code))


def read_score(gradebook: Path, student: str) -> str:
    """Return a student's score in nbgrader's gradebook, or 'no grade' where a cell has none."""
    query = """select grade.auto_score from grade join submitted_notebook on grade.notebook_id = submitted_notebook.id
        join submitted_assignment on submitted_notebook.assignment_id = submitted_assignment.id
        where submitted_assignment.student_id = ?"""
    with closing(sqlite3.connect(gradebook)) as connection:
        scores = [score for (score,) in connection.execute(query, [student])]
    return NO_GRADE if not scores or None in scores else f"{sum(scores):g}"


def first_error(log: str) -> str:
    """Return the first exception in nbgrader's log, else its first error message, without paths."""
    exceptions = re.findall(r"(?m)^\s*(?:\w+\.)*(\w*(?:Error|Exception)): *(.*)$", log)
    errors = exceptions or [("", line) for line in re.findall(r"(?m)^.*\| ERROR\] (.*)$", log)]
    name, text = errors[0] if errors else ("", "it failed")
    text = re.sub(r"(/[\w.() -]+)+/", "", text).replace("|", "\\|")
    return f"{name}: {text[:90]}".strip(": ")


if __name__ == "__main__":
    main(sys.argv[1:])
