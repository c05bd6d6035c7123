"""The book in Chromium, opened from files: nothing is loaded from elsewhere, nothing is wider than a small screen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WIDER_THAN_THE_SCREEN = "document.documentElement.scrollWidth > window.innerWidth"


def open_page(browser: Any, address: str, width: int, scheme: str) -> tuple[Any, set[str], list[str]]:
    """Open a page; return it with the addresses that it asks for and its errors, both of which go on growing."""
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    addresses: set[str] = set()
    errors: list[str] = []
    page.on("request", lambda request: addresses.add(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(address)
    return page, addresses, errors


@pytest.mark.parametrize("name", ["index", "gradient", "many-features", "glossary", "symbols"])
@pytest.mark.parametrize("edition", ["student", "instructor"])
def test_a_page_fits_every_screen_and_loads_files_only(
    browser: Any, editions: dict[str, Path], edition: str, name: str
) -> None:
    page, addresses, errors = open_page(browser, (editions[edition] / f"{name}.html").as_uri(), 1280, "light")
    too_wide = []
    for width in (1280, 400):
        for scheme in ("light", "dark"):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            too_wide += [(width, scheme)] * page.evaluate(WIDER_THAN_THE_SCREEN)
    page.close()

    assert not too_wide
    assert not [address for address in addresses if not address.startswith(("file:", "data:"))]
    assert not errors


def test_the_search_finds_a_page_without_a_server(browser: Any, student_edition: Path) -> None:
    address = (student_edition / "search.html").as_uri() + "?q=complex+step"
    page, addresses, errors = open_page(browser, address, 1280, "light")
    page.wait_for_selector("#search-results li a")

    assert "The gradient, and how to check it" in page.inner_text("#search-results")
    assert not [address for address in addresses if not address.startswith(("file:", "data:"))]
    assert not errors


def test_a_figure_turns_once_the_reader_asks_for_it(browser: Any, student_edition: Path) -> None:
    address = (student_edition / "many-features.html").as_uri()
    page, addresses, errors = open_page(browser, address, 1280, "light")

    assert not [address for address in addresses if "plotly" in address]
    page.click(".turnable button >> nth=0")
    page.wait_for_selector(".turnable.turning .stage .main-svg", state="attached")
    assert page.get_attribute(".stage >> nth=0", "aria-label")
    assert not [address for address in addresses if not address.startswith(("file:", "data:", "blob:"))]
    assert not errors
