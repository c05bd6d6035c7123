"""Links, paths and commands in README.md, CONTRIBUTING.md, CHANGELOG.md and docs/ lead to something that exists."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

from autograder.course.configuration import Course

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")] + sorted(
    (ROOT / "docs").glob("*.md")
)
EXAMPLE_UNIT = re.compile("(huber.loss|first.unit)")
"""The units that docs/check-writers.md and `autograder init` create."""
FOLDERS = ("autograder", "benchmarks", "docs", "hidden_checks", "solutions", "source", "student", "tests")

pages = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


def anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"(?m)^#+ (.+)$", page.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pages
def test_every_relative_link_leads_to_a_file_and_a_heading(page: Path) -> None:
    text = re.sub(r"(?ms)^```.*?^```", "", page.read_text(encoding="utf-8"))
    links = re.findall(r"\]\((?!https?:)([^)\s]+)\)", text) + re.findall(r'src="([^"]+)"', text)
    broken = []
    for link in links:
        name, _, anchor = link.partition("#")
        target = page.parent / name if name else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(link)

    assert not broken


@pages
def test_every_path_of_the_project_exists(page: Path) -> None:
    """A path with a placeholder (`<unit>`, `UNIT`, `*`) is not checked."""
    text = page.read_text(encoding="utf-8")
    paths = set(re.findall(rf"(?<![\w./<-])(?:{'|'.join(FOLDERS)})/[\w./-]*\w/?(?![\w<*-])", text))
    missing = [path for path in sorted(paths) if not (ROOT / path).exists() and not EXAMPLE_UNIT.search(path)]

    assert not missing


@pages
def test_every_module_that_is_run_or_imported_exists(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    modules = set(re.findall(r"(?:python -m|from|import) ((?:autograder|benchmarks|lab)(?:\.\w+)*)", text))

    names = [module for module in sorted(modules) if not EXAMPLE_UNIT.search(module)]

    assert not [name for name in names if importlib.util.find_spec(name) is None]


def test_the_readme_is_shorter_than_150_lines() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) < 150


def test_the_readme_has_the_minutes_of_each_unit() -> None:
    table = re.findall(r"(?m)^\| `([\w-]+)`(?: \(optional\))? \| 40 \| (\d+) \|", (ROOT / "README.md").read_text())

    assert table == [(unit.id, str(unit.minutes)) for unit in Course.load(ROOT).units]
