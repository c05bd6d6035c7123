"""Figures of the refresher: they draw what they say."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from lab import show


def labels(axes: Any) -> list[str]:
    return [text.get_text() for text in axes.get_legend().get_texts()]


def arrows(axes: Any) -> list[tuple[float, ...]]:
    """Return tail and tip of each arrow."""
    quivers = [collection for collection in axes.collections if hasattr(collection, "U")]
    return [(*np.ravel(q.XY), *(np.ravel(q.XY) + np.array([q.U[0], q.V[0]]))) for q in quivers]


def test_secants_have_their_slopes_and_turn_into_the_tangent(displayed: list[Any]) -> None:
    show.secants(lambda x: x**2, 1.0, [2.0, 1.0, 0.5], slope=2.0)

    assert labels(displayed[0].axes[0]) == [
        "the function",
        "secant, step 2: slope 4",
        "secant, step 1: slope 3",
        "secant, step 0.5: slope 2.5",
        "tangent: slope 2",
    ]


def test_an_arrow_begins_at_its_tail(displayed: list[Any]) -> None:
    show.arrows({"a": (2.0, 1.0), "b": (-1.0, 2.0)}, "Two", tails={"b": (2.0, 1.0)})

    assert np.array(arrows(displayed[0].axes[0])) == pytest.approx(np.array([(0, 0, 2, 1), (2, 1, 1, 3)]))
    assert labels(displayed[0].axes[0]) == ["a = (2, 1)", "b = (-1, 2)"]


def test_the_plane_after_the_matrix_has_the_images_and_the_same_scale(displayed: list[Any]) -> None:
    show.plane_before_and_after(np.array([[2.0, 1.0], [0.0, 1.0]]), {"e1": (1.0, 0.0), "e2": (0.0, 1.0)})
    before, after = displayed[0].axes

    assert np.array(arrows(before))[:, 2:] == pytest.approx(np.eye(2))
    assert np.array(arrows(after))[:, 2:] == pytest.approx(np.array([[2.0, 0.0], [1.0, 1.0]]))
    assert (before.get_xlim(), before.get_ylim()) == (after.get_xlim(), after.get_ylim())


def test_eigenvectors_stay_on_their_lines_and_others_do_not(displayed: list[Any]) -> None:
    matrix = np.array([[2.0, 1.0], [1.0, 2.0]])
    show.eigenvectors(matrix, directions=8)
    axes = displayed[0].axes[0]
    tips = np.array(arrows(axes))[:, 2:]
    lengths = np.linalg.norm(tips[-2:], axis=1)
    turned = [np.linalg.solve(matrix, tip)[0] * tip[1] - np.linalg.solve(matrix, tip)[1] * tip[0] for tip in tips]

    assert lengths == pytest.approx([3.0, 1.0])
    assert np.abs(turned[-2:]) == pytest.approx(0.0, abs=1e-12)
    assert np.abs(turned[:-2]).min() > 0.1
    assert labels(axes)[-2:] == ["eigenvector: 3 times as long", "eigenvector: 1 times as long"]


def test_each_figure_has_an_alternative_text() -> None:
    from lab.show import style

    texts = []

    def record(figure: Any, _: str) -> None:
        texts.append(style.alternative_text(figure))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(style, "display_figure", record)
        show.secants(np.square, 1.0, [1.0], slope=2.0)
        show.arrows({"a": (2.0, 1.0)}, "One arrow")
        show.plane_before_and_after(np.eye(2), {"e1": (1.0, 0.0)})
        show.eigenvectors(np.eye(2))

    assert [text.split(";")[0] for text in texts] == [
        "Secants turn into the tangent", "One arrow", "Before", "Two directions that do not turn",
    ]  # fmt: skip
