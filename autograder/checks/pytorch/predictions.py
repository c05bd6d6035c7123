"""The answers of `pytorch`, computed from PyTorch and the data whenever they are needed."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch
from lab import data


def gradient_after_two_passes() -> float:
    """What a leaf's gradient holds after two backward passes through (a + b) d, with d = 1 and nothing set back."""
    leaves = [torch.tensor(number, requires_grad=True) for number in (2.0, 3.0, 1.0)]
    end = (leaves[0] + leaves[1]) * leaves[2]
    for _ in range(2):
        end.backward(retain_graph=True)
    return float(leaves[0].grad)


def largest_rate_of_the_sum() -> float:
    """2 / lambda_max of the sum of squares on the standardised flats."""
    surface = data.paris_rents().surface
    design = np.column_stack([np.ones_like(surface), (surface - surface.mean()) / surface.std()])
    return 2.0 / float(np.linalg.eigvalsh(2.0 * design.T @ design)[-1])


def loads_into_a_fresh_layer() -> str:
    """Whether a state with a bias of the shape (1, 1) is accepted."""
    odd, fresh = torch.nn.Linear(1, 1), torch.nn.Linear(1, 1)
    odd.bias.data = odd.bias.data.reshape(1, 1)
    try:
        fresh.load_state_dict(odd.state_dict())
    except RuntimeError:
        return "no"
    return "yes"


ANSWERS: dict[str, Callable[[], str | float]] = {
    "grad-after-two-calls": gradient_after_two_passes,
    "largest-rate-of-the-sum": largest_rate_of_the_sum,
    "loading-an-odd-bias": loads_into_a_fresh_layer,
}
EXPLANATIONS: dict[str, str] = {"grad-after-two-calls": "added", "largest-rate-of-the-sum": "longer", "loading-an-odd-bias": "compared"}
