"""A table of measurements is readable on a page and in a console."""

from __future__ import annotations

from typing import Any

from lab import show


def test_a_table_is_readable_as_html_and_as_text(displayed: list[Any]) -> None:
    show.table(("Ridge", "Lasso"), {"zeros <exact>": (0, 7), "moved by": (2.90412, 3.1), "convex": (True, False)})
    html, text = displayed[0].html(), displayed[0].text()

    assert "zeros &lt;exact&gt;" in html
    assert text.splitlines()[0].split() == ["Ridge", "Lasso"]
    assert [line.split()[-2:] for line in text.splitlines()[1:]] == [["0", "7"], ["2.9", "3.1"], ["yes", "no"]]
