"""A page with widgets is recognised by what its program sets."""

from __future__ import annotations

import sys
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


def test_an_ipython_console_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JPY_SESSION_NAME", "a.ipynb")
    monkeypatch.setattr(IPython, "get_ipython", lambda: SimpleNamespace(user_ns={}))

    assert not frontend.supports_widgets()


def test_plain_python_does_not() -> None:
    assert not frontend.supports_widgets()
