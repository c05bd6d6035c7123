"""How good predicted classes and predicted probabilities are."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Array = npt.NDArray[Any]


def accuracy(y_true: Array, y_class: Array) -> float:
    """Compute the share of rows whose class is right.

    Parameters
    ----------
    y_true, y_class : arrays, shape (n,)
        True and predicted classes, 0 or 1.

    Returns
    -------
    float
        Between 0 and 1.

    Examples
    --------
    >>> accuracy(np.array([0, 1, 1, 0]), np.array([0, 1, 0, 0]))
    0.75
    """
    return float(np.mean(np.asarray(y_true) == np.asarray(y_class)))


def calibration_table(y: Array, p: Array, n_bins: int) -> dict[str, Floats]:
    """Compare predicted probabilities with observed frequencies, in bins of equal width.

    Parameters
    ----------
    y : array, shape (n,)
        What happened, 0 or 1.
    p : array, shape (n,)
        Predicted probability of a 1.
    n_bins : int
        Number of bins. Bin k holds the rows with ``k <= n_bins p < k + 1``; the last one also those with ``p = 1``.

    Returns
    -------
    dict of arrays, each of shape (n_bins,)
        "count": number of rows in each bin; "predicted": mean of p there; "observed": mean of y there. The last two
        are nan in an empty bin.

    Notes
    -----
    See A. Niculescu-Mizil and R. Caruana, *Predicting good probabilities with supervised learning*, ICML (2005).

    Examples
    --------
    >>> table = calibration_table(np.array([0, 0, 1, 1]), np.array([0.1, 0.3, 0.4, 1.0]), 2)
    >>> table["count"].tolist(), table["predicted"].round(4).tolist(), table["observed"].round(4).tolist()
    ([3.0, 1.0], [0.2667, 1.0], [0.3333, 1.0])
    """
    p = np.asarray(p, dtype=np.float64)
    bins = np.minimum((p * n_bins).astype(int), n_bins - 1)
    count, sum_p, sum_y = (
        np.bincount(bins, weights=weights, minlength=n_bins) for weights in (np.ones(len(p)), p, np.asarray(y))
    )
    with np.errstate(invalid="ignore"):  # 0 / 0 is nan, as it should be
        return {"count": count, "predicted": sum_p / count, "observed": sum_y / count}
