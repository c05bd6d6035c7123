"""The page of a unit with a text that a person grades."""

from __future__ import annotations

import pytest

from autograder.book.lesson import write_page
from autograder.course import unit_content
from autograder.course.configuration import Course
from autograder.course.notebook import TEXT_STUB, manual_answers

pytest.importorskip("sphinx", reason="a book needs the extra `book`")


@pytest.mark.parametrize("for_instructors", [False, True], ids=["students", "instructors"])
def test_a_sample_text_is_in_the_instructors_edition_alone(course: Course, for_instructors: bool) -> None:
    content = unit_content.load(course, "capstone")
    (sample,) = manual_answers(content.source).values()
    page = write_page(content, {}, for_instructors=for_instructors)

    assert (sample in page.text) == for_instructors
    assert TEXT_STUB not in page.text
