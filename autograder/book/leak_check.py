"""The leak scan of the student's edition: every line that a page, its attributes or the search index holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html.parser import HTMLParser
from pathlib import Path

from autograder.course.configuration import Course, Unit
from autograder.course.notebook import cell_source
from autograder.course.points import read_release
from autograder.release import leak_scan

TEXT_FILES = {".html", ".js", ".json", ".txt", ".xml", ".inv", ".md"}
STRING = re.compile(r'"(?:[^"\\]|\\.)*"')


def scan_site(course: Course, folder: Path) -> None:
    """Raise LeakError for the first secret line in a built site.

    The page of a unit is searched for the secrets of the unit, every other file for those of the whole course, because
    a later unit may show what an earlier one asked for. What the handouts themselves show, also in the middle of a
    line, is no secret: a page breaks lines in other places.
    """
    secrets = {f"{unit.id}.html": _secrets(course, unit) for unit in course.units}
    leak_scan.scan_units({path: text.encode() for path, text in readable_texts(folder).items()}, secrets)


def _secrets(course: Course, unit: Unit) -> list[leak_scan.SecretLine]:
    handout = "".join("".join(cell_source(cell) for cell in read_release(unit)["cells"]).split())
    secrets = leak_scan.find_secrets(course, unit)
    return [secret for secret in secrets if "".join(secret.text.split()) not in handout]


def readable_texts(folder: Path) -> Mapping[str, str]:
    """Return what the text files of a site say, by path: of a page its text, its attributes and its scripts."""
    texts = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix in TEXT_FILES:
            text = path.read_text(encoding="utf-8", errors="replace")
            if path.suffix == ".html":
                text = _page_text(text)
            elif path.name == "searchindex.js":
                text = "\n".join([text, *_strings(text)])
            texts[path.relative_to(folder).as_posix()] = text
    return texts


def _page_text(html: str) -> str:
    page = _Page()
    page.feed(html)
    page.close()
    return "\n".join(["".join(page.text), *page.attributes])


def _strings(javascript: str) -> Iterable[str]:
    return (match[0][1:-1].replace('\\"', '"') for match in STRING.finditer(javascript))


class _Page(HTMLParser):
    """Collects the text of a page, as a reader or a script sees it, and the values of all attributes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.attributes: list[str] = []

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def handle_comment(self, data: str) -> None:
        self.text.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [value for _, value in attrs if value]
        if tag in {"p", "div", "pre", "li", "td", "th", "br", "tr"}:
            self.text.append("\n")
