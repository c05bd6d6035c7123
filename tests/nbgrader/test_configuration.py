"""nbgrader_config.py as instructors meet it: in a fresh clone, from another folder, in a server, with a mistake."""

from __future__ import annotations

import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from traitlets.config import PyFileConfigLoader

from autograder.authoring.course_copy import copy_course
from autograder.course.configuration import Course
from tests import commands
from tests.commands import nbgrader

UNIT = "training-loop"
WITHOUT_THE_KIT = """
import sys
sys.modules["autograder"] = None
from nbgrader.apps import NbGraderApp
NbGraderApp.launch_instance()
"""


@pytest.fixture
def clone(tmp_path: Path, course: Course) -> Path:
    """A clone of the course with a submission: its generated notebooks are there, a gradebook is not."""
    folder = tmp_path / "clone"
    copy_course(course, folder)
    notebook = course.unit(UNIT).release
    (folder / "release" / UNIT).mkdir(parents=True)
    (folder / "release" / UNIT / notebook.name).write_bytes(notebook.read_bytes())
    submission = folder / "submitted" / "ada" / UNIT
    submission.mkdir(parents=True)
    (submission / notebook.name).write_bytes(notebook.read_bytes())
    return folder


def replace_in_course_file(folder: Path, old: str, new: str) -> None:
    path = folder / "course.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def due_date(folder: Path) -> datetime | None:
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        date: datetime | None = gradebook.find_assignment(UNIT).duedate
        return date


@pytest.mark.slow
class TestRelease:
    def test_of_a_clone_fills_the_gradebook(self, clone: Path) -> None:
        process = nbgrader(clone, "generate_assignment", UNIT)

        assert process.returncode == 0, process.stderr
        assert (clone / "release" / UNIT / "lab").is_dir()
        assert due_date(clone) is None

    def test_from_another_folder_is_the_same(self, clone: Path, tmp_path: Path) -> None:
        process = nbgrader(tmp_path, "generate_assignment", UNIT, f"--course-dir={clone}")

        assert process.returncode == 0, process.stderr
        assert (clone / "release" / UNIT / "lab").is_dir()

    def test_stores_the_due_date_of_the_course(self, clone: Path) -> None:
        replace_in_course_file(clone, f"  - id: {UNIT}\n", f"  - id: {UNIT}\n    due: 2027-03-01T23:59:00+01:00\n")
        process = nbgrader(clone, "generate_assignment", UNIT)

        assert process.returncode == 0, process.stderr
        assert due_date(clone) == datetime.fromisoformat("2027-03-01T22:59:00")

    def test_without_a_due_date_keeps_the_one_in_the_gradebook(self, clone: Path) -> None:
        with Gradebook(f"sqlite:///{clone / 'gradebook.db'}") as gradebook:
            gradebook.update_or_create_assignment(UNIT, duedate=datetime.fromisoformat("2027-05-01T10:00:00"))
        process = nbgrader(clone, "generate_assignment", UNIT)

        assert process.returncode == 0, process.stderr
        assert due_date(clone) == datetime.fromisoformat("2027-05-01T10:00:00")


@pytest.mark.slow
@pytest.mark.parametrize("command", ["generate_assignment", "autograde"])
class TestRefusal:
    def test_of_a_course_with_a_mistake_is_one_clear_line(self, clone: Path, command: str) -> None:
        replace_in_course_file(clone, "units:", "unist:")
        process = nbgrader(clone, command, UNIT)

        assert process.returncode != 0
        assert "nbgrader_config.py" in process.stderr
        assert "'units'" in process.stderr
        assert "Traceback" not in process.stderr
        assert not (clone / "autograded").exists()

    def test_without_the_kit_names_what_is_missing(self, clone: Path, command: str) -> None:
        (clone / "without_the_kit.py").write_text(WITHOUT_THE_KIT)
        process = commands.start_command(clone, "without_the_kit", command, UNIT)

        assert process.returncode != 0
        assert "autograder" in process.stderr
        assert not (clone / "autograded").exists()


class TestServer:
    """JupyterLab reads the configuration of a course when its formgrader is opened: nothing there may end it."""

    @pytest.mark.parametrize("mistake", ["units:", "id: gradient-descent"])
    def test_survives_a_mistake_in_the_course(self, clone: Path, mistake: str) -> None:
        replace_in_course_file(clone, mistake, "nonsense:")
        config = PyFileConfigLoader("nbgrader_config.py", str(clone)).load_config()

        assert config.Autograde.exporter_class == "autograder.nbgrader.pipeline.RefusingExporter"
        assert "nonsense" in config.RefusingExporter.reason

    def test_survives_a_mistake_in_the_file_about_students(self, clone: Path) -> None:
        (clone / "students.yml").write_text("ada: {excused: [nonsense]}\n", encoding="utf-8")
        config = PyFileConfigLoader("nbgrader_config.py", str(clone)).load_config()

        assert config.Autograde.exporter_class == "autograder.nbgrader.pipeline.RefusingExporter"
        assert "students.yml" in config.RefusingExporter.reason

    def test_leaves_late_penalties_to_nbgrader_unless_the_course_has_a_late_policy(self, clone: Path) -> None:
        without = PyFileConfigLoader("nbgrader_config.py", str(clone)).load_config()
        replace_in_course_file(clone, "policies:\n", "policies:\n  late: {percent_per_day: 10}\n")
        config = PyFileConfigLoader("nbgrader_config.py", str(clone)).load_config()

        assert "AssignLatePenalties" not in without
        assert config.AssignLatePenalties.plugin_class == "autograder.nbgrader.late_submissions.LatePenalty"
        assert "autograder.nbgrader.late_submissions.ShowHandIn" in config.GenerateFeedback.preprocessors
        assert "autograder.nbgrader.late_submissions.ShowHandIn" not in without.GenerateFeedback.preprocessors

    def test_reads_the_course_of_the_file_and_not_of_the_current_folder(
        self, clone: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        config = PyFileConfigLoader("nbgrader_config.py", str(clone)).load_config()

        assert config.CourseDirectory.root == str(clone)


@pytest.mark.slow
def test_zip_collect_keeps_the_predictions(clone: Path) -> None:
    archive = clone / "downloaded" / UNIT / "archive" / "class.zip"
    archive.parent.mkdir(parents=True)
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr(f"eve_{UNIT}.ipynb", "{}")
        file.writestr("eve_predictions.json", "{}")
        file.writestr("eve_virus.exe", "")
    pattern = "--FileNameCollectorPlugin.named_regexp=.*/(?P<student_id>[a-z]+)_(?P<file_id>[a-z-]+)"
    process = nbgrader(clone, "zip_collect", UNIT, pattern)

    folder = clone / "submitted" / "eve" / UNIT
    assert process.returncode == 0, process.stderr
    assert sorted(path.name for path in folder.iterdir() if path.suffix in (".ipynb", ".json", ".exe")) == [
        "predictions.json",
        f"{UNIT}.ipynb",
    ]
