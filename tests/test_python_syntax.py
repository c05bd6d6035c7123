"""Syntax trees that several threads ask for: batches start grading processes in threads."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import autograder
from autograder.python_syntax import parse_python

SOURCE = "".join(f"def f{number}(x):\n    return x + {number} * (x - 1)\n\n\n" for number in range(200))
ENGINE = Path(autograder.__file__).parent


class Garbage:
    """An object in a cycle. When the garbage collector finalizes it, another thread runs."""

    def __init__(self) -> None:
        self.cycle = self

    def __del__(self) -> None:
        time.sleep(0)


@pytest.fixture
def eager_collector() -> Iterator[None]:
    threshold = gc.get_threshold()
    gc.set_threshold(5)
    yield
    gc.set_threshold(*threshold)


@pytest.mark.usefixtures("eager_collector")
def test_threads_parse_at_the_same_time() -> None:
    def parse(number: int) -> int:
        Garbage()
        return len(parse_python(SOURCE).body)

    with ThreadPoolExecutor(4) as executor:
        assert set(executor.map(parse, range(200))) == {200}


def test_the_engine_makes_trees_in_this_way_only() -> None:
    modules = {path for path in ENGINE.rglob("*.py") if "ast.parse(" in path.read_text(encoding="utf-8")}

    assert {path.relative_to(ENGINE).as_posix() for path in modules} == {
        "python_syntax.py",
        "sandbox/inside/ipython_shell.py",  # the student's process, which has one thread
    }
