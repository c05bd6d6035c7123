"""Random generators as checks pass them, and what a function has done with them."""

from __future__ import annotations

import numpy as np


def is_used(rng: np.random.Generator, before: np.random.Generator) -> bool:
    """Return whether a generator has drawn numbers or spawned children since it was equal to `before`."""
    after, original = rng.bit_generator, before.bit_generator
    return after.state != original.state or _children(after) != _children(original)


def _children(bit_generator: np.random.BitGenerator) -> int:
    sequence = bit_generator.seed_seq
    return sequence.n_children_spawned if isinstance(sequence, np.random.SeedSequence) else 0
