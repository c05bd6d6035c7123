"""Fixtures for tests of `lab`: a kernel that has just started, in an empty folder."""

from __future__ import annotations

import contextlib
import linecache
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import IPython
import IPython.display
import pytest
from lab.checking import exercises, results
from lab.display import frontend, live_cards
from lab.predicting import notebook_folder, widgets

from tests.lab.widget_page import Page


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder: an empty one, for a kernel that has no results and shows no cards yet."""
    monkeypatch.chdir(tmp_path)
    results.latest.clear()
    live_cards.live_cards.clear()
    exercises.begun_units.clear()
    monkeypatch.setattr(notebook_folder, "first_folders", [])
    return tmp_path


@pytest.fixture
def run_cell() -> Iterator[Callable[[str], None]]:
    """Run a cell as IPython does: its source is in `In`, also where Python cannot read it."""
    namespace = vars(sys.modules["__main__"])
    before = dict(namespace)
    sources: list[str] = [""]
    namespace["In"] = sources

    def run_cell(source: str) -> None:
        sources.append(source)
        file_name = f"<cell {len(sources)}>"
        linecache.cache[file_name] = (len(source), None, source.splitlines(keepends=True), file_name)
        with contextlib.suppress(SyntaxError):
            exec(compile(source, file_name, "exec"), namespace)

    yield run_cell
    namespace.clear()
    namespace.update(before)


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Handle SIGINT as a notebook does. A process that was started in the background ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def printed(capsys: pytest.CaptureFixture[str]) -> Callable[[], str]:
    """Return what was printed since the last call, with all white space as single spaces."""
    return lambda: " ".join(capsys.readouterr().out.split())


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Page:
    page = Page()
    widgets.open_outputs.clear()
    events = SimpleNamespace(
        register=lambda _, hook: page.hooks.append(hook), unregister=lambda _, hook: page.hooks.remove(hook)
    )
    monkeypatch.setattr(frontend, "supports_widgets", lambda: True)
    monkeypatch.setattr(IPython.display, "display", page.display)
    monkeypatch.setattr(IPython, "get_ipython", lambda: SimpleNamespace(events=events))
    return page
