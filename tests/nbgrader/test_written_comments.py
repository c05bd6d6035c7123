"""Standard comments in the gradebook and in feedback, and made of what graders wrote; by `grade --gradebook`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from autograder.authoring.course_copy import copy_course
from autograder.authoring.sample_submissions import notebook_bytes, with_cells
from autograder.course.configuration import Course
from autograder.course.notebook import Notebook
from autograder.course.standard_comments import StandardComments, comments_file
from autograder.course.unit_content import UnitContent
from autograder.errors import UsageError
from autograder.nbgrader.written_comments import WrittenComment, add_to_file, as_yaml, read_written_comments
from tests import commands
from tests.classroom_results import put

pytestmark = pytest.mark.slow

UNIT = "training-loop"
WRONG = {"closed_form_line": "def closed_form_line(x, y):\n    return 0.0, y.mean()"}
RAISES = {"train_step": 'def train_step(x, y, w, b, rate):\n    raise ValueError("words " + "for the grader")'}
STANDARD = "closed_form_line:\n  ignores-x: Use x, please.\ntrain_step:\n  not-attempted: Let us begin together.\n"


@dataclass(frozen=True)
class Classroom:
    """A course folder with a class that was graded."""

    folder: Path

    def run(self, *command: str) -> commands.Process:
        return commands.run_command(self.folder, *command)

    def grade(self) -> str:
        process = self.run("autograder", "grade", UNIT, "submitted", "--gradebook", "--jobs", "1")
        assert process.returncode == 0, process.stderr
        return process.stderr

    def comment(self, student: str, name: str) -> str | None:
        with Gradebook(f"sqlite:///{self.folder / 'gradebook.db'}") as gradebook:
            text: str | None = gradebook.find_comment(name, UNIT, UNIT, student).comment
            return text

    def write_comment(self, student: str, name: str, text: str) -> None:
        """Do what the formgrader does when a person types a comment."""
        with Gradebook(f"sqlite:///{self.folder / 'gradebook.db'}") as gradebook:
            gradebook.find_comment(name, UNIT, UNIT, student).manual_comment = text
            gradebook.db.commit()

    def written_comments(self, standard: StandardComments | None = None) -> list[WrittenComment]:
        course = Course.load(self.folder)
        return read_written_comments(course, course.unit(UNIT), standard or StandardComments())


@pytest.fixture(scope="module")
def classroom(
    tmp_path_factory: pytest.TempPathFactory, course: Course, solved: Notebook, content: UnitContent
) -> Classroom:
    classroom = Classroom(tmp_path_factory.mktemp("comments") / "course")
    copy_course(course, classroom.folder)
    (classroom.folder / "comments").mkdir()
    comments_file(Course.load(classroom.folder).unit(UNIT)).write_text(STANDARD, encoding="utf-8")
    notebooks = {
        "ada": with_cells(solved, {**WRONG, **RAISES}),
        "bob": with_cells(solved, WRONG),
        "cleo": content.release,
    }
    for student, notebook in notebooks.items():
        put(classroom.folder / "submitted" / student / UNIT / f"{UNIT}.ipynb", notebook_bytes(notebook))
    early = classroom.run("autograder", "grade", UNIT, "submitted", "--gradebook")
    assert "the gradebook has no unit 'training-loop' yet" in early.stderr
    assert classroom.run("nbgrader", "generate_assignment", UNIT).returncode == 0
    classroom.grade()
    classroom.write_comment("bob", "closed_form_line", "Where is x?")
    classroom.write_comment("bob", "fit_line", "Clear.")
    classroom.write_comment("cleo", "fit_line", "Come and see me.")
    classroom.grade()
    return classroom


def test_each_mistake_gets_its_comment_and_a_persons_comment_stays(classroom: Classroom) -> None:
    assert classroom.comment("ada", "closed_form_line") == "Use x, please."
    assert classroom.comment("bob", "closed_form_line") == "Where is x?"
    assert classroom.comment("cleo", "train_step") == "Let us begin together."
    assert classroom.comment("ada", "fit_line") is None
    assert classroom.comment("cleo", "closed_form_line") is None


def test_feedback_has_the_comments_and_nothing_that_is_for_the_grader(classroom: Classroom) -> None:
    assert classroom.run("nbgrader", "generate_feedback", UNIT, "--student", "ada").returncode == 0
    folder = classroom.folder / "feedback" / "ada" / UNIT
    page = (folder / f"{UNIT}.html").read_text(encoding="utf-8")
    autograded = classroom.folder / "autograded" / "ada" / UNIT

    assert "Use x, please." in page
    assert "words for the grader" not in page
    assert "For the grader" not in page
    assert "words for the grader" in (autograded / "grading-report.html").read_text(encoding="utf-8")
    assert not (folder / "grading-report.html").exists()


def test_students_without_names_are_listed_by_their_ids(classroom: Classroom) -> None:
    with Gradebook(f"sqlite:///{classroom.folder / 'gradebook.db'}") as gradebook:
        names = {student.id: (student.last_name, student.first_name) for student in gradebook.students}

    assert names == {"ada": ("ada", ""), "bob": ("bob", ""), "cleo": ("cleo", "")}


def test_what_graders_wrote_is_listed_by_mistake(classroom: Classroom) -> None:
    comments = classroom.written_comments()

    assert comments == [
        WrittenComment("closed_form_line", "ignores-x", "Where is x?", 1),
        WrittenComment("fit_line", "not-attempted", "Come and see me.", 1),
        WrittenComment("fit_line", "otherwise", "Clear.", 1),
    ]
    standard = StandardComments({"closed_form_line": {"ignores-x": "Where is x?"}})
    assert classroom.written_comments(standard) == comments[1:]


def test_the_command_prints_them_in_the_form_of_the_file(classroom: Classroom) -> None:
    process = classroom.run("autograder", "comments", UNIT)

    assert process.returncode == 0, process.stderr
    assert "closed_form_line:\n  # for 1 student\n  ignores-x: Where is x?\nfit_line:\n" in process.stdout


def test_they_are_added_to_the_file_where_nothing_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "comments" / f"{UNIT}.yml"
    comments = [WrittenComment("fit_line", "otherwise", "It is: so.\n\nReally.", 3)]
    comments.append(WrittenComment("fit_line", "otherwise", "Rarer.", 1))
    add_to_file(path, StandardComments(), comments)
    text = path.read_text(encoding="utf-8")

    assert "It is: so." in text
    assert "Rarer" not in text
    assert "# or, for 1 student:\n  #   Rarer." in as_yaml(comments)
    path.write_text("# a remark\n" + text, encoding="utf-8")
    with pytest.raises(UsageError, match="has remarks"):
        add_to_file(path, StandardComments(), comments)


def test_a_slip_in_the_file_is_told_before_anything_is_graded(classroom: Classroom) -> None:
    path = comments_file(Course.load(classroom.folder).unit(UNIT))
    path.write_text(STANDARD.replace("ignores-x", "half-the-gradeint"), encoding="utf-8")
    process = classroom.run("autograder", "grade", UNIT, "submitted", "--gradebook")
    path.write_text(STANDARD, encoding="utf-8")

    assert process.returncode == 3
    assert "'closed_form_line' has no mistake 'half-the-gradeint'" in process.stderr


def test_a_mistake_of_the_course_stops_nbgrader_with_one_line(classroom: Classroom) -> None:
    path = Course.load(classroom.folder).unit(UNIT).checks / "predictions.py"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"first-loss": "', '"first-loss": "no-', 1), encoding="utf-8")
    process = classroom.run("nbgrader", "autograde", UNIT, "--force")
    path.write_text(text, encoding="utf-8")

    assert process.returncode == 3
    assert process.stderr.count("'first-loss' has no explanation 'no-") == 1
    assert "Traceback" not in process.stderr
    assert not (classroom.folder / "autograded" / "ada" / UNIT).exists(), "the next run should not skip it"
