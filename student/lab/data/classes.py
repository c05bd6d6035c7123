"""Data with two classes: the target is 1 where something happened, and 0 where it did not."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lab.data.arrays import Vector, read_only
from lab.data.features import Table
from lab.variants.variant import data_seed


@dataclass(frozen=True, eq=False)
class SyntheticClasses(Table):
    """A generated table of 0 and 1 with the weights of shape (d,) and the intercept of its true scores."""

    true_w: Vector
    true_b: float


def exams() -> SyntheticClasses:
    """Return how long 120 people studied and slept before an exam, in hours, and whether they passed.

    Passing is a matter of chance: its probability is the sigmoid of 0.8 per hour studied and 0.5 per hour slept,
    minus 7.
    """
    rng = np.random.default_rng(data_seed("exams", 1958))
    X = np.column_stack([rng.uniform(0.0, 10.0, 120), rng.normal(6.5, 1.3, 120)]).round(1)
    weights = np.array([0.8, 0.5])
    passed = rng.random(120) < 1.0 / (1.0 + np.exp(7.0 - X @ weights))
    return SyntheticClasses(
        read_only(X), read_only(passed), ("studied", "slept"), "passed", true_w=read_only(weights), true_b=-7.0
    )


def tumours() -> Table:
    """Return ten features of 569 breast tumours, each a mean over the cells of a sample; 1 is malignant, 0 benign.

    W. Street, W. Wolberg, O. Mangasarian, Nuclear feature extraction for breast tumor diagnosis (1993), as distributed
    with scikit-learn, where 1 is benign.
    """
    # Imported here, because scikit-learn takes a second to import and most units do not use it.
    from sklearn.datasets import load_breast_cancer

    bunch = load_breast_cancer()
    names = tuple(str(name).removeprefix("mean ") for name in bunch.feature_names[:10])
    return Table(read_only(bunch.data[:, :10]), read_only(1 - bunch.target), names, "malignant")
