"""Fixtures for figures: what is displayed is recorded, and no figure may stay open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import IPython.display
import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest
from lab.display import console
from matplotlib.figure import Figure

mpl.use("agg")


@pytest.fixture(autouse=True)
def displayed(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Everything that is displayed in the notebook; figures are drawn at that moment."""
    outputs: list[Any] = []

    def record(output: Any, **_: Any) -> None:
        if isinstance(output, Figure):
            output.canvas.draw()
        outputs.append(output)

    monkeypatch.setattr(IPython.display, "display", record)
    monkeypatch.setattr(console, "is_console", lambda: False)
    return outputs


@pytest.fixture(autouse=True)
def no_open_figures() -> Iterator[None]:
    """Fail a test after which a figure is still open."""
    yield
    open_figures = plt.get_fignums()
    plt.close("all")
    assert open_figures == []
