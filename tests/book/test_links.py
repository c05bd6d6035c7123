"""Titles of units become links, and the sentence "builds on" says what comes before."""

from __future__ import annotations

import pytest

from autograder.book import links
from autograder.course.configuration import Course
from autograder.course.notebook import Notebook


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see *A line and its loss*.", "see [*A line and its loss*](line-and-loss.md)."),
        ("from *The gradient*:", "from [*The gradient*](gradient.md):"),
        ("this is *not* it", "this is *not* it"),
        ("**The gradient** is", "**The gradient** is"),
        ("`*The gradient*` and $a *The gradient* b$", "`*The gradient*` and $a *The gradient* b$"),
        ("our own *The training loop*", "our own *The training loop*"),
    ],
    ids=["full title", "title before the comma", "other italics", "bold", "code and formulas", "the unit itself"],
)
def test_a_title_in_italics_becomes_a_link(course: Course, text: str, expected: str) -> None:
    assert links.link_titles(text, course, course.unit("training-loop")) == expected


def notebook(text: str) -> Notebook:
    return {"cells": [{"cell_type": "markdown", "metadata": {}, "source": text}]}


def test_builds_on_names_the_units_of_the_sentence_in_the_order_of_the_course(course: Course) -> None:
    text = (
        "**Before you begin.** This unit builds on *The training loop* (the loop) and on *The gradient*. "
        "You need not have done *Ridge and Lasso*."
    )
    earlier = links.builds_on(notebook(text), course, course.unit("autodiff"))

    assert [unit.id for unit in earlier] == ["gradient", "training-loop"]


def test_a_unit_that_builds_on_nothing_names_no_unit(course: Course) -> None:
    assert links.builds_on(notebook("No other unit comes before."), course, course.unit("gradient")) == []
