"""PyTorch behind the walls: loaded once before the fork, on one thread, its tensors read as arrays."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from autograder.limits import Limits
from autograder.sandbox import Returned, Sandbox, StudentProcess

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

def too_much():
    return torch.ones(1 << 40)
"""


@pytest.fixture(scope="module")
def child() -> Iterator[StudentProcess]:
    preload = ("numpy", "matplotlib.pyplot", "IPython", "torch", "torch._dynamo")
    with Sandbox(Limits(memory_mb=6144), preload=preload) as sandbox, sandbox.open() as child:
        assert child.run_cell(CELL).error is None
        yield child


def value(answer: object) -> object:
    assert isinstance(answer, Returned), answer
    return answer.value


def test_a_backward_pass_works_in_a_forked_child(child: StudentProcess) -> None:
    found = value(child.call("slope", [np.array([1.0, 3.0])]))

    assert isinstance(found, np.ndarray)
    assert (found.shape, found.item()) == ((), 20.0)


def test_a_parameter_that_requires_a_gradient_is_read_as_an_array(child: StudentProcess) -> None:
    found = value(child.call("layer"))

    assert isinstance(found, np.ndarray)
    assert (found.shape, found.dtype) == ((2,), np.float64)


def test_a_lazily_conjugated_tensor_is_read_as_what_it_means(child: StudentProcess) -> None:
    assert value(child.call("conjugate")).tolist() == [1 - 2j]  # type: ignore[attr-defined]


def test_it_computes_on_one_thread_alone(child: StudentProcess) -> None:
    assert value(child.call("threads")) == 1


def test_too_large_a_tensor_is_the_student_s_error_and_no_crash(child: StudentProcess) -> None:
    answer = child.call("too_much")

    assert not isinstance(answer, Returned)
    assert child.alive
    assert value(child.call("threads")) == 1


def test_an_optimiser_finds_everything_loaded(child: StudentProcess) -> None:
    run = child.run_cell(
        "import sys; before = set(sys.modules)\n"
        "torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.1)\n"
        "len(set(sys.modules) - before)"
    )

    assert run.outputs[0]["data"]["text/plain"] == "0"
