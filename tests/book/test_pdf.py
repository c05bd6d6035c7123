"""The PDF of a book."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from autograder.book import pdf
from autograder.errors import UsageError


def test_without_chromium_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)

    with pytest.raises(UsageError, match=r"a PDF needs Chromium or Chrome.* Install it, or leave out --pdf"):
        pdf.find_chromium()


@pytest.mark.browser
@pytest.mark.slow
def test_a_page_is_printed(tmp_path: Path) -> None:
    try:
        chromium = pdf.find_chromium()
    except UsageError:
        pytest.skip("no Chromium here")
    (tmp_path / "page.html").write_text("<h1>A line</h1>", encoding="utf-8")
    pdf.print_page(tmp_path / "page.html", tmp_path / "page.pdf", chromium)

    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF")
