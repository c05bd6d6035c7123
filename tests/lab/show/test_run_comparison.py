"""Training runs side by side, also those that diverge."""

from __future__ import annotations

from typing import Any

import numpy as np
from lab import show


def test_runs_are_side_by_side_and_a_diverging_one_leaves_its_panel(displayed: list[Any]) -> None:
    converging = {"w": np.array([0.0, 1.0]), "b": np.array([0.0, 2.0]), "loss": np.array([9.0, 1.5])}
    diverging = {"w": np.array([0.0, 1e70]), "b": np.array([0.0, -1e70]), "loss": np.array([9.0, 1e140])}
    show.side_by_side({"a": converging, "b": diverging}, best=(1.5, 2.0), least=1.0)
    above, below = displayed[0].axes[:2], displayed[0].axes[2:]

    assert [axes.get_title(loc="left") for axes in above] == ["loop a", "loop b"]
    assert {axes.get_yscale() for axes in above} == {"log"}
    assert all(axes.get_ylim()[0] < 0 < axes.get_ylim()[1] for axes in below)
    assert max(axes.get_ylim()[1] for axes in below) <= 8.0
    assert [[text.get_text() for text in axes.texts] for axes in below] == [[], ["gone in step 1"]]
