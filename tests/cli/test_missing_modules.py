"""Commands on a unit that needs a module which is not installed: one line says so, and other units go on."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from autograder.cli.doctor import check_machine
from autograder.cli.main import main
from autograder.course.configuration import Course
from autograder.release import build

ROOT = Path(__file__).parents[2]
UNIT = "training-loop"
MESSAGE = f"autograder: the unit '{UNIT}' needs nowhere_to_be_found, not installed here"


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """The course of this repository, with a course.yml in which one unit needs a module that does not exist."""
    for path in ROOT.iterdir():
        if path.name != "course.yml" and not path.name.startswith("."):
            (tmp_path / path.name).symlink_to(path)
    text = (ROOT / "course.yml").read_text(encoding="utf-8")
    changed = text.replace(f"  - id: {UNIT}\n", f"  - id: {UNIT}\n    needs: [nowhere_to_be_found]\n")
    (tmp_path / "course.yml").write_text(changed, encoding="utf-8")
    return Course.load(tmp_path)


def run(course: Course, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> Result:
    monkeypatch.chdir(course.root)
    return CliRunner().invoke(main, arguments)


def test_a_release_can_be_made_without_the_modules_that_grading_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    course = Course.load(ROOT)
    optional = course.unit("pytorch")

    assert optional.missing == ("torch",)
    build.check_release(course, optional)


def test_grading_is_refused_in_one_line(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    result = run(course, monkeypatch, "grade", UNIT, f"release/{UNIT}/{UNIT}.ipynb", "--jobs", "1")

    assert result.exit_code == 2
    assert result.stderr.strip().splitlines() == [f"{MESSAGE}. Install it: `pip install nowhere_to_be_found`"]


def test_the_audit_says_that_the_unit_is_skipped(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    result = run(course, monkeypatch, "audit", UNIT, "--jobs", "1")

    assert result.exit_code == 0
    assert f"{UNIT}  skipped: it needs nowhere_to_be_found, which is not installed here" in result.stdout


@pytest.mark.parametrize(("optional", "line"), [(True, "without  unit '{}' (optional)"), (False, "missing  unit '{}'")])
def test_the_doctor_reports_the_unit_as_missing_unless_it_is_optional(
    course: Course, monkeypatch: pytest.MonkeyPatch, optional: bool, line: str
) -> None:
    path = course.root / "course.yml"
    needs = "    needs: [nowhere_to_be_found]\n"
    text = path.read_text(encoding="utf-8").replace(needs, needs + f"    optional: {optional}\n".lower(), 1)
    path.write_text(text, encoding="utf-8")
    monkeypatch.chdir(course.root)
    (requirement,) = [requirement for requirement in check_machine() if UNIT in requirement.description]

    assert requirement.line() == (
        f"{line.format(UNIT)} cannot be graded without nowhere_to_be_found\n         → pip install nowhere_to_be_found"
    )
    assert requirement.optional is optional
