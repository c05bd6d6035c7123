"""Appending a unit to course.yml: comments stay where they are, and YAML reads back what was appended."""

from __future__ import annotations

import pytest
import yaml

from autograder.course.yaml_append import append_unit
from autograder.errors import CourseError

ENTRY = {"id": "b", "title": "B", "minutes": 60, "preload": ["numpy"]}


LISTS = [
    pytest.param("units:\n- id: a\n  title: A\n# the end", id="no indent"),
    pytest.param("units:\n  - id: a\n    title: >\n      A\n\n# more\nlimits: {}\n", id="a block of text"),
    pytest.param(
        "units:\n  -   id: a # with a comment\n      limits: {cell_seconds: 2} # and another\n      title: A\n\nid: c",
        id="wide",
    ),
    pytest.param("id: c\nunits:\n    - id: a\n      needs:\n        - torch\n", id="a list inside"),
    pytest.param('id: c\nunits:\n  - {id: a, title: "A"}\n', id="one-line unit"),
]


@pytest.mark.parametrize("text", LISTS)
def test_every_style_of_list_keeps_its_lines(text: str) -> None:
    longer = append_unit(text, ENTRY)
    lines = [line for line in longer.splitlines() if line.strip() and line not in text.splitlines()]

    assert [line.strip(" -") for line in lines] == ["id: b", "title: B", "minutes: 60", "preload: [numpy]"]
    assert [line for line in longer.splitlines() if line not in lines] == text.splitlines()


@pytest.mark.parametrize("text", LISTS)
def test_a_unit_that_is_in_the_list_is_not_appended_again(text: str) -> None:
    longer = append_unit(text, ENTRY)

    assert append_unit(longer, ENTRY) == longer


def test_a_list_in_one_line_is_refused() -> None:
    with pytest.raises(CourseError, match="'units' is written in one line"):
        append_unit("id: c\nunits: [{id: a, title: A}]\n", ENTRY)


@pytest.mark.parametrize("title", ["yes", "12", "a: b", "# no", "- x", 'say "so"', "naïve – α", "it's", "{x}", "null"])
def test_any_title_is_read_back_unchanged(title: str) -> None:
    longer = append_unit("units:\n  - id: a\n", ENTRY | {"title": title})

    assert yaml.safe_load(longer)["units"][1]["title"] == title
