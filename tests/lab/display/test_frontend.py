"""A page with widgets is recognised by what its program sets."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import IPython
import pytest
from lab.display import frontend


@pytest.mark.parametrize(
    ("environment", "names", "modules"),
    [
        ({"JPY_SESSION_NAME": "a.ipynb"}, {}, {}),
        ({}, {"__vsc_ipynb_file__": "a.ipynb"}, {}),
        ({}, {}, {"google.colab": 1}),
    ],
    ids=["Jupyter", "VS Code", "Colab"],
)
def test_a_notebook_page_supports_widgets(
    environment: dict[str, str], names: dict[str, str], modules: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    kernel_shell = SimpleNamespace(kernel="a kernel", user_ns={})
    monkeypatch.setattr(IPython, "get_ipython", lambda: kernel_shell)
    without = frontend.supports_widgets()
    kernel_shell.user_ns.update(names)
    for key, value in environment.items():
        monkeypatch.setenv(key, value)
    for key, value in modules.items():
        monkeypatch.setitem(sys.modules, key, value)

    assert not without
    assert frontend.supports_widgets()


def test_a_page_with_python_in_the_browser_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    monkeypatch.setattr(IPython, "get_ipython", lambda: SimpleNamespace(kernel="a kernel", user_ns={}))
    monkeypatch.setattr(sys, "platform", "emscripten")

    assert frontend.supports_widgets()


def test_only_a_browser_can_be_without_the_files_of_the_page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    elsewhere = frontend.has_files_of_page()
    monkeypatch.setattr(sys, "platform", "emscripten")
    in_private_window = frontend.has_files_of_page()
    monkeypatch.setattr(frontend, "DRIVE", tmp_path)

    assert (elsewhere, in_private_window, frontend.has_files_of_page()) == (True, False, True)


def test_an_ipython_console_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JPY_SESSION_NAME", "a.ipynb")
    monkeypatch.setattr(IPython, "get_ipython", lambda: SimpleNamespace(user_ns={}))

    assert not frontend.supports_widgets()


def test_plain_python_does_not() -> None:
    assert not frontend.supports_widgets()
