"""The page about similar submissions: both texts, marks that are not colour alone, no verdict, nothing that runs."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from autograder.similarity.page import similarity_page
from autograder.similarity.pairs import SimilarPair, similar_pairs
from autograder.similarity.passages import ShownCell, compare
from autograder.similarity.submitted_code import CourseCode
from autograder.submissions.git_history import GitHistory
from tests.browser_page import load_page
from tests.hostile_markdown import HOSTILE
from tests.similarity.programs import RENAMED, REORDERED, UNUSUAL, USUAL, Program, code

NOTHING = CourseCode(frozenset(), frozenset())
TIME = datetime(2027, 3, 1, 12, tzinfo=UTC)


def pairs_of(ada: Program, bob: Program, names: tuple[str, str] = ("ada", "bob")) -> list[SimilarPair]:
    usual = [code(f"usual {number}", program) for number, program in enumerate(USUAL)]
    return similar_pairs([*usual, code(names[0], ada), code(names[1], bob)], NOTHING)


def page_of(pairs: list[SimilarPair], **options: Any) -> str:
    return similarity_page("The training loop", pairs, NOTHING, class_size=5, total=len(pairs), **options)


def texts(cells: tuple[ShownCell, ...]) -> dict[str, str]:
    return {cell.name: "".join(part.text for part in cell.parts) for cell in cells}


def hostile_program(text: str) -> Program:
    """Return a program with hostile text in names, comments and strings; long enough to be listed."""
    lines = [f"# {line} and some more words" for line in text.splitlines()] + [f"message = {text!r}"]
    return {f"<b>{text}</b>": UNUSUAL["train_step"] + "\n".join(lines) + "\n"}


@pytest.mark.parametrize("copy", [UNUSUAL, RENAMED, REORDERED])
def test_both_texts_are_complete_and_passages_have_the_same_numbers(copy: Program) -> None:
    (pair,) = pairs_of(UNUSUAL, copy)
    comparison = compare(pair, NOTHING)
    numbers = [
        {part.passage for cell in cells for part in cell.parts} - {0} for cells in (comparison.first, comparison.second)
    ]

    assert texts(comparison.first) == dict(UNUSUAL)
    assert texts(comparison.second) == dict(copy)
    assert numbers[0] == numbers[1] == set(range(1, comparison.passages + 1))
    assert all(0 < share <= 1 for share in comparison.shares)


def test_a_passage_is_marked_by_a_number_and_a_line_not_by_colour_alone() -> None:
    page = page_of(pairs_of(UNUSUAL, RENAMED))

    assert page.count("<mark><sup>1</sup>") == 2
    assert "mark { background: none" in page
    assert "text-decoration: underline" in page


def test_a_cell_without_anything_in_common_is_folded() -> None:
    page = page_of(pairs_of({**UNUSUAL, "more": "pass\n"}, RENAMED))

    assert "<summary>more: nothing in common</summary>" in page
    assert "<summary>train_step" not in page


def test_it_says_what_it_is_and_gives_no_verdict() -> None:
    page = page_of(pairs_of(UNUSUAL, RENAMED))
    words = set(re.findall("[a-z]+", re.sub(r"<style>.*?</style>|<[^>]*>", " ", page, flags=re.DOTALL).lower()))

    assert "a list for a person to read, and not a finding" in page
    assert "talk with each of the two" in page
    assert not words & {"plagiarism", "cheating", "cheated", "cheater", "suspicious", "suspect", "guilty", "score"}


def test_without_a_pair_it_says_so() -> None:
    assert "No two submissions share enough that is unusual." in page_of([])


def test_attempts_are_told_where_there_is_a_history() -> None:
    histories = {"ada": GitHistory(14, TIME, TIME + timedelta(days=3)), "bob": GitHistory(1, TIME, TIME, False)}
    page = page_of(pairs_of(UNUSUAL, RENAMED), histories=histories)

    assert "14 commits, 2027-03-01 12:00 UTC to 2027-03-04 12:00 UTC" in page
    assert "1 commit, 2027-03-01 12:00 UTC (older ones are not in this clone)" in page


def test_equal_submissions_give_the_same_bytes() -> None:
    assert page_of(pairs_of(UNUSUAL, REORDERED)) == page_of(pairs_of(UNUSUAL, REORDERED))


@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_of_a_student_becomes_html(name: str) -> None:
    text = HOSTILE[name]
    page = page_of(pairs_of(hostile_program(text), hostile_program(text), (text, f"{text}2")))
    allowed = re.sub(r"</?(?:mark|sup|li|pre|h4)\b[^<>]*>", "", page)
    harmless = page_of(pairs_of(hostile_program("harmless"), hostile_program("harmless"), ("a", "b")))

    assert "<mark>" in page
    assert allowed.count("<") == re.sub(r"</?(?:mark|sup|li|pre|h4)\b[^<>]*>", "", harmless).count("<")
    assert not re.search(r"<(?:mark|sup|li|pre|h4) (?!class=\"(?:detail|code)\">)", page)


@pytest.mark.browser
def test_it_loads_and_runs_nothing_and_axe_finds_nothing(browser: Any, tmp_path: Path) -> None:
    text = " ".join(HOSTILE.values())
    path = tmp_path / "page.html"
    path.write_text(page_of(pairs_of(hostile_program(text), {**hostile_program(text), **RENAMED})), encoding="utf-8")
    _, urls, scripts = load_page(browser, path)

    assert (urls, scripts) == (set(), [])
    for scheme in ("light", "dark"):
        page = browser.new_page(viewport={"width": 400, "height": 900}, color_scheme=scheme)
        page.goto(path.as_uri())
        violations = Axe().run(page).response["violations"]
        width = page.evaluate("document.documentElement.scrollWidth")
        page.close()

        assert [(violation["id"], violation["nodes"][0]["html"]) for violation in violations] == []
        assert width <= 400
