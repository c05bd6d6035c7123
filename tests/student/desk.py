"""A student's desk: the notebook page, worked with mouse and keys as a person does, waiting for what is seen."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

CELL = ".jp-Notebook .jp-Cell"
LISTENS = "() => window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'"
CARD = ".jp-OutputArea-output.jp-RenderedHTML"


class Desk:
    """One notebook on one page."""

    def __init__(self, page: Page, address: str, pictures: Path) -> None:
        self.page, self.pictures, self.strangers = page, pictures, list[str]()
        self._own = address.split("/doc/")[0]
        page.set_default_timeout(30_000)
        expect.set_options(timeout=30_000)
        page.route(lambda url: not url.startswith((self._own, "data:", "blob:")), self._refuse)
        page.goto(address)
        self.ready()

    def _refuse(self, route: Any) -> None:
        self.strangers.append(route.request.url)
        route.abort()

    def ready(self) -> None:
        """Wait until the notebook is there and its kernel listens."""
        self.page.wait_for_selector(CELL)
        self.page.wait_for_function(LISTENS)

    def cell(self, source: str) -> Locator:
        """The code cell whose text begins so."""
        lines = self.page.locator(f"{CELL}.jp-CodeCell").filter(
            has=self.page.locator(".cm-content").filter(has_text=re.compile(rf"^\s*{re.escape(source)}"))
        )
        return lines.first

    def output(self, source: str) -> Locator:
        return self.cell(source).locator(".jp-Cell-outputArea")

    def says(self, source: str, words: str) -> str:
        """Wait until the cell's output says the words; all it says."""
        expect(self.output(source)).to_contain_text(words)
        return self.output(source).text_content() or ""

    def menu(self, name: str, entry: str) -> None:
        self.page.locator(".lm-MenuBar-itemLabel", has_text=re.compile(f"^{name}$")).click()
        self.page.locator(".lm-Menu-itemLabel", has_text=re.compile(f"^{re.escape(entry)}")).first.click()

    def run(self, source: str) -> None:
        """Click into the cell and run it."""
        self.cell(source).locator(".cm-content").click()
        self.page.keyboard.press("Control+Enter")

    def write(self, source: str, text: str) -> None:
        """Replace a cell's text and run it."""
        cell = self.cell(source)
        number = cell.locator(".jp-InputPrompt").text_content()
        cell.locator(".cm-content").click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(text)
        self.page.keyboard.press("Control+Enter")
        after = self.cell(text.split("\n")[0]).locator(".jp-InputPrompt")
        expect(after).to_have_text(re.compile(r"\[\d+\]"))
        expect(after).not_to_have_text(number or "")

    def press_until(self, key: str, reached: Callable[[], bool]) -> None:
        """Press a key until something is reached, as long as a person would have patience."""
        for _ in range(80):
            if reached():
                return
            self.page.keyboard.press(key)
        raise AssertionError(f"{key} did not lead there")

    def go_to(self, source: str) -> None:
        """By arrow keys alone, from wherever the notebook has its cursor to the cell."""
        self.press_until("ArrowUp", lambda: self._active_is(0))
        wanted = self.cell(source).evaluate(f"cell => [...document.querySelectorAll('{CELL}')].indexOf(cell)")
        self.press_until("ArrowDown", lambda: self._active_is(wanted))

    def _active_is(self, index: int) -> bool:
        active = self.page.evaluate(
            f"[...document.querySelectorAll('{CELL}')].findIndex(c => c.classList.contains('jp-mod-active'))"
        )
        return bool(active == index)

    def tab_to(self, name: str) -> None:
        """By the Tab key alone, to the button or field of this name."""
        self.press_until("Tab", lambda: self.focus() == name)

    def focus(self) -> str:
        """The name of what the keyboard speaks to."""
        name: str = self.page.evaluate(
            "(e => (e.labels?.[0]?.textContent ?? e.textContent).trim())(document.activeElement)"
        )
        return name

    def save(self) -> None:
        self.page.keyboard.press("Control+s")
        expect(self.page.locator(".jp-mod-dirty")).to_have_count(0)

    def restart(self) -> None:
        self.menu("Kernel", "Restart Kernel…")
        self.page.locator(".jp-Dialog button.jp-mod-accept").click()
        expect(self.page.locator(".jp-Dialog")).to_have_count(0)
        self.ready()

    def reload(self) -> None:
        self.page.reload()
        self.ready()

    def picture(self, name: str, source: str | None = None) -> None:
        """Keep the page, or a cell with its output, for people to look at."""
        path = self.pictures / f"{name}.png"
        if source is None:
            self.page.screenshot(path=path)
        else:
            self.cell(source).scroll_into_view_if_needed()
            self.cell(source).screenshot(path=path)
