"""The catalogue: entries of all modules of a package, written out or as changes of the solution, with their titles."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from autograder.course.mistakes import Catalogue, CatalogueRow, load_catalogue
from autograder.errors import CourseError
from tests.real_course import COURSE

ROOT = Path(__file__).parents[2]

SOLUTION = '''\
def double(x):
    """Twice the number."""
    return 2 * x

twice = double'''

WRITTEN = """\
from autograder.course.mistakes import mistake, right

@mistake("half-of-it", "double", hint="Half?", fails="test_value")
def double_once(x):
    return x

@mistake("opposite-sign", "double", hint="Sign?", fails="test_value", title="The opposite sign", agreement=1e-5)
def double_and_turn(x):
    return -2 * x

@right("double")
def double_by_adding(x):
    return x + x
"""

CHANGED = """\
from autograder.course.solution_changes import replace
from autograder.course.mistakes import mistakes

DOUBLE = mistakes("double")
DOUBLE.add(
    "another-factor",
    hint="Which?",
    fails="test_value",
    tripled=replace("2", "3"),
    tripled_and_more=(replace("2 * x", "2 * x + more"), replace("2", "3")),
)

def double_in_two_lines(x):
    y = x
    return y + x

TWO_LINES = mistakes("double", base=double_in_two_lines)
TWO_LINES.add("minus", hint="Sign?", fails="test_value", minus=replace("y + x", "y - x"))
"""

Load = Callable[..., Catalogue]


@pytest.fixture
def load(tmp_path: Path) -> Iterator[Load]:
    """Write a package of mistakes and read its catalogue."""
    package = tmp_path / "package_of_mistakes"
    package.mkdir()
    (package / "__init__.py").touch()
    sys.path.insert(0, str(tmp_path))

    def load(files: Mapping[str, str], *rows: CatalogueRow) -> Catalogue:
        for name, text in files.items():
            (package / f"{name}.py").write_text(text, encoding="utf-8")
        importlib.invalidate_caches()
        return load_catalogue(importlib.import_module(package.name), rows, {"double": SOLUTION}, {"more": 1})

    yield load
    sys.path.remove(str(tmp_path))
    for name in [name for name in sys.modules if name.startswith(package.name)]:
        del sys.modules[name]


class TestWrittenImplementations:
    def test_are_found_in_every_module_of_the_package(self, load: Load) -> None:
        entries = load({"first": WRITTEN, "second": CHANGED})

        assert [mistake.name for mistake in entries.mistakes_of("double")][:2] == ["double_once", "double_and_turn"]
        assert "tripled" in [mistake.name for mistake in entries.mistakes]
        assert [right.name for right in entries.rights] == ["double_by_adding"]

    def test_are_listed_once_when_another_module_imports_them(self, load: Load) -> None:
        entries = load({"first": WRITTEN, "second": "from package_of_mistakes.first import double_once\n"})

        assert len(entries.mistakes) == 2

    def test_have_the_words_of_the_id_for_a_title_unless_one_is_given(self, load: Load) -> None:
        entries = load({"first": WRITTEN})

        assert [mistake.title for mistake in entries.mistakes] == ["Half of it", "The opposite sign"]

    def test_take_row_and_title_from_the_catalogue_of_the_course(self, load: Load) -> None:
        entries = load({"first": WRITTEN}, CatalogueRow("M5", "half-of-it", "Only half of it"))

        assert [(mistake.title, mistake.catalogue_row) for mistake in entries.mistakes] == [
            ("Only half of it", "M5"),
            ("The opposite sign", ""),
        ]

    def test_of_one_exercise_need_different_names(self, load: Load) -> None:
        with pytest.raises(CourseError, match="two implementations of 'double' are called 'double_once'"):
            load({"first": WRITTEN, "second": WRITTEN})


class TestChangedSolutions:
    def test_are_changes_of_the_solution_without_its_docstring_and_what_follows_it(self, load: Load) -> None:
        tripled, more, _ = load({"first": CHANGED}).mistakes

        assert tripled.implementation.cell == "def double(x):\n    return 3 * x"
        assert more.implementation.cell == "def double(x):\n    return 3 * x + more"
        assert {tripled.id, more.id} == {"another-factor"}

    def test_know_the_names_of_the_reference_and_of_the_module_notebook(self, load: Load) -> None:
        _, more, _ = load({"first": CHANGED}).mistakes

        assert more.implementation.value(2) == 7

    def test_find_a_name_of_the_notebook_before_that_of_the_reference(self, load: Load) -> None:
        _, more, _ = load({"first": CHANGED, "notebook": "more = 100\n"}).mistakes

        assert more.implementation.value(2) == 106

    def test_need_a_solution_cell_that_defines_the_exercise(self, load: Load) -> None:
        with pytest.raises(CourseError, match=r"no solution cell of the notebook defines 'triple' \(.*first\)"):
            load({"first": CHANGED.replace('mistakes("double")', 'mistakes("triple")')})

    def test_that_do_not_fit_the_solution_say_where_they_are(self, load: Load) -> None:
        with pytest.raises(CourseError, match=r"'7' occurs 0 times .*first, tripled\)"):
            load({"first": CHANGED.replace('replace("2", "3")', 'replace("7", "3")')})

    def test_can_start_from_a_function_of_their_own(self, load: Load) -> None:
        *_, minus = load({"first": CHANGED}).mistakes

        assert minus.implementation.cell == "def double(x):\n    y = x\n    return y - x"
        assert minus.implementation.value(3) == 0


def test_the_ids_of_catalogue_rows_are_different_and_in_use() -> None:
    rows = importlib.import_module("hidden_checks.mistake_catalogue_rows").CATALOGUE_ROWS
    texts = [
        path.read_text(encoding="utf-8")
        for unit in COURSE.units
        for path in sorted((unit.checks / "mistakes").glob("*.py"))
    ]

    assert len({row.id for row in rows}) == len(rows)
    assert [row.id for row in rows if not any(f'"{row.id}"' in text for text in texts)] == []
