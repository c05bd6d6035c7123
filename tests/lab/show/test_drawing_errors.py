"""Figures of numbers that cannot be drawn: a card says where they are, and no error comes from Matplotlib."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from lab import show
from lab.display import cards
from lab.show.interactive import PLOTLY_MIME_TYPE

WITHOUT_NUMBERS_OF_STUDENTS = {"graph", "sliders", "table", "way_back"}
X = np.linspace(0.0, 1.0, 5)
GRID = 1.0 + X[:, None] ** 2 + X**2
A = np.column_stack([np.ones(5), X, X**2])
THETAS = np.linspace(0.0, 1.0, 12).reshape(4, 3)
NAN_GRID = np.full((5, 5), np.nan)

Figure = Callable[[], None]


@pytest.fixture
def card_texts(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts of all cards that are displayed."""
    texts: list[str] = []
    monkeypatch.setattr(cards, "display_card", lambda card: texts.append(card.text()))
    return texts


def test_every_figure_of_a_students_numbers_explains_them() -> None:
    plain = {name for name in show.__all__ if not hasattr(getattr(show, name), "__wrapped__")}

    assert plain == WITHOUT_NUMBERS_OF_STUDENTS


@pytest.mark.parametrize(
    ("figure", "description"),
    [
        pytest.param(lambda: show.loss_contour(X, X, NAN_GRID), "`grid`  `nan`: 25 of 25 numbers", id="map"),
        pytest.param(
            lambda: show.contours({"run": (A, X, 1e200 * THETAS)}), "`runs`  numbers up to 1e+200", id="large steps"
        ),
        pytest.param(lambda: show.factors(np.array([1.0, np.nan])), "`curvatures`  `nan`: 1 of 2 numbers", id="limits"),
        pytest.param(
            lambda: show.error_curves(np.full(5, np.nan), {"e": X}), "`hs`  `nan`: 5 of 5 numbers", id="scale"
        ),
        pytest.param(
            lambda: show.tangents(lambda w, b: np.inf, 0.0, 0.0), "`loss`  `inf`: 163 of 163 numbers", id="function"
        ),
    ],
)
def test_a_card_takes_the_place_of_a_figure_that_cannot_be_drawn(
    figure: Figure, description: str, displayed: list[Any], card_texts: list[str]
) -> None:
    figure()
    (text,) = card_texts

    assert displayed == []
    assert text.startswith("── No figure: some numbers cannot be drawn ──")
    assert description in text
    assert "A learning rate that is too large" in " ".join(text.split())


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_numbers_that_are_not_finite_are_left_out_of_a_figure(
    value: float, displayed: list[Any], card_texts: list[str]
) -> None:
    heights = np.where(X < 0.5, X, value)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        show.lines(X, X, {"fitted": heights})
    (text,) = card_texts

    assert len(displayed) == 1
    assert text.startswith("── Some numbers are missing in this figure ──")
    assert f"`heights`  `{value}`: 3 of 5 numbers" in text


def test_a_turning_figure_with_gaps_is_valid_json(displayed: list[Any], card_texts: list[str]) -> None:
    show.loss_surface(X, X, np.where(GRID > 2.0, np.inf, GRID))
    bundle, _ = displayed[0]._repr_mimebundle_()
    surface = json.loads(json.dumps(bundle[PLOTLY_MIME_TYPE], allow_nan=False))["data"][0]

    assert surface["z"][0] == GRID[0].tolist()
    assert surface["z"][4][4] is None
    assert len(card_texts) == 1


def test_numbers_that_can_be_drawn_need_no_card(displayed: list[Any], card_texts: list[str]) -> None:
    show.loss_contour(X, X, GRID)
    show.tangents(lambda w, b: w**2 + b**2, 0.0, 0.0)

    assert len(displayed) == 2
    assert card_texts == []


def test_large_numbers_need_no_card_where_they_are_drawn(displayed: list[Any], card_texts: list[str]) -> None:
    show.lines(X, X, {"fitted": 1e120 * X})

    assert (len(displayed), card_texts) == (1, [])


def test_arguments_of_other_types_or_shapes_are_all_listed(card_texts: list[str]) -> None:
    with pytest.raises(ValueError, match=r"lab\.show\.lines cannot draw these") as raised:
        show.lines(X, [1.0, 2.0], {"fitted": X[:4], "other": None})  # type: ignore[arg-type, dict-item]
    lines = str(raised.value).splitlines()

    assert lines[1:5] == [
        "  x: an array of the shape (5,)",
        "  y: a list of 2 values",
        "  heights['fitted']: an array of the shape (4,)",
        "  heights['other']: nothing (None)",
    ]
    assert lines[5].startswith("Which of them is not what its docstring promises? The error was: ")
    assert raised.value.__suppress_context__, "the traceback ends at the student's call"
    assert card_texts == []


@pytest.mark.parametrize("error", [ValueError("a shape"), TypeError("no number"), NotImplementedError()])
def test_an_error_of_the_students_own_code_is_raised_as_it_is(error: Exception, card_texts: list[str]) -> None:
    def loss(w: float, b: float) -> float:
        raise error

    with pytest.raises(type(error)) as raised:
        show.tangents(loss, 0.0, np.nan)
    assert raised.value is error
    assert card_texts == []


def test_a_wrong_number_of_arguments_is_pythons_own_error() -> None:
    with pytest.raises(TypeError, match=r"loss_contour\(\) missing 1 required positional argument: 'grid'"):
        show.loss_contour(X, X)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="takes 1 positional argument but 2 were given"):
        show.factors(X, X)  # type: ignore[call-arg]
