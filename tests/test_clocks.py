"""No test asserts how long something takes: a busy machine takes five times as long as a quiet one."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.python_syntax import parse_python

TESTS = Path(__file__).parent
SUBMISSIONS = TESTS / "attacks" / "corpus"
CLOCKS = {"monotonic", "perf_counter", "process_time", "thread_time"}


def clock_assertions(source: str) -> Iterator[int]:
    """Yield the lines of assertions that contain a clock."""
    for node in ast.walk(parse_python(source)):
        if isinstance(node, ast.Assert):
            names = {name.attr for name in ast.walk(node) if isinstance(name, ast.Attribute)}
            if names & CLOCKS:
                yield node.lineno


def test_no_assertion_contains_a_clock() -> None:
    lines = [
        f"{path.relative_to(TESTS.parent)}:{line}"
        for path in sorted(TESTS.rglob("*.py"))
        if SUBMISSIONS not in path.parents
        for line in clock_assertions(path.read_text(encoding="utf-8"))
    ]

    assert not lines, "give the test a limit (pytest.mark.timeout), count what is done, or write a benchmark"


@pytest.mark.parametrize("assertion", ["time.monotonic() - start < 1", "1.4 < time.process_time() - start"])
def test_an_assertion_with_a_clock_is_noticed(assertion: str) -> None:
    assert list(clock_assertions(f"start = 0\nassert {assertion}")) == [2]
