"""`lab.generator`: choices by chance in a notebook, such as the folds of a cross-validation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lab.variants.variant import data_seed

if TYPE_CHECKING:
    import numpy as np


def generator(name: str, seed: int) -> np.random.Generator:
    """Return a NumPy generator with this seed; where a course lets what has this name vary, one of the student's."""
    import numpy as np  # imported here, so that `import lab` stays fast

    return np.random.default_rng(data_seed(name, seed, str(seed)))
