"""The glossary and the symbols: complete, without doubles, and true to the lessons."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from autograder.book import word_lists
from autograder.book.word_lists import Symbol, Term
from autograder.course.configuration import Course
from autograder.course.notebook import Role, cell_role, cell_source
from autograder.course.points import read_release
from autograder.errors import CourseError
from tests.real_course import COURSE

ROOT = Path(__file__).parents[2]
TERMS, SYMBOLS = word_lists.read_terms(COURSE), word_lists.read_symbols(COURSE)
FORMULA = re.compile(r"\$\$(.+?)\$\$|\$([^$\n]+)\$", re.DOTALL)


@cache
def lesson_text(name: str) -> str:
    """Return the text cells of a lesson in one line."""
    release = read_release(COURSE.unit(name))
    cells = (cell_source(cell) for cell in release["cells"] if cell_role(cell) is Role.TEXT)
    return " ".join(" ".join(cells).split())


@cache
def formulas(name: str) -> str:
    """Return the formulas of a lesson in one line."""
    return " ; ".join(display or inline for display, inline in FORMULA.findall(lesson_text(name)))


def contains(text: str, symbol: str) -> bool:
    """Return whether TeX contains a symbol that is not a part of a longer word."""
    before = r"(?<![A-Za-z\\])" if symbol[0].isalpha() else ""
    after = r"(?![A-Za-z])" if symbol[-1].isalpha() else ""
    return re.search(before + re.escape(symbol) + after, text) is not None


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.term)
def test_each_term_occurs_in_the_lesson_that_introduces_it(term: Term) -> None:
    text = lesson_text(term.unit)

    assert (term.spelling in text) if term.spelling else (term.term.casefold() in text.casefold().replace("*", ""))


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.term)
def test_each_term_has_one_plain_sentence(term: Term) -> None:
    assert term.meaning[0].isupper()
    assert term.meaning.endswith(".")
    assert len(term.meaning) <= 120
    assert not re.search(r"\. [A-Z]", term.meaning)


@pytest.mark.parametrize("symbol", SYMBOLS, ids=lambda symbol: symbol.symbol)
def test_each_symbol_occurs_in_the_formulas_of_its_units(symbol: Symbol) -> None:
    assert contains(formulas(symbol.unit), symbol.spelling or symbol.symbol)
    assert all(contains(formulas(name), symbol.symbol) for name in symbol.also)


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """The course in a folder without word lists."""
    (tmp_path / "book").mkdir()
    course = Course.load(ROOT)
    course._root = tmp_path
    return course


def test_a_course_without_the_files_has_no_words(course: Course) -> None:
    assert word_lists.read_terms(course) == []
    assert word_lists.read_symbols(course) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "- {term: loss, unit: gradient, meaning: A.}\n- {term: Loss, unit: gradient, meaning: B.}",
            "has two meanings",
        ),
        ("- {term: loss, unit: gradient}", "meaning: Field required"),
        ("- {term: loss, unit: gradient, meaning: A., hint: B}", "hint: Extra inputs"),
        ("- {term: loss", "this file is not YAML"),
    ],
    ids=["double", "incomplete", "unknown key", "not YAML"],
)
def test_an_entry_that_is_wrong_is_an_error(course: Course, text: str, message: str) -> None:
    (course.root / "book" / "glossary.yml").write_text(text, encoding="utf-8")

    with pytest.raises(CourseError, match=re.escape(message)):
        word_lists.read_terms(course)


def test_entries_of_units_that_are_not_in_the_book_are_left_out() -> None:
    units = {"gradient": COURSE.unit("gradient")}

    page = word_lists.glossary_page(TERMS, units)

    assert "chain rule" in page
    assert "soft threshold" not in page
