"""A regrade in nbgrader's gradebook: what it would do to the marks, and that points and comments of a person stay."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from nbgrader.api import Gradebook

from autograder.authoring.course_copy import copy_course
from autograder.authoring.sample_submissions import notebook_bytes, with_cells
from autograder.cli.main import main
from autograder.course.configuration import Course
from autograder.course.notebook import Notebook
from autograder.errors import AutograderError
from autograder.files import safe_file_name
from autograder.nbgrader.gradebook_marks import CellMark, UnitGradebook, gradebook_mark
from tests.class_reports import student_report
from tests.commands import run_nbgrader

UNIT = "training-loop"
CHECKS = "hidden_checks/training_loop/test_training_loop.py"
TOLERANCE = "fits = close(np.array(number), np.array(expected), FEW_SUMS)"
NAMES = ("ada", "wei, li")
INEXACT = """

_exact_step = train_step

def train_step(*arguments):
    new_w, new_b, loss_before = _exact_step(*arguments)
    return new_w * (1 + 1e-6), new_b, loss_before
"""


def cell(automatic: float | None, manual: float | None = None, extra: float = 0.0) -> CellMark:
    return CellMark(automatic, manual, extra)


def test_points_of_a_person_stand_above_the_automatic_ones() -> None:
    cells = {"train_step-check": cell(2.0, manual=3.5, extra=1.0), "sign-check": cell(1.0), "own-text": cell(None, 7.0)}
    mark = gradebook_mark(student_report("ada"), cells)

    assert (mark.before, mark.after, mark.by_hand) == (12.5, 11.5, 11.5)
    assert mark.parts == (("train_step", 2.0, 4.0), ("sign", 1.0, 0.0), ("own-text", None, None))
    assert mark.is_automatic_change


def test_a_course_without_a_gradebook_has_no_marks_and_gets_no_gradebook(course: Course, tmp_path: Path) -> None:
    copy_course(course, tmp_path / "course")
    copy = Course.load(tmp_path / "course")

    assert not UnitGradebook(copy, copy.unit(UNIT)).cell_marks()
    assert not (tmp_path / "course" / "gradebook.db").exists()


def test_nothing_is_graded_where_nbgrader_would_run_student_code_itself(
    course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy_course(course, tmp_path / "course")
    (tmp_path / "course" / "nbgrader_config.py").unlink()
    monkeypatch.chdir(tmp_path / "course")
    copy = Course.load(tmp_path / "course")

    with pytest.raises(AutograderError, match="would not grade with this engine"):
        UnitGradebook(copy, copy.unit(UNIT)).accept(["ada"])


@dataclass(frozen=True)
class Classroom:
    """A course whose submissions nbgrader has graded; there are no reports of `grade --out` yet."""

    folder: Path

    def gradebook(self) -> Gradebook:
        return Gradebook(f"sqlite:///{self.folder / 'gradebook.db'}")

    def give_points(self, student: str, name: str, points: float, comment: str) -> None:
        """Do what the formgrader does when a person types points and a comment."""
        with self.gradebook() as gradebook:
            grade = gradebook.find_grade(f"{name}-check", UNIT, UNIT, student)
            grade.manual_score, grade.needs_manual_grade = points, False
            gradebook.find_comment(name, UNIT, UNIT, student).manual_comment = comment
            gradebook.db.commit()

    def mark(self, student: str, name: str) -> tuple[float | None, float | None, bool]:
        with self.gradebook() as gradebook:
            grade = gradebook.find_grade(f"{name}-check", UNIT, UNIT, student)
            return grade.auto_score, grade.manual_score, grade.needs_manual_grade

    def comment(self, student: str, name: str) -> str:
        with self.gradebook() as gradebook:
            return str(gradebook.find_comment(name, UNIT, UNIT, student).comment)

    def change_tolerance(self, condition: str) -> None:
        path = self.folder / CHECKS
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(TOLERANCE, TOLERANCE.replace("FEW_SUMS", condition)), encoding="utf-8")


@pytest.fixture(scope="module")
def graded_course(tmp_path_factory: pytest.TempPathFactory, course: Course, solved: Notebook) -> Path:
    folder = tmp_path_factory.mktemp("gradebook") / "course"
    copy_course(course, folder)
    source = next(cell["source"] for cell in solved["cells"] if cell["id"] == "train_step")
    for student, cells in zip(NAMES, ({}, {"train_step": source + INEXACT}), strict=True):
        path = folder / "submitted" / student / UNIT / f"{UNIT}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_bytes(notebook_bytes(with_cells(solved, cells)))
    for command in ("generate_assignment", "autograde"):
        run_nbgrader(folder, command, UNIT)
    return folder


@pytest.fixture
def classroom(
    graded_course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept_grading_processes: None
) -> Classroom:
    shutil.copytree(graded_course, tmp_path / "course")
    monkeypatch.chdir(tmp_path / "course")
    return Classroom(tmp_path / "course")


def regrade(*arguments: str) -> Result:
    return CliRunner(env={"COLUMNS": "200"}).invoke(main, ["regrade", UNIT, *arguments, "--jobs", "1"])


@pytest.mark.slow
def test_a_course_that_has_used_nbgrader_alone_is_compared_with_its_gradebook(classroom: Classroom) -> None:
    classroom.change_tolerance("1e12")
    preview = regrade()
    before = classroom.mark("wei, li", "train_step")
    accepted = regrade("--accept")

    assert preview.exit_code == accepted.exit_code == 0, preview.output + accepted.output
    assert "2 students: 1 higher, 1 unchanged" in preview.stdout
    assert "train_step: in the gradebook" in preview.stdout
    assert before[0] is not None
    assert classroom.mark("wei, li", "train_step") == (before[0] + 2, None, False)
    assert (classroom.folder / "reports" / UNIT / f"{safe_file_name('wei, li')}.json").is_file()


@pytest.mark.slow
def test_points_and_comments_of_a_person_survive(classroom: Classroom) -> None:
    classroom.give_points("wei, li", "gap_report", 3.5, "Well argued.")
    classroom.give_points("wei, li", "train_step", 5.5, "Nearly exact.")
    classroom.change_tolerance("1e12")
    automatic, inexact = (classroom.mark("wei, li", name)[0] for name in ("gap_report", "train_step"))
    result = regrade("--accept")

    assert result.exit_code == 0, result.output
    assert classroom.mark("wei, li", "gap_report") == (automatic, 3.5, False), "nothing has changed below these points"
    assert inexact is not None
    assert classroom.mark("wei, li", "train_step") == (inexact + 2, 5.5, True), "a person has to look at these again"
    assert classroom.comment("wei, li", "gap_report") == "Well argued."
    assert classroom.comment("wei, li", "train_step") == "Nearly exact."


@pytest.mark.slow
def test_a_lower_mark_does_not_reach_the_gradebook_unless_it_is_allowed(classroom: Classroom) -> None:
    points = classroom.mark("ada", "train_step")[0]
    classroom.change_tolerance("-1.0")
    first = regrade("--accept")
    after_first = classroom.mark("ada", "train_step")[0]
    second = regrade("--accept", "--allow-lower")

    assert points is not None
    assert (first.exit_code, after_first) == (1, points)
    assert (second.exit_code, classroom.mark("ada", "train_step")[0]) == (0, points - 2)


@pytest.mark.slow
def test_the_gradebook_can_be_left_alone(classroom: Classroom) -> None:
    before = classroom.mark("wei, li", "train_step")
    classroom.change_tolerance("1e12")
    result = regrade("--accept", "--no-gradebook")

    assert result.exit_code == 0, result.output
    assert classroom.mark("wei, li", "train_step") == before
