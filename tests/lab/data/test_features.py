"""Tables with several features, and the loader for a reader's own file."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from lab import data


def curvatures(X: np.ndarray) -> np.ndarray:
    A = np.column_stack([np.ones(len(X)), X])
    return np.linalg.eigvalsh(2 / len(A) * A.T @ A)


def standardised(X: np.ndarray) -> np.ndarray:
    return (X - X.mean(axis=0)) / X.std(axis=0)


@pytest.mark.parametrize(
    ("table", "shape", "smallest", "largest"),
    [
        (data.plane(), (100, 2), 0.214893, 6.202952),
        (data.three_features(), (100, 3), 1.520346, 2.342150),
        (data.diabetes(), (442, 10), 0.0028107, 147184.8),
    ],
    ids=["plane", "three features", "diabetes"],
)
def test_a_table_has_the_eigenvalues_that_the_course_measures(
    table: data.Table, shape: tuple[int, int], smallest: float, largest: float
) -> None:
    eigenvalues = curvatures(table.X)

    assert (table.X.shape, table.y.shape, len(table.names)) == (shape, shape[:1], shape[1])
    assert (eigenvalues[0], eigenvalues[-1]) == pytest.approx((smallest, largest), rel=1e-4)


def test_synthetic_tables_have_their_true_parameters() -> None:
    plane, three = data.plane(), data.three_features()

    assert (plane.true_b, plane.true_w.tolist(), plane.noise) == (1.0, [2.0, 3.0], 0.5)
    assert (three.true_b, three.true_w.tolist(), three.noise) == (0.5, [2.0, -3.0, 1.0], 0.1)


def test_the_markets_are_badly_scaled_and_standardising_helps() -> None:
    markets = data.advertising()
    raw, scaled = curvatures(markets.X), curvatures(standardised(markets.X))

    assert markets.X.shape == (200, 3)
    assert raw[-1] / raw[0] == pytest.approx(2.8e5, rel=0.02)
    assert scaled[-1] / scaled[0] == pytest.approx(3.5, rel=0.02)


def test_standardising_does_not_cure_the_diabetes_data() -> None:
    eigenvalues = curvatures(standardised(data.diabetes().X))

    assert eigenvalues[-1] / eigenvalues[0] == pytest.approx(470.1, rel=1e-3)


def test_a_readers_own_table_is_read_by_its_column_names(tmp_path: Path) -> None:
    file = tmp_path / "Advertising.csv"
    file.write_text('"","TV","Radio","Newspaper","Sales"\n"1",230.1,37.8,69.2,22.1\n"2",44.5,39.3,45.1,10.4\n')
    markets = data.advertising(file)

    assert markets.X.tolist() == [[230.1, 37.8, 69.2], [44.5, 39.3, 45.1]]
    assert markets.y.tolist() == [22.1, 10.4]


def test_a_table_without_the_columns_says_which_one_is_missing(tmp_path: Path) -> None:
    file = tmp_path / "sales.csv"
    file.write_text("TV,radio,sales\n1,2,3\n")

    with pytest.raises(ValueError, match=r"sales\.csv has no column 'newspaper'"):
        data.advertising(file)


@pytest.mark.parametrize("load", [data.plane, data.three_features, data.advertising, data.diabetes])
def test_tables_are_always_the_same_and_read_only(load) -> None:
    first, second = load(), load()

    assert np.array_equal(first.X, second.X)
    assert np.array_equal(first.y, second.y)
    with pytest.raises(ValueError, match="read-only"):
        first.X[0] = 0.0
