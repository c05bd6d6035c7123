"""Figures in the course's style are displayed once and closed, whatever happens while they are drawn."""

from __future__ import annotations

from typing import Any

import IPython.display
import matplotlib.pyplot as plt
import pytest
from lab.show import style


def test_a_figure_is_displayed_at_the_end(displayed: list[Any]) -> None:
    with style.displayed_panels(2, (4, 2)) as panels:
        before = list(displayed)

    assert before == []
    assert displayed == [panels[0].figure]


def test_panels_come_row_by_row() -> None:
    with style.displayed_panels(3, (4, 2), rows=2) as panels:
        rows = [axes.get_subplotspec().rowspan.start for axes in panels]

    assert rows == [0, 0, 0, 1, 1, 1]


def test_after_an_error_nothing_is_displayed_and_the_figure_is_closed(displayed: list[Any]) -> None:
    with pytest.raises(NotImplementedError), style.displayed_panels(1, (4, 2)):
        raise NotImplementedError

    assert displayed == []
    assert plt.get_fignums() == []


def test_the_students_own_style_stays_as_it_is() -> None:
    before = dict(plt.rcParams)
    with style.displayed_panels(1, (4, 2)):
        inside = dict(plt.rcParams)

    assert inside != before
    assert dict(plt.rcParams) == before


def test_a_figure_has_its_titles_axes_and_legends_as_alternative_text(monkeypatch: pytest.MonkeyPatch) -> None:
    metadata: list[Any] = []
    monkeypatch.setattr(IPython.display, "display", lambda _, **options: metadata.append(options["metadata"]))
    with style.displayed_panels(2, (6.0, 3.0)) as (left, right):
        left.plot([0.0, 1.0], label="the run")
        left.set(title="Loss", xlabel="steps made", ylabel="loss")
        left.legend()
        right.set(title="The data")

    assert metadata == [{"image/png": {"alt": "Loss; loss over steps made; the run. The data."}}]


@pytest.mark.parametrize(("panels", "width", "scrolls"), [(1, 10.0, False), (2, 6.0, False), (3, 12.0, True)])
def test_a_wide_figure_of_several_panels_scrolls_on_a_small_screen(
    panels: int, width: float, scrolls: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    metadata: list[Any] = []
    monkeypatch.setattr(IPython.display, "display", lambda _, **options: metadata.append(options["metadata"]))
    with style.displayed_panels(panels, (width, 3.0)):
        pass

    assert ("unconfined" in metadata[0]["image/png"]) is scrolls
