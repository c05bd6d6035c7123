"""The stock nbgrader commands, on a copy of the course with a small class: release, autograde, feedback."""

from __future__ import annotations

import json
import subprocess
import sys
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

pytestmark = pytest.mark.slow

UNIT = "training-loop"
LOUD = '\n<script>document.title = "owned"</script>\n<img src=x onerror=alert(1)>'


def nbgrader(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "nbgrader", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@dataclass(frozen=True)
class Classroom:
    """A course folder after all three commands, and what they said."""

    folder: Path
    autograde: subprocess.CompletedProcess[str]

    def grades(self, student: str) -> dict[str, tuple[float, bool]]:
        """Score and 'needs manual grade' of every grade cell."""
        with Gradebook(f"sqlite:///{self.folder / 'gradebook.db'}") as gradebook:
            submitted = gradebook.find_submission_notebook(UNIT, UNIT, student)
            return {grade.name: (grade.score, grade.needs_manual_grade) for grade in submitted.grades}

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
    loud = sample_submissions.with_cells(
        solved,
        {
            "gap_report": f"print({LOUD!r})\nfrom IPython.display import HTML, display\n"
            f"display(HTML({LOUD!r}))\ndef gap_report(*a):\n    raise ValueError({LOUD!r})"
        },
    )
    loud["cells"].insert(1, {"cell_type": "markdown", "id": "mine", "metadata": {}, "source": LOUD})
    twice = sample_submissions.with_cells(solved, {})
    twice["cells"].append(twice["cells"][[c["id"] for c in twice["cells"]].index("fit_line")])
    return {
        "right": sample_submissions.notebook_bytes(solved),
        "wrong": sample_submissions.notebook_bytes(sample_submissions.with_cells(solved, {"closed_form_line": wrong})),
        "untouched": sample_submissions.notebook_bytes(content.release),
        "twice": sample_submissions.notebook_bytes(twice),
        "cut": sample_submissions.notebook_bytes(solved)[:-5000],
        "empty": b"",
        "old": b'{"nbformat": 3, "worksheets": []}',
        "loud": sample_submissions.notebook_bytes(loud),
        "wei, li 🚀": sample_submissions.notebook_bytes(solved),
    }  # fmt: skip


@pytest.fixture(scope="module")
def classroom(
    tmp_path_factory: pytest.TempPathFactory, course: Course, content: UnitContent, solved: Notebook
) -> Classroom:
    folder = tmp_path_factory.mktemp("classroom") / "course"
    copy_course(course, folder)
    for student, data in submissions(content, solved).items():
        place = folder / "submitted" / student / UNIT
        place.mkdir(parents=True)
        (place / f"{UNIT}.ipynb").write_bytes(data)
        (place / "predictions.json").write_bytes(sample_submissions.predictions_file(content))
    made = nbgrader(folder, "generate_assignment", UNIT)
    assert made.returncode == 0, made.stderr
    graded = nbgrader(folder, "autograde", UNIT)
    shown = nbgrader(folder, "generate_feedback", UNIT)
    assert shown.returncode == 0, shown.stderr
    return Classroom(folder, graded)


def test_the_handout_is_the_notebook_with_lab_and_the_templates(
    classroom: Classroom, course: Course, content: UnitContent
) -> None:
    folder = classroom.folder / "release" / UNIT
    written = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    planned = contents.handout_files(course, content.unit, content.source)

    assert written.keys() == planned.keys()
    assert all(written[name] == planned[name] for name in written if name != f"{UNIT}.ipynb")


def test_releasing_again_gives_the_same_bytes(classroom: Classroom) -> None:
    path = classroom.folder / "release" / UNIT / f"{UNIT}.ipynb"
    before = path.read_bytes()
    again = nbgrader(classroom.folder, "generate_assignment", UNIT, "--force")

    assert again.returncode == 0, again.stderr
    assert path.read_bytes() == before


def test_one_damaged_notebook_stops_nothing(classroom: Classroom) -> None:
    assert classroom.autograde.returncode == 0, classroom.autograde.stderr
    assert classroom.total("right") == 40
    assert classroom.total("wei, li 🚀") == 40
    assert classroom.total("twice") == 40


def test_every_road_gives_the_same_score(classroom: Classroom, content: UnitContent) -> None:
    found = find_submissions(classroom.folder / "submitted", UNIT)
    reports = Batch(Course.load(classroom.folder), content.unit, jobs=2).grade(found)

    scores = {report.student: report.score for report in reports}

    assert scores == {student: classroom.total(student) for student in scores}
    assert len(scores) == len(found)


def test_points_go_to_their_own_cells(classroom: Classroom) -> None:
    grades = classroom.grades("wrong")

    assert grades["closed_form_line-check"][0] == 0
    assert grades["train_step-check"] == (6, False)
    assert grades["first-within-a-tenth-check"] == (2, False)


def test_what_no_machine_could_grade_waits_for_a_person(classroom: Classroom) -> None:
    for student in ("empty", "old"):
        assert {needs for _, needs in classroom.grades(student).values()} == {True}
    assert {needs for _, needs in classroom.grades("untouched").values()} == {False}


def test_feedback_has_results_and_hints(classroom: Classroom) -> None:
    page = classroom.feedback("wrong")

    assert "closed_form_line: 0 of 6 points" in page
    assert "At the best line the residuals average zero" in page
    assert "train_step: 6 of 6 points" in page


def test_feedback_has_nothing_secret(classroom: Classroom, course: Course, content: UnitContent) -> None:
    """The right submission holds the reference's own lines as a student's answer, so others are looked at."""
    secrets = leak_scan.find_secrets(course, content.unit)
    for student in ("untouched", "empty"):
        leak_scan.scan({f"{student}.ipynb": json.dumps(classroom.autograded(student)).encode()}, secrets)

        assert "HIDDEN TESTS" not in classroom.feedback(student)


def test_a_page_runs_nothing_of_a_students(classroom: Classroom) -> None:
    page = classroom.feedback("loud")

    assert "owned" in page, "what was printed is shown"
    assert '<script>document.title = "owned"' not in page
    assert "<img src=x" not in page


def test_untouched_work_is_called_not_attempted(classroom: Classroom) -> None:
    assert "train_step: not attempted" in classroom.feedback("untouched")


def test_nothing_is_said_of_alembic(classroom: Classroom) -> None:
    assert (classroom.folder / "gradebook.db").exists()
    assert "alembic" not in classroom.autograde.stderr


Broken = Callable[[str, str], subprocess.CompletedProcess[str]]


@pytest.fixture
def released_with(tmp_path: Path, course: Course) -> Broken:
    """Release a course in which a text of its notebook is replaced."""

    def run(old: str, new: str) -> subprocess.CompletedProcess[str]:
        folder = tmp_path / "course"
        copy_course(course, folder)
        path = folder / "source" / UNIT / f"{UNIT}.ipynb"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        done = nbgrader(folder, "generate_assignment", UNIT)
        assert not (folder / "release" / UNIT).exists()
        return done

    return run


def test_a_nearly_right_marker_stops_the_stock_command(released_with: Broken) -> None:
    done = released_with("### BEGIN HIDDEN TESTS", "### BEGIN HIDEN TESTS")

    assert done.returncode != 0
    assert "Write '### BEGIN HIDDEN TESTS' alone on its line" in done.stderr


def test_a_leak_stops_the_stock_command(released_with: Broken, content: UnitContent) -> None:
    bodies = [s for s in leak_scan.find_secrets(content.course, content.unit) if not s.text.lstrip().startswith("def ")]
    secret = next(s for s in bodies if "solutions/" in s.where)
    line = json.dumps(secret.text.strip())[1:-1]
    done = released_with('"source": "import lab', f'"source": "{line}\\nimport lab')

    assert done.returncode != 0
    assert "a secret line would be released" in done.stderr


def test_a_course_file_with_a_typo_stops_nbgrader_instead_of_grading_unprotected(
    tmp_path: Path, course: Course
) -> None:
    folder = tmp_path / "course"
    copy_course(course, folder)
    path = folder / "course.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("units:", "unist:"), encoding="utf-8")
    done = nbgrader(folder, "autograde", UNIT)

    assert done.returncode != 0
    assert "nbgrader_config.py" in done.stderr
    assert "units" in done.stderr
