"""The command `book`: the lessons as a static site and a PDF."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from autograder.course.configuration import Course


@click.command()
@click.option("--output", type=click.Path(path_type=Path), help="The folder of the book (default: in build/).")
@click.option("--instructor", is_flag=True, help="The edition with solutions, hidden checks, mistakes and answers.")
@click.option("--pdf", "with_pdf", is_flag=True, help="Also print the book as a PDF; needs Chromium.")
def book(output: Path | None, instructor: bool, with_pdf: bool) -> None:
    """Build the lessons as a website that needs no network.

    Runs the solved notebooks for their figures. The student's edition holds no solution, which a scan confirms.
    """
    from autograder.book.book import make_book

    course = Course.load()
    folder = output or course.root / "build" / ("book-instructor" if instructor else "book")
    result = make_book(
        course,
        folder,
        for_instructors=instructor,
        with_pdf=with_pdf,
        report=lambda line: click.echo(line, err=True),
    )
    click.echo(f"the book: {result.first_page}")
    if result.pdf:
        click.echo(f"the PDF: {result.pdf}")
    for unit in result.left_out:
        click.echo(f"left out: '{unit.id}' needs {', '.join(unit.missing)}, not installed here", err=True)
    sys.exit(1 if result.left_out else 0)
