"""Sphinx on a few pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.book import sphinx_build
from autograder.errors import CourseError, UsageError


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A folder of pages with its settings."""
    folder = tmp_path / "pages"
    (folder / "_static").mkdir(parents=True)
    sphinx_build.write_settings(folder, {"project": "A course", "html_css_files": []})
    return folder


def test_without_its_tools_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sphinx_build, "TOOLS", ("sphinx", "nowhere_to_be_found"))

    with pytest.raises(UsageError, match=r"needs nowhere_to_be_found, not installed here.*pip install sphinx"):
        sphinx_build.require_tools()


@pytest.mark.parametrize(
    ("text", "message"),
    [("# A\n\n[b](nowhere.md)\n", "nowhere.md"), ("# A\n\n$x^a^b$\n", "cannot read the formula")],
    ids=["broken link", "broken formula"],
)
def test_a_mistake_on_a_page_stops_the_build(pages: Path, tmp_path: Path, text: str, message: str) -> None:
    (pages / "index.md").write_text(text, encoding="utf-8")

    with pytest.raises(CourseError, match=message):
        sphinx_build.build(pages, tmp_path / "site")


def test_a_formula_becomes_mathml(pages: Path, tmp_path: Path) -> None:
    (pages / "index.md").write_text("# A\n\n$f'''(t)$\n\n$$\\frac{1}{2}$$\n", encoding="utf-8")
    sphinx_build.build(pages, tmp_path / "site")
    html = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")

    assert html.count("<math") == 2
    assert "<mfrac>" in html
    assert '<mo mathsize="140%">&#x02034;</mo>' in html
    assert "mathjax@" not in html
