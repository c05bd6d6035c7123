"""A notebook page in a browser, used with mouse and keyboard as a person does."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, Request, expect

CELL = ".jp-Notebook .jp-Cell"
CARD = ".jp-OutputArea-output.jp-RenderedHTML"
KERNEL_IS_IDLE = "() => window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'"
TIMEOUT_MILLISECONDS = 30_000
MAX_KEY_PRESSES = 80


class NotebookPage:
    """One notebook on one page. A cell is named by how its source begins."""

    def __init__(self, page: Page, address: str, screenshots: Path | None) -> None:
        self.page, self.screenshots, self.external_requests = page, screenshots, list[str]()
        self._internal = ("{0.scheme}://{0.netloc}/".format(urlsplit(address)), "data:", "blob:")
        page.set_default_timeout(TIMEOUT_MILLISECONDS)
        expect.set_options(timeout=TIMEOUT_MILLISECONDS)
        page.on("request", self._record_external)
        page.goto(address)
        self.wait_until_ready()

    def _record_external(self, request: Request) -> None:
        """Record a request to another address than the server's."""
        if not request.url.startswith(self._internal):
            self.external_requests.append(request.url)

    def wait_until_ready(self) -> None:
        """Wait for the notebook and an idle kernel."""
        self.page.wait_for_selector(CELL)
        self.page.wait_for_function(KERNEL_IS_IDLE)

    def cell(self, source: str) -> Locator:
        """Return the first code cell whose source begins so."""
        cells = self.page.locator(f"{CELL}.jp-CodeCell").filter(
            has=self.page.locator(".cm-content").filter(has_text=re.compile(rf"^\s*{re.escape(source)}"))
        )
        return cells.first

    def output(self, source: str) -> Locator:
        return self.cell(source).locator(".jp-Cell-outputArea")

    def wait_for_output(self, source: str, text: str) -> str:
        """Wait until the cell's output contains the text; return the whole output."""
        expect(self.output(source)).to_contain_text(text)
        return self.output(source).text_content() or ""

    def choose_menu_entry(self, menu: str, entry: str) -> None:
        self.page.locator(".lm-MenuBar-itemLabel", has_text=re.compile(f"^{menu}$")).click()
        self.page.locator(".lm-Menu-itemLabel", has_text=re.compile(f"^{re.escape(entry)}")).first.click()

    def run(self, source: str) -> None:
        """Click into a cell and run it."""
        self.cell(source).locator(".cm-content").click()
        self.page.keyboard.press("Control+Enter")

    def replace_and_run(self, source: str, new_source: str) -> None:
        """Replace a cell's source, run it, and wait for its end."""
        cell = self.cell(source)
        execution_count = cell.locator(".jp-InputPrompt").text_content()
        cell.locator(".cm-content").click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(new_source)
        self.page.keyboard.press("Control+Enter")
        prompt = self.cell(new_source.split("\n")[0]).locator(".jp-InputPrompt")
        expect(prompt).to_have_text(re.compile(r"\[\d+\]"))
        expect(prompt).not_to_have_text(execution_count or "")

    def press_until(self, key: str, condition: Callable[[], bool]) -> None:
        """Press a key until the condition holds."""
        for _ in range(MAX_KEY_PRESSES):
            if condition():
                return
            self.page.keyboard.press(key)
        raise AssertionError(f"pressing {key} {MAX_KEY_PRESSES} times did not lead there")

    def move_to(self, source: str) -> None:
        """Move to a cell with the arrow keys alone."""
        index = self.cell(source).evaluate(f"cell => [...document.querySelectorAll('{CELL}')].indexOf(cell)")
        key = "ArrowUp" if self._active_index() > index else "ArrowDown"
        self.press_until(key, lambda: self._active_index() == index)

    def _active_index(self) -> int:
        index: int = self.page.evaluate(
            f"[...document.querySelectorAll('{CELL}')].findIndex(c => c.classList.contains('jp-mod-active'))"
        )
        return index

    def tab_to(self, name: str) -> None:
        """Move to a button or field with the Tab key alone."""
        self.press_until("Tab", lambda: self.focused_name() == name)

    def focused_name(self) -> str:
        """Return the label of the element that has the keyboard's focus."""
        name: str = self.page.evaluate(
            "(e => (e.labels?.[0]?.textContent ?? e.textContent).trim())(document.activeElement)"
        )
        return name

    def save(self) -> None:
        self.page.keyboard.press("Control+s")
        expect(self.page.locator(".jp-mod-dirty")).to_have_count(0)

    def restart_kernel(self) -> None:
        self.choose_menu_entry("Kernel", "Restart Kernel…")
        self.page.locator(".jp-Dialog button.jp-mod-accept").click()
        expect(self.page.locator(".jp-Dialog")).to_have_count(0)
        self.wait_until_ready()

    def reload(self) -> None:
        self.page.reload()
        self.wait_until_ready()

    def use_theme(self, name: str) -> None:
        """Change the theme as the menu does, which takes a tenth of the time of loading the page again."""
        self.page.evaluate("theme => jupyterapp.commands.execute('apputils:change-theme', {theme})", name)
        self.page.wait_for_function("theme => document.body.dataset.jpThemeName === theme", arg=name)

    def take_screenshot(self, name: str, source: str | None = None) -> None:
        """Save a picture of the page, or of a cell with its output, if there is a folder for it."""
        if self.screenshots is None:
            return
        path = self.screenshots / f"{name}.png"
        if source is None:
            self.page.screenshot(path=path)
        else:
            self.cell(source).scroll_into_view_if_needed()
            self.cell(source).screenshot(path=path)
