"""The folder with the start page and the refresher: made from course.yml, no assignment, nothing of any unit in it."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient
from nbgrader.apps.api import NbGraderAPI
from traitlets.config import Config

from autograder.course.configuration import Course, Unit
from autograder.errors import LeakError, NotebookError
from autograder.release import start_folder, template_repo


def start_text(course: Course) -> str:
    cells = start_folder.notebooks(course)["start.ipynb"]["cells"]
    return "\n".join(cell["source"] for cell in cells if cell["cell_type"] == "markdown")


def with_units(course: Course, *units: Unit) -> Course:
    return course.model_copy(update={"units": units})


@pytest.fixture(scope="module")
def start(course: Course, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder, in a copy of the releases."""
    root = tmp_path_factory.mktemp("course")
    for name in ("student", "source", "solutions", "hidden_checks", "course.yml"):
        (root / name).symlink_to(course.root / name)
    return start_folder.write(Course.load(root), [])


def test_the_folder_in_the_repository_is_current(course: Course) -> None:
    start_folder.check(course)


def test_it_lists_the_units_in_order_with_links_and_minutes(course: Course) -> None:
    rows = re.findall(r"(?m)^\| (\d+) \| \[(.+?)\]\((.+?)\)(.*?) \| (\d+) \|$", start_text(course))

    assert rows == [
        (
            str(number), unit.title, f"../{unit.id}/{unit.id}.ipynb", " (optional)" if unit.optional else "",
            str(unit.minutes),
        )
        for number, unit in enumerate(course.units, start=1)
    ]  # fmt: skip


def test_due_dates_are_a_column_where_a_unit_has_one(course: Course) -> None:
    dated = course.units[0].model_copy(update={"due": datetime(2027, 3, 1, 23, 59, tzinfo=UTC)})
    text = start_text(with_units(course, dated, *course.units[1:]))

    assert "| minutes |\n" in start_text(course)
    assert "| minutes | due |\n" in text
    assert "| Monday, 1 March 2027, 23:59 |\n" in text
    assert f"| {course.units[1].minutes} | – |\n" in text


def test_the_hours_are_those_of_the_units_that_count(course: Course) -> None:
    minutes = sum(unit.minutes for unit in course.units if not unit.optional)

    assert f"about {round(minutes / 60)} hours" in start_text(course)


def test_it_has_no_checks_and_no_questions_of_any_unit(course: Course, start: Path) -> None:
    names = {path.relative_to(start).as_posix() for path in start.rglob("*") if path.is_file()}
    units = {f"lab/{folder}/{unit.module}.py" for unit in course.units for folder in ("checks", "questions")}

    assert {"start.ipynb", "refresher.ipynb", "README.md", "student.md", "requirements.txt", "lab/checks/start.py"} <= names
    assert not names & units


def test_its_readme_opens_the_start_page_and_asks_to_hand_in_nothing(start: Path) -> None:
    readme = (start / "README.md").read_text(encoding="utf-8")

    assert "jupyterlab start.ipynb" in readme
    assert "nothing in this folder is graded" in readme
    assert "{{" not in readme


def test_it_is_no_assignment_of_nbgrader(course: Course) -> None:
    config = Config()
    config.CourseDirectory.root = str(course.root)

    assert NbGraderAPI(config=config).get_source_assignments() == {unit.id for unit in course.units}
    for notebook in start_folder.notebooks(course).values():
        assert [cell["id"] for cell in notebook["cells"] if "nbgrader" in cell["metadata"]] == []


def test_a_change_of_the_course_makes_it_stale(copied_course: Course) -> None:
    start_folder.write(copied_course, [])
    start_folder.check(copied_course)
    renamed = copied_course.units[0].model_copy(update={"title": "Another title"})

    with pytest.raises(NotebookError, match="the start page is not current"):
        start_folder.check(with_units(copied_course, renamed, *copied_course.units[1:]))


def test_a_secret_of_a_unit_is_not_released_in_it(copied_course: Course, unit: Unit) -> None:
    path = copied_course.root / "student" / "start" / "start.ipynb"
    text = path.read_text(encoding="utf-8")
    secret = "w, b, losses[t] = train_step(x, y, w, b, lr)"
    path.write_text(text.replace("## The units, in order", secret), encoding="utf-8")

    with pytest.raises(LeakError, match="a secret line would be released"):
        start_folder.write(copied_course, [copied_course.unit(unit.id)])
    assert not (copied_course.root / "release" / "start").exists()


def test_an_unknown_placeholder_stops_it(copied_course: Course) -> None:
    path = copied_course.root / "student" / "start" / "start.ipynb"
    path.write_text(path.read_text(encoding="utf-8").replace("{{units}}", "{{unit}}"), encoding="utf-8")

    with pytest.raises(NotebookError, match="unknown placeholder 'unit'"):
        start_folder.notebooks(copied_course)


def test_a_repository_of_several_units_begins_with_it_and_links_within_its_folder(course: Course) -> None:
    files = template_repo.repository_files(course, course.units[:3])
    texts = {name: data.decode() for name, data in files.items() if name.endswith(".ipynb")}
    targets = {target for text in texts.values() for target in re.findall(r"\]\((?!https?:)([\w./-]+)\)", text)}

    assert "start.ipynb" in files["README.md"].decode()
    assert "refresher.ipynb" in targets
    assert targets <= files.keys()
    assert f"[{course.units[3].title}]" not in texts["start.ipynb"]
    assert course.units[3].title in texts["start.ipynb"]


def run(folder: Path, name: str, **sources: str) -> dict[str, Any]:
    """Run a notebook in its folder, with new sources for some cells; return the texts of the outputs by cell."""
    notebook = nbformat.read(folder / name, as_version=4)
    for cell in notebook.cells:
        cell.source = sources.get(cell.id, cell.source)
    environment = {**os.environ, "IPYTHONDIR": str(folder / ".ipython"), "PYTHONPATH": str(folder)}
    NotebookClient(notebook, resources={"metadata": {"path": str(folder)}}).execute(env=environment)
    return {
        cell.id: " ".join(
            str(o.get("text") or o.get("data", {}).get("text/plain", "")) for o in cell.get("outputs", [])
        )
        for cell in notebook.cells
    }


@pytest.mark.slow
def test_the_start_page_runs_as_it_is_and_its_first_check_passes(course: Course, start: Path) -> None:
    untouched = run(start, "start.ipynb")
    solved = run(start, "start.ipynb", halfway="def halfway(a, b):\n    return (a + b) / 2")

    assert "`halfway` is not started yet" in untouched["halfway-check"]
    assert "halfway: 2 of 2 checks hold" in solved["halfway-check"]
    assert "point" not in solved["halfway-check"]
    required = sum(not unit.optional for unit in course.units)
    assert f"{course.title}: 0 of {required} units done" in untouched["progress"]
    assert "No notebook of a unit is here" in untouched["progress"]


@pytest.mark.slow
def test_the_refresher_runs_from_top_to_bottom(start: Path) -> None:
    outputs = run(start, "refresher.ipynb")

    assert "Figure" in outputs["circle"]
