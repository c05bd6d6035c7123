"""Tensors that a function returns in this process are converted as the sandbox does it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from lab.checking.calls import Target
from lab.checking.local_caller import LocalCaller, to_plain_data


class UnreadableTensor:
    """Claims to be a tensor and cannot be read."""

    def detach(self) -> Any:
        raise RuntimeError("on no device")


UnreadableTensor.__module__ = "torch.sparse"


def test_a_tensor_that_cannot_be_read_stays_an_object() -> None:
    tensor = UnreadableTensor()

    assert to_plain_data(tensor) == (False, tensor)


@pytest.fixture
def torch() -> Any:
    """PyTorch, which only one unit needs."""
    return pytest.importorskip("torch", reason="tensors need torch: pip install -e '.[torch]'")


class TestTensors:
    def test_that_require_a_gradient_are_data(self, torch: Any) -> None:
        is_data, value = to_plain_data(torch.tensor([1.5, 2.0], dtype=torch.float64, requires_grad=True))

        assert is_data
        assert isinstance(value, np.ndarray)
        assert (value.dtype, value.tolist()) == (np.float64, [1.5, 2.0])

    def test_without_dimensions_are_arrays_without_dimensions(self, torch: Any) -> None:
        is_data, value = to_plain_data(torch.tensor(3.0))

        assert (is_data, value.shape, value.dtype) == (True, (), np.float32)

    def test_inside_containers_are_data_too(self, torch: Any) -> None:
        is_data, value = to_plain_data({"w": [torch.tensor(1)]})

        assert is_data
        assert value["w"][0].tolist() == 1

    def test_that_change_afterwards_do_not_change_the_copy(self, torch: Any) -> None:
        weight = torch.zeros(2)
        _, value = to_plain_data(weight)
        weight += 1

        assert value.tolist() == [0.0, 0.0]

    def test_that_a_function_returns_are_its_value(self, torch: Any) -> None:
        caller = LocalCaller({"double": lambda x: torch.as_tensor(x) * 2})
        reply = caller.call(Target("double"), (np.array([1.0, 4.0]),), {})

        assert (reply.ending, reply.handle, reply.value.tolist()) == ("returned", None, [2.0, 8.0])

    def test_that_are_sparse_stay_objects(self, torch: Any) -> None:
        is_data, _ = to_plain_data(torch.eye(2).to_sparse())

        assert is_data is False
