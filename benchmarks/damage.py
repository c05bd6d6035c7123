"""Damaged submissions by this engine and by stock nbgrader: `python -m benchmarks.damage [KIND ...]`, about 15 minutes.

Every kind of `tests/damage` is graded by nbgrader alone in a course of its own, because some of them end its run; those
that end it get a healthy neighbour in a second run, to see whether the neighbour is graded.
"""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import sys
from collections.abc import Mapping
from pathlib import Path

from autograder.authoring import sample_submissions
from autograder.authoring.sample_class import SampleStudent
from autograder.course.configuration import Course
from autograder.course.unit_content import UnitContent
from autograder.grading.batch import Batch
from autograder.submissions.discovery import find_submissions
from benchmarks import classroom, measure, page
from benchmarks.classroom import Classroom
from tests.damage.kinds import KINDS
from tests.damage.registry import DamageKind

PAGE = Path("docs") / "damaged-submissions.md"
ROOM = Path("build") / "benchmarks" / "damage"
PATIENCE = 180
NEIGHBOUR = "zoe"


def main(names: list[str]) -> None:
    """Grade the named kinds, or all, and write the page's table from these and what was measured before."""
    course = Course.load()
    content = classroom.load_content(course)
    ROOM.mkdir(parents=True, exist_ok=True)
    kept = ROOM / "stock.json"
    by_kit, prepared = _by_kit(course, content), _prepared(course)
    by_nbgrader = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    for kind in [kind for kind in KINDS if kind.name in names or not names]:
        by_nbgrader[kind.name] = _by_nbgrader(prepared, content, kind)
        sys.stderr.write(f"{kind.title}: {by_nbgrader[kind.name]}\n")
        kept.write_text(json.dumps(by_nbgrader, indent=1), encoding="utf-8")
    rows = [f"| {k.title} | {by_kit[k.name]} | {by_nbgrader.get(k.name, 'not measured')} |" for k in KINDS]
    page.fill(PAGE, {"table": "\n".join(["| kind | this kit | stock nbgrader |", "|---|---|---|", *rows])})


def _hand_in(folder: Path, content: UnitContent, kind: DamageKind) -> None:
    place = folder / "submitted" / kind.name / content.unit.id
    place.mkdir(parents=True)
    (place / (kind.file_name or f"{content.unit.id}.ipynb")).write_bytes(
        kind.build(sample_submissions.solved_notebook(content))
    )
    (place / "predictions.json").write_bytes(sample_submissions.predictions_file(content))


def _by_kit(course: Course, content: UnitContent) -> Mapping[str, str]:
    """Score, and the repairs; all kinds are one batch."""
    folder = ROOM / "kit"
    shutil.rmtree(folder, ignore_errors=True)
    for kind in KINDS:
        _hand_in(folder, content, kind)
    cells = {}
    for report in Batch(course, content.unit, 2).grade(find_submissions(folder / "submitted", content.unit.id)):
        said = report.problems or report.submission.repairs or report.submission.cell_errors
        more = f" (and {len(said) - 1} more)" if len(said) > 1 else ""
        cells[report.student] = f"{report.score}" + (f"; {said[0]}{more}" if said else "")
    return cells


def _prepared(course: Course) -> Classroom:
    """A course that knows nothing of this engine, with its assignment generated."""
    room = classroom.seated(course, (ROOM / "prepared").resolve(), [], configured=False)
    made = measure.run(["nbgrader", "generate_assignment", room.unit], room.folder, ROOM / "generate.log")
    if made.status:
        raise SystemExit(made.output)
    return room


def _by_nbgrader(prepared: Classroom, content: UnitContent, kind: DamageKind) -> str:
    score, said, ended = _graded(prepared, content, kind, None)
    told = score + (f"; {said}" if said else "")
    if not ended:
        return told
    neighbour = SampleStudent("untouched", sample_submissions.notebook_bytes(content.release), None)
    beside, *_ = _graded(prepared, content, kind, neighbour)
    return told + ("; **the batch ends there**" if beside == "no grade" else "")


def _graded(
    prepared: Classroom, content: UnitContent, kind: DamageKind, neighbour: SampleStudent | None
) -> tuple[str, str, bool]:
    """Score of the damaged submission, or of its neighbour where there is one; what was said; whether it failed."""
    folder = ROOM.resolve() / "stock"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(prepared.folder, folder)
    _hand_in(folder, content, kind)
    student = kind.name
    if neighbour is not None:
        student = NEIGHBOUR
        place = folder / "submitted" / student / content.unit.id
        place.mkdir(parents=True)
        (place / f"{content.unit.id}.ipynb").write_bytes(neighbour.notebook)
    command = ["timeout", str(PATIENCE), "nbgrader", "autograde", content.unit.id]
    ran = measure.run(command, folder, ROOM / "autograde.log")
    if ran.status == 124:
        return "no grade", f"not done after {PATIENCE} seconds", True
    return _score(folder / "gradebook.db", student), _reason(ran.output) if ran.status else "", bool(ran.status)


def _score(database: Path, student: str) -> str:
    """The sum in nbgrader's gradebook; 'no grade' where a cell has none."""
    rows = """select grade.auto_score from grade join submitted_notebook on grade.notebook_id = submitted_notebook.id
        join submitted_assignment on submitted_notebook.assignment_id = submitted_assignment.id
        where submitted_assignment.student_id = ?"""
    with sqlite3.connect(database) as connection:
        scores = [score for (score,) in connection.execute(rows, [student])]
    return "no grade" if not scores or None in scores else f"{sum(scores):g}"


def _reason(log: str) -> str:
    """The last exception nbgrader told of, without its paths."""
    found = re.findall(r"(?m)^\s*(?:\w+\.)*(\w*(?:Error|Exception)): *(.*)$", log)
    errors = found or [("", line) for line in re.findall(r"(?m)^.*\| ERROR\] (.*)$", log)]
    name, text = errors[0] if errors else ("", "it failed")
    text = re.sub(r"(/[\w.() -]+)+/", "", text).replace("|", "\\|")
    return f"{name}: {text[:90]}".strip(": ")


if __name__ == "__main__":
    main(sys.argv[1:])
