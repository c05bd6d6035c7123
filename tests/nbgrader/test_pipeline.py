"""The stock nbgrader commands on a copy of the course with a small class: release, autograde, feedback."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from autograder.authoring import sample_submissions
from autograder.authoring.course_copy import copy_course
from autograder.course.configuration import Course
from autograder.course.notebook import Notebook
from autograder.course.unit_content import UnitContent
from autograder.grading.batch import Batch
from autograder.release import contents, leak_scan
from autograder.submissions.discovery import find_submissions
from tests import commands
from tests.commands import Process, nbgrader

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("kept_grading_processes")]

UNIT = "training-loop"
HOSTILE_TEXT = '\n<script>document.title = "owned"</script>\n<img src=x onerror=alert(1)>'


@dataclass(frozen=True)
class Classroom:
    """A course folder after all three commands, and the last two of them."""

    folder: Path
    autograde: Process
    feedback_command: Process

    def grades(self, student: str) -> dict[str, tuple[float, bool]]:
        """The score and the flag 'needs manual grade' of every grade cell."""
        with Gradebook(f"sqlite:///{self.folder / 'gradebook.db'}") as gradebook:
            notebook = gradebook.find_submission_notebook(UNIT, UNIT, student)
            return {grade.name: (grade.score, grade.needs_manual_grade) for grade in notebook.grades}

    def total(self, student: str) -> float:
        return sum(score for score, _ in self.grades(student).values())

    def feedback(self, student: str) -> str:
        return (self.folder / "feedback" / student / UNIT / f"{UNIT}.html").read_text(encoding="utf-8")

    def autograded(self, student: str) -> Notebook:
        path = self.folder / "autograded" / student / UNIT / f"{UNIT}.ipynb"
        notebook: Notebook = json.loads(path.read_text(encoding="utf-8"))
        return notebook


def submissions(content: UnitContent, solved: Notebook) -> dict[str, bytes]:
    wrong = "def closed_form_line(x, y):\n    return 0.0, y.mean()"
    hostile = sample_submissions.with_cells(
        solved,
        {
            "gap_report": f"print({HOSTILE_TEXT!r})\nfrom IPython.display import HTML, display\n"
            f"display(HTML({HOSTILE_TEXT!r}))\ndef gap_report(*a):\n    raise ValueError({HOSTILE_TEXT!r})"
        },
    )
    hostile["cells"].insert(1, {"cell_type": "markdown", "id": "mine", "metadata": {}, "source": HOSTILE_TEXT})
    duplicated = sample_submissions.with_cells(solved, {})
    duplicated["cells"] += [cell for cell in duplicated["cells"] if cell["id"] == "fit_line"]
    return {
        "right": sample_submissions.notebook_bytes(solved),
        "wrong": sample_submissions.notebook_bytes(sample_submissions.with_cells(solved, {"closed_form_line": wrong})),
        "untouched": sample_submissions.notebook_bytes(content.release),
        "duplicated": sample_submissions.notebook_bytes(duplicated),
        "truncated": sample_submissions.notebook_bytes(solved)[:-5000],
        "empty": b"",
        "format 3": b'{"nbformat": 3, "worksheets": []}',
        "hostile": sample_submissions.notebook_bytes(hostile),
        "wei, li 🚀": sample_submissions.notebook_bytes(solved),
    }  # fmt: skip


@pytest.fixture(scope="module")
def classroom(
    tmp_path_factory: pytest.TempPathFactory, course: Course, content: UnitContent, solved: Notebook
) -> Classroom:
    folder = tmp_path_factory.mktemp("classroom") / "course"
    copy_course(course, folder)
    for student, data in submissions(content, solved).items():
        submission = folder / "submitted" / student / UNIT
        submission.mkdir(parents=True)
        (submission / f"{UNIT}.ipynb").write_bytes(data)
        (submission / "predictions.json").write_bytes(sample_submissions.predictions_file(content))
    release = commands.start_command(folder, "nbgrader", "generate_assignment", UNIT)
    assert release.returncode == 0, release.stderr
    autograde = commands.start_command(folder, "nbgrader", "autograde", UNIT)
    feedback = commands.start_command(folder, "nbgrader", "generate_feedback", UNIT)
    assert feedback.returncode == 0, feedback.stderr
    return Classroom(folder, autograde, feedback)


def test_the_handout_is_the_notebook_with_lab_and_the_templates(
    classroom: Classroom, course: Course, content: UnitContent
) -> None:
    folder = classroom.folder / "release" / UNIT
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    expected = contents.handout_files(course, content.unit, content.source)

    assert files.keys() == expected.keys()
    assert all(files[name] == expected[name] for name in files if name != f"{UNIT}.ipynb")


def test_the_steps_of_feedback_accept_the_configuration_of_nbconvert(classroom: Classroom) -> None:
    assert "not recognized" not in classroom.feedback_command.stderr


def test_releasing_again_gives_the_same_bytes(classroom: Classroom) -> None:
    path = classroom.folder / "release" / UNIT / f"{UNIT}.ipynb"
    before = path.read_bytes()
    again = nbgrader(classroom.folder, "generate_assignment", UNIT, "--force")

    assert again.returncode == 0, again.stderr
    assert path.read_bytes() == before


def test_validation_by_students_fails_where_a_visible_check_does_not_pass(
    classroom: Classroom, solved: Notebook, content: UnitContent
) -> None:
    folder = classroom.folder / "release" / UNIT
    untouched = nbgrader(folder, "validate", f"{UNIT}.ipynb")
    (folder / "solved.ipynb").write_bytes(sample_submissions.notebook_bytes(solved))
    (folder / "predictions.json").write_bytes(sample_submissions.predictions_file(content))
    right = nbgrader(folder, "validate", "solved.ipynb")
    for name in ("solved.ipynb", "predictions.json"):
        (folder / name).unlink()

    assert "VALIDATION FAILED" in untouched.stdout
    assert "not all of its points that can be seen here are earned yet" in untouched.stdout
    assert right.stdout.strip() == "Success! Your notebook passes all the tests."


def test_damaged_notebooks_do_not_stop_the_others(classroom: Classroom) -> None:
    assert classroom.autograde.returncode == 0, classroom.autograde.stderr
    assert classroom.total("right") == 40
    assert classroom.total("wei, li 🚀") == 40
    assert classroom.total("duplicated") == 40


def test_nbgrader_and_the_command_line_give_the_same_scores(classroom: Classroom, content: UnitContent) -> None:
    submissions = find_submissions(classroom.folder / "submitted", UNIT)
    reports = Batch(Course.load(classroom.folder), content.unit, jobs=2).grade(submissions)
    scores = {report.student: report.score for report in reports}

    assert scores == {student: classroom.total(student) for student in scores}
    assert len(scores) == len(submissions)


def test_each_grade_cell_gets_its_own_points(classroom: Classroom) -> None:
    grades = classroom.grades("wrong")

    assert grades["closed_form_line-check"][0] == 0
    assert grades["train_step-check"] == (6, False)
    assert grades["first-within-a-tenth-check"] == (2, False)


def test_unreadable_notebooks_need_manual_grading(classroom: Classroom) -> None:
    for student in ("empty", "format 3"):
        assert {manual for _, manual in classroom.grades(student).values()} == {True}
    assert {manual for _, manual in classroom.grades("untouched").values()} == {False}


def test_feedback_shows_results_and_hints(classroom: Classroom) -> None:
    page = classroom.feedback("wrong")

    assert "closed_form_line: 0 of 6 points" in page
    assert "At the best line the residuals average zero" in page
    assert "train_step: 6 of 6 points" in page


def test_feedback_shows_no_secrets(classroom: Classroom, course: Course, content: UnitContent) -> None:
    """Looks at submissions without solutions: a right one holds lines of the reference as the student's own."""
    secrets = leak_scan.find_secrets(course, content.unit)
    for student in ("untouched", "empty"):
        leak_scan.scan({f"{student}.ipynb": json.dumps(classroom.autograded(student)).encode()}, secrets)

        assert "HIDDEN TESTS" not in classroom.feedback(student)


