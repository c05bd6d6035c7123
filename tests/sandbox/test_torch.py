"""PyTorch in the sandbox: imported before the fork, on one thread, its tensors read as arrays."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from autograder.limits import Limits
from autograder.sandbox.host.launcher import PRELOAD, Preparation
from autograder.sandbox.host.results import Returned
from autograder.sandbox.host.sandbox import Sandbox
from autograder.sandbox.host.student_process import StudentProcess

pytest.importorskip("torch", reason="the optional unit `pytorch` needs torch: pip install -e '.[torch]'")
pytestmark = pytest.mark.slow

CELL = """
import numpy as np
import torch

def slope(x):
    w = torch.tensor(2.0, dtype=torch.float64, requires_grad=True)
    torch.mean((w * torch.as_tensor(x)) ** 2).backward()
    return w.grad

def layer():
    return torch.nn.Linear(3, 2, dtype=torch.float64).bias

def conjugate():
    return torch.tensor([1 + 2j]).conj()

def threads():
    return torch.get_num_threads()

def too_large():
    return torch.ones(1 << 40)
"""


@pytest.fixture(scope="module")
def process() -> Iterator[StudentProcess]:
    """A process in which CELL has been run."""
    preload = (*PRELOAD, "torch", "torch._dynamo")
    with Sandbox(Limits(memory_mb=6144), Preparation(preload)) as sandbox, sandbox.open() as process:
        assert process.run_cell(CELL).error is None
        yield process


def value(result: object) -> object:
    assert isinstance(result, Returned), result
    return result.value


def test_a_backward_pass_works_after_the_fork(process: StudentProcess) -> None:
    slope = value(process.call("slope", [np.array([1.0, 3.0])]))

    assert isinstance(slope, np.ndarray)
    assert (slope.shape, slope.item()) == ((), 20.0)


def test_a_parameter_that_requires_a_gradient_is_read_as_an_array(process: StudentProcess) -> None:
    bias = value(process.call("layer"))

    assert isinstance(bias, np.ndarray)
    assert (bias.shape, bias.dtype) == ((2,), np.float64)


def test_a_lazily_conjugated_tensor_is_read_with_its_conjugated_values(process: StudentProcess) -> None:
    assert value(process.call("conjugate")).tolist() == [1 - 2j]  # type: ignore[attr-defined]


def test_it_computes_on_one_thread(process: StudentProcess) -> None:
    assert value(process.call("threads")) == 1


def test_a_tensor_that_is_too_large_is_an_error_of_the_student(process: StudentProcess) -> None:
    result = process.call("too_large")

    assert not isinstance(result, Returned)
    assert process.alive
    assert value(process.call("threads")) == 1


def test_an_optimiser_imports_nothing_more(process: StudentProcess) -> None:
    result = process.run_cell(
        "import sys; before = set(sys.modules)\n"
        "torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.1)\n"
        "len(set(sys.modules) - before)"
    )

    assert result.outputs[0]["data"]["text/plain"] == "0"
