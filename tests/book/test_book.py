"""The two editions of a book: what is in them, and what is not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from pathlib import Path

import pytest

from autograder.book import book, execution, leak_check
from autograder.book.execution import Outputs
from autograder.course.configuration import Course
from autograder.course.unit_content import UnitContent
from autograder.errors import LeakError, UsageError

pytestmark = pytest.mark.slow


def page_text(folder: Path, name: str) -> str:
    """Return the text of a page in one line."""
    return " ".join(leak_check.readable_texts(folder)[f"{name}.html"].split())


class TestStudentsEdition:
    def test_has_a_page_for_each_unit_in_the_order_of_the_course(self, student_edition: Path) -> None:
        html = (student_edition / "index.html").read_text(encoding="utf-8")
        pages = re.findall(r'class="toctree-l1"><a class="reference internal" href="([\w-]+).html"', html)

        assert pages == ["gradient", "many-features", "glossary", "symbols"]

    def test_says_what_a_unit_takes_and_builds_on(self, student_edition: Path, small_course: Course) -> None:
        text = page_text(student_edition, "gradient")

        assert "Unit 1: The gradient, and how to check it" in text
        assert f"Unit 1 of 2 · about {small_course.unit('gradient').minutes} minutes · 40 points" in text

    def test_shows_stubs_questions_and_figures_of_given_cells(self, student_edition: Path) -> None:
        text = page_text(student_edition, "gradient")

        assert "def grad_line(x, y, w, b): " in text
        assert "# YOUR CODE HERE" in text
        assert "Does the gradient then point in another direction?" in text
        assert (student_edition / "_images" / "cuts-0.png").is_file()

    def test_tells_neither_outcomes_nor_explanations(
        self, student_edition: Path, contents: Mapping[str, UnitContent]
    ) -> None:
        for name, content in contents.items():
            text = page_text(student_edition, name)
            explanations = [
                words
                for question in content.questions.values()
                for words in question.explanations.values()
                if " ".join(words.replace("`", "").split()) in text
            ]

            assert not explanations
            assert text.count("Your notebook shows the outcome here") == len(content.questions)
            assert "@lab.reveal" not in text

    def test_has_no_solution_and_no_hidden_check(
        self, student_edition: Path, contents: Mapping[str, UnitContent]
    ) -> None:
        text = "".join(leak_check.readable_texts(student_edition)["gradient.html"].split())
        solution = contents["gradient"].solutions["grad_line"].rstrip().splitlines()[-1]

        assert "".join(solution.split()) not in text
        assert "For instructors only" not in text

    def test_is_refused_where_an_output_shows_a_line_of_a_solution(
        self,
        small_course: Course,
        executed: Mapping[str, Outputs],
        contents: Mapping[str, UnitContent],
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        line = contents["gradient"].solutions["grad_line"].rstrip().splitlines()[-1]
        output = {"output_type": "stream", "name": "stdout", "text": f"Hint: look at\n{line}\n"}
        outputs = {name: dict(executed[name]) for name in executed}
        outputs["gradient"]["cuts"] = (output,)
        monkeypatch.setattr(execution, "execute", lambda content: outputs[content.unit.id])

        with pytest.raises(LeakError, match="a secret line would be released"):
            book.make_book(small_course, tmp_path / "book")
        assert not (tmp_path / "book").exists()


class TestInstructorsEdition:
    def test_is_marked_on_every_page(self, instructor_edition: Path) -> None:
        pages = [path.read_text(encoding="utf-8") for path in instructor_edition.glob("*.html")]

        assert pages
        assert all("Instructor&#39;s edition" in page or "Instructor's edition" in page for page in pages)

    def test_shows_solutions_checks_mistakes_and_hints(
        self, instructor_edition: Path, contents: Mapping[str, UnitContent]
    ) -> None:
        text = page_text(instructor_edition, "gradient")
        content = contents["gradient"]
        mistake = content.catalogue.mistakes_of("grad_line")[0]

        assert " ".join(content.solutions["grad_line"].split()) in text
        assert "test_agrees_with_the_slopes_of_the_loss" in text
        assert mistake.title in text
        assert " ".join(mistake.hint.replace("`", "").split()) in text

    def test_tells_the_answer_and_the_explanation_that_holds(
        self, instructor_edition: Path, contents: Mapping[str, UnitContent]
    ) -> None:
        text = page_text(instructor_edition, "gradient")
        question = contents["gradient"].questions["smaller-step"]

        assert f"Answer: {question.format('no')}" in text
        assert f"The explanation that holds: {question.explanations['cancels']}" in text


class TestFolder:
    def test_with_other_files_stays_as_it_is(self, small_course: Course, tmp_path: Path) -> None:
        (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")

        with pytest.raises(UsageError, match="the folder holds something else"):
            book.make_book(small_course, tmp_path)
        assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]

    def test_of_the_course_is_never_replaced(self, small_course: Course) -> None:
        with pytest.raises(UsageError, match="the book would replace the course"):
            book.make_book(small_course, small_course.root)

    def test_with_an_earlier_book_is_replaced(
        self,
        small_course: Course,
        executed: Mapping[str, Outputs],
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(execution, "execute", lambda content: executed[content.unit.id])
        (tmp_path / book.MADE_HERE).touch()
        (tmp_path / "old.html").touch()
        book.make_book(small_course, tmp_path)

        assert (tmp_path / "index.html").is_file()
        assert not (tmp_path / "old.html").exists()


def test_every_picture_has_an_alternative_text(editions: Mapping[str, Path]) -> None:
    pages = [path.read_text(encoding="utf-8") for folder in editions.values() for path in folder.glob("*.html")]
    pictures = [tag for page in pages for tag in re.findall(r"<img [^>]*>", page)]
    silent = [tag for tag in pictures if not unescape("".join(re.findall(r'alt="([^"]*)"', tag))).strip()]

    assert pictures
    assert not silent


def test_no_page_names_an_address_on_the_network_to_load(editions: Mapping[str, Path]) -> None:
    pages = [path.read_text(encoding="utf-8") for folder in editions.values() for path in folder.glob("*.html")]

    assert not [
        tag for page in pages for tag in re.findall(r'<(?:script|link|img)[^>]*(?:src|href)="https?:[^>]*>', page)
    ]
