"""A gradebook in which a person changed every kind of cell, graded again by every road."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from traitlets.config.loader import PyFileConfigLoader

from autograder.authoring import sample_submissions
from autograder.authoring.course_copy import copy_course
from autograder.course.configuration import Course
from autograder.course.notebook import Notebook
from autograder.course.points import read_release
from autograder.course.standard_comments import StandardComments
from autograder.course.unit_content import UnitContent
from autograder.grading.batch import Batch
from autograder.nbgrader.gradebook_writer import GradebookScore, GradebookWriter
from autograder.submissions.discovery import find_submissions
from tests.commands import run_nbgrader
from tests.nbgrader.test_manual_answers import add_manual_answer

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("kept_grading_processes")]

UNIT = "training-loop"
TEXT = "My run diverged at a rate of 0.5."
WRONG = {"closed_form_line": "def closed_form_line(x, y):\n    return 0.0, y.mean()", "own-text": TEXT}

POINTS_BY_HAND = {"closed_form_line-check": 5, "first-loss-check": 1, "own-text": 8}
EXTRA_CREDIT = {"train_step-check": 2, "own-text": 1}
COMMENTS = {"closed_form_line": "Nearly: which line uses x?", "train_step": "Very clear.", "own-text": "I agree."}
BY_CHECKS = 32 - 6
"""The other exercises and two predictions without an answer; no points for `closed_form_line`."""


def by_nbgrader(folder: Path) -> None:
    """Do what `nbgrader autograde --force` and the formgrader's button do."""
    config = PyFileConfigLoader("nbgrader_config.py", str(folder)).load_config()
    with chdir(folder):
        result = NbGraderAPI(CourseDirectory(config=config), config=config).autograde(UNIT, "ada")
    assert result["success"], result.get("error", "") + result.get("log", "")


def by_autograder(folder: Path) -> None:
    """Do what `autograder grade --gradebook` does."""
    store(folder)


def store(folder: Path) -> list[GradebookScore]:
    course = Course.load(folder)
    unit = course.unit(UNIT)
    writer = GradebookWriter(course, unit, StandardComments())
    reports = Batch(course, unit, store=writer.store).grade(find_submissions(folder / "submitted", UNIT))
    return writer.scores([report.student for report in reports])


ROADS = {"nbgrader autograde --force": by_nbgrader, "autograder grade --gradebook": by_autograder}


@dataclass(frozen=True)
class Classroom:
    """A course folder with one student, ada, whose work a person has graded, too."""

    folder: Path

    def submit(self, notebook: Notebook) -> None:
        path = self.folder / "submitted" / "ada" / UNIT / f"{UNIT}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.with_name("grading-report.html").unlink(missing_ok=True)
        path.write_bytes(sample_submissions.notebook_bytes(notebook))
        path.with_name("grading-report.html").write_bytes(b"<script>forged</script>")
        path.with_name("grading-report.html").chmod(0o444)

    def report_page(self) -> str:
        return (self.folder / "autograded" / "ada" / UNIT / "grading-report.html").read_text(encoding="utf-8")

    def change_by_hand(self) -> None:
        """Do what the formgrader does when a person types points, extra credit and comments."""
        with Gradebook(f"sqlite:///{self.folder / 'gradebook.db'}") as gradebook:
            for name in {*POINTS_BY_HAND, *EXTRA_CREDIT}:
                grade = gradebook.find_grade(name, UNIT, UNIT, "ada")
                grade.manual_score = POINTS_BY_HAND.get(name)
                grade.extra_credit = EXTRA_CREDIT.get(name)
                grade.needs_manual_grade = False
            for name, text in COMMENTS.items():
                gradebook.find_comment(name, UNIT, UNIT, "ada").manual_comment = text
            gradebook.db.commit()

    def state(self) -> dict[str, Any]:
        with Gradebook(f"sqlite:///{self.folder / 'gradebook.db'}") as gradebook:
            submission = gradebook.find_submission(UNIT, "ada")
            (notebook,) = submission.notebooks
            return {
                "score": submission.score,
                "points": {g.name: g.manual_score for g in notebook.grades if g.manual_score is not None},
                "extra": {g.name: g.extra_credit for g in notebook.grades if g.extra_credit},
                "comments": {c.name: c.comment for c in notebook.comments if c.manual_comment},
                "waits": sorted(g.name for g in notebook.grades if g.needs_manual_grade),
            }


GRADED_BY_HAND = {
    "score": BY_CHECKS + 5 + 1 + 8 + 2 + 1,
    "points": POINTS_BY_HAND,
    "extra": EXTRA_CREDIT,
    "comments": COMMENTS,
    "waits": [],
}


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory, course: Course) -> Path:
    """A released course whose unit has a manual answer."""
    folder = tmp_path_factory.mktemp("released") / "course"
    copy_course(course, folder)
    add_manual_answer(folder / "source" / UNIT / f"{UNIT}.ipynb")
    run_nbgrader(folder, "generate_assignment", UNIT)
    return folder


@pytest.fixture(scope="module")
def answers(released: Path, content: UnitContent) -> Notebook:
    """A notebook with a mistake and a text."""
    release = read_release(Course.load(released).unit(UNIT))
    return sample_submissions.with_cells(release, {**content.solutions, **WRONG})


@pytest.mark.parametrize("first_road", ROADS.values(), ids=ROADS.keys())
def test_what_a_person_did_survives_and_waits_again_only_where_the_work_is_new(
    released: Path, answers: Notebook, tmp_path: Path, first_road: Callable[[Path], None]
) -> None:
    classroom = Classroom(tmp_path / "course")
    shutil.copytree(released, classroom.folder)
    classroom.submit(answers)
    first_road(classroom.folder)
    first = classroom.state()
    classroom.change_by_hand()
    same = []
    for road in ROADS.values():
        road(classroom.folder)
        same.append(classroom.state())
    classroom.submit(sample_submissions.with_cells(answers, {"train_step": "def train_step(*a):\n    return 0, 0, 0"}))
    first_road(classroom.folder)
    with_other_code = classroom.state()
    classroom.change_by_hand()
    classroom.submit(sample_submissions.with_cells(answers, {"own-text": "Another text."}))
    first_road(classroom.folder)
    with_other_text = classroom.state()

    assert (first["score"], first["waits"]) == (BY_CHECKS, ["own-text"])
    assert same == [GRADED_BY_HAND, GRADED_BY_HAND]
    for state in (with_other_code, with_other_text):
        assert {name: state[name] for name in ("points", "extra", "comments")} == {
            name: GRADED_BY_HAND[name] for name in ("points", "extra", "comments")
        }
    assert with_other_code["waits"] == ["closed_form_line-check"], (
        "the text and the prediction are as the person saw them"
    )
    assert "own-text" in with_other_text["waits"]
    assert "For the grader: the report of" in classroom.report_page()
    assert "forged" not in classroom.report_page()


def test_the_command_line_counts_the_points_of_a_person(released: Path, answers: Notebook, tmp_path: Path) -> None:
    classroom = Classroom(tmp_path / "course")
    shutil.copytree(released, classroom.folder)
    classroom.submit(answers)
    by_autograder(classroom.folder)
    classroom.change_by_hand()

    assert store(classroom.folder) == [GradebookScore("ada", GRADED_BY_HAND["score"], 50, 17, 0)]
