"""The leak scan of a built site finds a secret line in every place where a page can hold one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from autograder.book import leak_check
from autograder.course.configuration import Course
from autograder.course.unit_content import UnitContent
from autograder.errors import LeakError


@pytest.fixture
def secret(contents: Mapping[str, UnitContent]) -> str:
    """The last line of a solution."""
    return contents["gradient"].solutions["grad_line"].rstrip().splitlines()[-1].strip()


PLACES = {
    "highlighted code": (
        "gradient.html",
        lambda line: "<pre>" + " ".join(f"<span>{part}</span>" for part in line.split()) + "\n</pre>",
    ),
    "text with entities": ("gradient.html", lambda line: f"<p>{line.replace('*', '&#42;')}</p>"),
    "alternative text": ("gradient.html", lambda line: f'<img alt="{line}">'),
    "comment": ("gradient.html", lambda line: f"<!--{line}-->"),
    "data of a figure": ("gradient.html", lambda line: f"<script>\n{line}\n</script>"),
    "page of another kind": ("glossary.html", lambda line: f"<p>{line}</p>"),
    "search index": ("searchindex.js", lambda line: f'Search.setIndex({{"titles":["{line}"]}})'),
    "other text file": ("_sources/notes.txt", lambda line: line),
}


@pytest.mark.parametrize("place", PLACES)
def test_a_secret_line_is_refused(small_course: Course, tmp_path: Path, secret: str, place: str) -> None:
    path, write = PLACES[place]
    (tmp_path / path).parent.mkdir(exist_ok=True)
    (tmp_path / path).write_text(write(secret), encoding="utf-8")

    with pytest.raises(LeakError):
        leak_check.scan_site(small_course, tmp_path)


def test_what_the_handout_shows_is_no_secret(small_course: Course, tmp_path: Path) -> None:
    (tmp_path / "gradient.html").write_text("<pre>def grad_line(x, y, w, b):</pre>", encoding="utf-8")

    leak_check.scan_site(small_course, tmp_path)
