"""The whole way to a book: execute the solved notebooks, write the pages, build the site, scan it, put it in place."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from autograder.book import execution, leak_check, lesson, pdf, sources, sphinx_build
from autograder.course import unit_content
from autograder.course.configuration import Course, Unit
from autograder.errors import UsageError
from autograder.files import holds_something_else, replace_folder

MADE_HERE = ".made-by-autograder-book"
"""A file in a finished book: this command may replace the folder."""


@dataclass(frozen=True)
class Book:
    """A finished book, and the units that are not in it because a module that they need is not installed."""

    first_page: Path
    pdf: Path | None
    left_out: tuple[Unit, ...]


def make_book(
    course: Course,
    folder: Path,
    *,
    for_instructors: bool = False,
    with_pdf: bool = False,
    report: Callable[[str], None] = lambda line: None,
) -> Book:
    """Build the book of a course in a folder, which is replaced if an earlier book is in it.

    LeakError where a page for students holds a secret line; the folder then stays as it is. UsageError where a tool is
    missing or the folder holds something else.
    """
    sphinx_build.require_tools()
    chromium = pdf.find_chromium() if with_pdf else ""
    _require_replaceable(course, folder)
    left_out = tuple(unit for unit in course.units if unit.missing)
    with tempfile.TemporaryDirectory(prefix="autograder-book-") as temporary:
        work, site = Path(temporary), Path(temporary, "site")
        _write_pages(course, work / "pages", for_instructors, report)
        report("building the site")
        sphinx_build.build(work / "pages", site)
        if not for_instructors:
            leak_check.scan_site(course, site)
        shutil.rmtree(site / ".doctrees", ignore_errors=True)
        if with_pdf:
            report("printing the PDF")
            sphinx_build.build(work / "pages", work / "one-page", builder="singlehtml")
            pdf.print_page(work / "one-page" / "index.html", site / f"{course.id}.pdf", chromium)
        (site / MADE_HERE).touch()
        replace_folder(site, folder)
    return Book(folder / "index.html", folder / f"{course.id}.pdf" if with_pdf else None, left_out)


def _write_pages(course: Course, folder: Path, for_instructors: bool, report: Callable[[str], None]) -> None:
    contents, pages = [], []
    for unit in course.units:
        if not unit.missing:
            report(f"{unit.id}: running the solved notebook")
            content = unit_content.load(course, unit.id)
            contents.append(content)
            pages.append(lesson.write_page(content, execution.execute(content), for_instructors=for_instructors))
    sources.write_sources(folder, course, contents, pages, for_instructors=for_instructors)


def _require_replaceable(course: Course, folder: Path) -> None:
    """Raise UsageError where the folder holds anything but an earlier book, or parts of the course."""
    if course.root.resolve().is_relative_to(folder.resolve()):
        raise UsageError("the book would replace the course", where=str(folder), fix="name a folder of its own")
    if holds_something_else(folder, MADE_HERE):
        raise UsageError("the folder holds something else", where=str(folder), fix="name a new or an empty folder")
