"""A unit that needs a module which is not installed: it is skipped in one clear line, and the others go on."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from autograder.cli.doctor import check_machine
from autograder.cli.main import main
from autograder.course import unit_content
from autograder.course.configuration import Course, Unit
from autograder.errors import UsageError
from autograder.release import build

ROOT = Path(__file__).parents[2]
UNIT = "training-loop"
SAID = f"autograder: the unit '{UNIT}' needs nowhere_to_be_found, not installed here"


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """The course's own files, and a course.yml in which one unit needs what nobody has."""
    for path in ROOT.iterdir():
        if path.name != "course.yml" and not path.name.startswith("."):
            (tmp_path / path.name).symlink_to(path)
    text = (ROOT / "course.yml").read_text(encoding="utf-8")
    changed = text.replace(f"  - id: {UNIT}\n", f"  - id: {UNIT}\n    needs: [nowhere_to_be_found]\n")
    (tmp_path / "course.yml").write_text(changed, encoding="utf-8")
    return Course.load(tmp_path)


@pytest.fixture
def unit(course: Course) -> Unit:
    return course.unit(UNIT)


def run(course: Course, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> Result:
    monkeypatch.chdir(course.root)
    return CliRunner().invoke(main, arguments)


def test_a_unit_says_what_is_missing(unit: Unit) -> None:
    assert unit.missing == ("nowhere_to_be_found",)


def test_what_is_installed_is_not_missing(unit: Unit) -> None:
    assert unit.model_copy(update={"needs": ("numpy", "matplotlib.pyplot")}).missing == ()


def test_its_material_is_not_even_looked_at(course: Course) -> None:
    with pytest.raises(UsageError, match="pip install nowhere_to_be_found"):
        unit_content.load(course, UNIT)


def test_a_release_needs_nothing_that_only_grading_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    course = Course.load(ROOT)
    optional = course.unit("pytorch")

    assert optional.missing == ("torch",)
    build.check_release(course, optional)


def test_grading_it_is_refused_in_one_line(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    result = run(course, monkeypatch, "grade", UNIT, f"release/{UNIT}/{UNIT}.ipynb", "--jobs", "1")

    assert result.exit_code == 2
    assert result.stderr.strip().splitlines() == [f"{SAID}. Install it: `pip install nowhere_to_be_found`"]


def test_an_audit_says_that_it_is_skipped(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    result = run(course, monkeypatch, "audit", UNIT, "--jobs", "1")

    assert result.exit_code == 0
    assert f"{UNIT}  skipped: it needs nowhere_to_be_found, which is not installed here" in result.stdout


@pytest.mark.parametrize(("optional", "said"), [(True, "without  unit '{}' (optional)"), (False, "missing  unit '{}'")])
def test_the_doctor_names_it_and_is_content_where_it_is_optional(
    course: Course, monkeypatch: pytest.MonkeyPatch, optional: bool, said: str
) -> None:
    path = course.root / "course.yml"
    needs = "    needs: [nowhere_to_be_found]\n"
    text = path.read_text(encoding="utf-8").replace(needs, needs + f"    optional: {optional}\n".lower(), 1)
    path.write_text(text, encoding="utf-8")
    monkeypatch.chdir(course.root)
    (requirement,) = [requirement for requirement in check_machine() if UNIT in requirement.description]

    assert requirement.line() == (
        f"{said.format(UNIT)} cannot be graded without nowhere_to_be_found\n         → pip install nowhere_to_be_found"
    )
    assert requirement.optional is optional
