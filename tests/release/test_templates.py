"""The templates, filled in for the units of a handout."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime

import pytest

from autograder.course.configuration import Course, Unit
from autograder.course.points import read_unit_points
from autograder.release import contents


def readme(course: Course, *units: Unit) -> str:
    return contents.companion_files(course, *units)["README.md"].decode()


def test_the_readme_of_one_unit_has_three_commands_for_its_notebook(course: Course, unit: Unit) -> None:
    text = readme(course, unit)

    assert f"# {unit.title}\n" in text
    assert (
        "python3 -m venv .venv\n"
        ".venv/bin/python -m pip install --no-compile -r requirements.txt\n"
        ".venv/bin/python -m jupyterlab training-loop.ipynb\n"
    ) in text
    assert "- `training-loop.ipynb`\n- `predictions.json`" in text


def test_the_readme_of_one_unit_says_minutes_points_and_due_date(course: Course, unit: Unit) -> None:
    dated = unit.model_copy(update={"due": datetime(2027, 3, 1, 23, 59, tzinfo=UTC), "optional": True})

    assert "This unit takes about 100 minutes and is worth 40 points.\n" in readme(course, unit)
    assert "40 points. It is due on Monday, 1 March 2027, 23:59. It is optional.\n" in readme(course, dated)


def test_the_readme_of_several_units_lists_them_in_order(course: Course) -> None:
    rows = re.findall(r"(?m)^\| (\d+) \| \[(.+?)\]\((.+?)\)(.*?) \| (\d+) \| (\d+) \|$", readme(course, *course.units))

    assert rows == [
        (
            str(number), unit.title, f"{unit.id}.ipynb", " (optional)" if unit.optional else "", str(unit.minutes),
            str(read_unit_points(unit).total),
        )
        for number, unit in enumerate(course.units, start=1)
    ]  # fmt: skip


def test_the_readme_has_due_dates_where_a_unit_has_one(course: Course, unit: Unit) -> None:
    dated = unit.model_copy(update={"due": datetime(2027, 3, 1, 23, 59, tzinfo=UTC)})
    text = readme(course, dated, course.units[0])

    assert "| minutes | points | due |\n" in text
    assert "| Monday, 1 March 2027, 23:59 |\n" in text
    assert "| – |\n" in text


def test_the_readme_names_the_packages_of_an_optional_unit(course: Course) -> None:
    command = "`.venv/bin/python -m pip install -r requirements-pytorch.txt`"

    assert command in readme(course, *course.units)
    assert command not in readme(course, course.unit("pytorch"))
    assert command not in readme(course, course.units[0], course.units[1])


def test_the_page_for_students_is_beside_the_readme_and_its_links_lead_somewhere(course: Course, unit: Unit) -> None:
    files = contents.companion_files(course, unit)
    page = files["student.md"].decode()
    headings = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in re.findall("(?m)^#+ (.+)$", page)}
    links = {link for name in ("README.md", "student.md") for link in re.findall(r"\]\(([^)]+)\)", files[name].decode())}

    assert page == (course.root / "docs" / "student.md").read_text(encoding="utf-8")
    assert "student.md" in links
    for link in links:
        path, _, anchor = link.partition("#")
        assert path in ("", *files, "https://www.python.org/downloads/")
        assert not anchor or anchor in headings


@pytest.mark.parametrize("name", ["README.md", "student.md"])
def test_every_placeholder_is_filled_in(course: Course, unit: Unit, name: str) -> None:
    for units in ((), (unit,), course.units):
        assert "{{" not in contents.companion_files(course, *units)[name].decode()


def test_a_title_with_quotes_leaves_the_dev_container_valid(course: Course, unit: Unit) -> None:
    files = contents.companion_files(course, unit.model_copy(update={"title": 'The "best" \\ line'}))

    assert json.loads(files[".devcontainer/devcontainer.json"])["name"] == 'The "best" \\ line'
