"""A second grading as a page: who changes, by how much, by which check and why, before anything is published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from autograder.views.html_page import render_page
from autograder.views.regrade_summary import RegradeSummary, marks_text, signed_points


@dataclass(frozen=True)
class StudentPages:
    """The addresses of a student's pages of feedback before and after, relative to the page; empty without a file."""

    before: str = ""
    after: str = ""


def regrade_page(title: str, summary: RegradeSummary, pages: Mapping[str, StudentPages], *, date: datetime) -> str:
    """Return the page as HTML; `title` is that of the unit."""
    return render_page(
        "regrade.html",
        title=title,
        summary=summary,
        checks=list(summary.checks()),
        pages=pages,
        no_pages=StudentPages(),
        date=f"{date:%d %b %Y, %H:%M %Z}",
        marks_text=marks_text,
        signed_points=signed_points,
    )
