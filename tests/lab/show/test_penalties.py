"""Figures of what a penalty does to weights."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from lab import show

NAMES = ("bmi", "bp", "age")
LAMS = np.geomspace(0.01, 10, 9)
THETAS = np.column_stack([np.full(9, 150.0), *(size / (1 + LAMS) for size in (20.0, 19.8, -3.0))])


def test_each_weight_is_named_beside_its_line(displayed: list[Any]) -> None:
    show.coefficient_paths({"Ridge": (LAMS, THETAS), "Lasso": (LAMS[::-1], THETAS[::-1])}, NAMES)

    assert [axes.get_title(loc="left") for axes in displayed[0].axes] == ["Ridge", "Lasso"]
    assert all({text.get_text() for text in axes.texts} == set(NAMES) for axes in displayed[0].axes)
    assert all(axes.get_xlim() == pytest.approx((10, 0.01)) for axes in displayed[0].axes)


def test_names_of_neighbouring_lines_do_not_overlap(displayed: list[Any]) -> None:
    show.coefficient_paths({"Ridge": (LAMS, THETAS)}, NAMES)
    first, second = sorted((text.get_position()[1] for text in displayed[0].axes[0].texts), reverse=True)[:2]

    assert first - second > 0.8


def test_exact_zeros_are_drawn_in_a_band_of_their_own(displayed: list[Any]) -> None:
    show.smallest_weights({"one": np.array([3.0, 0.02, -0.3]), "other": np.array([3.1, 0.0, 0.0])}, NAMES)
    heights = displayed[0].axes[0].lines[1].get_ydata()

    assert displayed[0].axes[0].get_yscale() == "log"
    assert heights[1] == heights[2] < 0.01
    assert min(displayed[0].axes[0].get_yticks()) > 3 * heights[1]


def test_the_smallest_error_on_each_set_of_rows_is_marked(displayed: list[Any]) -> None:
    show.errors_by_penalty(LAMS, {"training": LAMS, "others": np.abs(np.log(LAMS))})
    axes = displayed[0].axes[0]

    assert [axes.lines[k].get_xydata().tolist()[0][0] for k in (1, 3)] == pytest.approx([0.01, LAMS[6]], rel=0.6)
    assert axes.get_xscale() == "log"


def test_all_weights_may_be_zero(displayed: list[Any]) -> None:
    show.smallest_weights({"none": np.zeros(3)}, NAMES)

    assert displayed


def test_a_threshold_is_drawn_with_the_students_function(displayed: list[Any]) -> None:
    show.shrinkage(lambda v, t: v - np.clip(v, -t, t), 1.0)

    assert np.ptp(displayed[0].axes[0].lines[-1].get_ydata()) == pytest.approx(4.4)


def test_an_unfinished_threshold_displays_nothing(displayed: list[Any]) -> None:
    def unfinished(v: Any, t: float) -> Any:
        raise NotImplementedError

    with pytest.raises(NotImplementedError):
        show.shrinkage(unfinished, 1.0)

    assert not displayed


def test_budgets_counts_and_shifts_are_drawn(displayed: list[Any]) -> None:
    A = np.column_stack([np.ones(6), [1, 2, 3, 4, 5, 6.5], [2, 0, 1, 5, 3, 1.0]])
    y = A @ np.array([1.0, 2.0, -1.0]) + np.array([0.1, -0.2, 0.0, 0.2, -0.1, 0.0])
    show.budgets(A, y, {"Ridge": THETAS[:, :3], "Lasso": THETAS[:, :3]}, ("a", "b"))
    show.counts((3, 2, 1), (0, 2, 1))
    show.shifts({"ridge": 2.0, "huber": 0.0})

    assert len(displayed) == 3
