"""The command `book`."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from autograder.book import book, sphinx_build
from autograder.cli.main import main
from autograder.course.configuration import Course

ROOT = Path(__file__).parents[2]


def test_says_what_to_install_where_a_tool_is_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(sphinx_build, "TOOLS", ("nowhere_to_be_found",))
    result = CliRunner().invoke(main, ["book", "--output", str(tmp_path / "book")])

    assert result.exit_code == 2
    assert "a book needs nowhere_to_be_found, not installed here" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "folder"), [([], "book"), (["--instructor"], "book-instructor")], ids=["students", "instructors"]
)
def test_names_the_units_that_are_left_out(monkeypatch: pytest.MonkeyPatch, arguments: list[str], folder: str) -> None:
    calls: list[tuple[Path, bool]] = []
    unit = Course.load(ROOT).units[0].model_copy(update={"needs": ("nowhere_to_be_found",)})

    def make_book(course: Course, path: Path, *, for_instructors: bool, **_: object) -> book.Book:
        calls.append((path, for_instructors))
        return book.Book(path / "index.html", None, (unit,))

    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(book, "make_book", make_book)
    result = CliRunner().invoke(main, ["book", *arguments])

    assert calls == [(ROOT / "build" / folder, bool(arguments))]
    assert result.exit_code == 1
    assert f"left out: '{unit.id}' needs nowhere_to_be_found" in result.stderr
