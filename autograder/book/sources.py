"""The folder of MyST pages from which Sphinx builds the book: a page for each unit, the first page, the word lists."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from autograder.book import links, markdown, sphinx_build, word_lists
from autograder.book.lesson import Page
from autograder.course.configuration import Course
from autograder.course.unit_content import UnitContent

MARK = "Instructor's edition: solutions, hidden checks and answers. Not for students."
PREFACE = "preface.md"


def write_sources(
    folder: Path, course: Course, contents: Sequence[UnitContent], pages: Sequence[Page], *, for_instructors: bool
) -> None:
    """Write all pages, their pictures and the settings. `contents` are those of the pages, in the same order."""
    static = folder / "_static"
    static.mkdir(parents=True)
    for name in ("book.css", "book.js", *(["instructor.css"] if for_instructors else [])):
        shutil.copy(sphinx_build.ASSETS / name, static / name)
    if any(page.turns for page in pages):
        shutil.copy(_plotly_script(), static / "plotly.min.js")
    texts = {page.name: page.text for page in pages} | _word_pages(course)
    texts["index"] = _first_page(course, contents, list(texts))
    for name, text in texts.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    for page in pages:
        for path, picture in page.pictures.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(picture)
    sphinx_build.write_settings(folder, _settings(course, for_instructors))


def _settings(course: Course, for_instructors: bool) -> dict[str, object]:
    title = f"{course.title} (instructor's edition)" if for_instructors else course.title
    theme_options: dict[str, object] = {"top_of_page_buttons": [], "navigation_with_keys": True}
    settings: dict[str, object] = {"project": title, "html_title": title, "html_js_files": ["book.js"]}
    if for_instructors:
        theme_options["announcement"] = MARK
        settings["myst_html_meta"] = {"robots": "noindex"}
        settings["html_css_files"] = ["book.css", "instructor.css"]
    return settings | {"html_theme_options": theme_options}


def _first_page(course: Course, contents: Sequence[UnitContent], names: Sequence[str]) -> str:
    """Return the first page: the preface, the units with their minutes and points, and the order of all pages."""
    preface = course.root / word_lists.FOLDER / PREFACE
    rows = [_unit_row(course, content) for content in contents]
    table = markdown.table(("", "unit", "minutes", "points", "builds on"), rows)
    order = "\n".join(["```{toctree}", ":hidden:", "", *names, "```"])
    text = preface.read_text(encoding="utf-8").strip() if preface.is_file() else ""
    return "\n\n".join([f"# {course.title}", text, "## The units", table, order]) + "\n"


def _unit_row(course: Course, content: UnitContent) -> tuple[str, ...]:
    unit = content.unit
    numbers = [str(links.number_of(course, other)) for other in links.builds_on(content.source, course, unit)]
    optional = " (optional)" if unit.optional else ""
    number = str(links.number_of(course, unit))
    title = f"[{unit.title}]({unit.id}.md){optional}"
    return number, title, str(unit.minutes), str(content.points.total), ", ".join(numbers) or "–"


def _word_pages(course: Course) -> dict[str, str]:
    """Return the glossary and the symbols, as far as they concern units of the book."""
    units = {unit.id: unit for unit in course.units}
    pages = {}
    if terms := word_lists.read_terms(course):
        pages["glossary"] = word_lists.glossary_page(terms, units)
    if symbols := word_lists.read_symbols(course):
        pages["symbols"] = word_lists.symbols_page(symbols, units)
    return pages


def _plotly_script() -> Path:
    """Return Plotly's script, which the Python package contains."""
    package = find_spec("plotly")
    return Path(str(package.origin if package else "")).parent / "package_data" / "plotly.min.js"