def test_feedback_executes_nothing_that_a_student_wrote(classroom: Classroom) -> None:
    page = classroom.feedback("hostile")

    assert "owned" in page, "printed text should be shown"
    assert '<script>document.title = "owned"' not in page
    assert "<img src=x" not in page


def test_feedback_calls_untouched_exercises_not_attempted(classroom: Classroom) -> None:
    assert "train_step: not attempted" in classroom.feedback("untouched")


def test_the_gradebook_is_created_without_a_complaint_about_alembic(classroom: Classroom) -> None:
    assert (classroom.folder / "gradebook.db").exists()
    assert "alembic" not in classroom.autograde.stderr


Release = Callable[[str, str], Process]


@pytest.fixture
def release_with(tmp_path: Path, course: Course) -> Release:
    """Release a course in which a text of its notebook is replaced."""

    def run(old: str, new: str) -> Process:
        folder = tmp_path / "course"
        copy_course(course, folder)
        path = folder / "source" / UNIT / f"{UNIT}.ipynb"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        process = nbgrader(folder, "generate_assignment", UNIT)
        assert not (folder / "release" / UNIT).exists()
        return process

    return run


def test_a_misspelt_marker_stops_the_release(release_with: Release) -> None:
    process = release_with("### BEGIN HIDDEN TESTS", "### BEGIN HIDEN TESTS")

    assert process.returncode != 0
    assert "Write '### BEGIN HIDDEN TESTS' alone on its line" in process.stderr


def test_a_leak_stops_the_release(release_with: Release, content: UnitContent) -> None:
    secrets = leak_scan.find_secrets(content.course, content.unit)
    secret = next(s for s in secrets if "solutions/" in s.where and not s.text.lstrip().startswith("def "))
    line = json.dumps(secret.text.strip())[1:-1]
    process = release_with('"import lab', f'"{line}\\n",\n    "import lab')

    assert process.returncode != 0
    assert "a secret line would be released" in process.stderr
