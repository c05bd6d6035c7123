"""The exercises that an outcome needs are found in its code, in what it calls, and in the cells above it."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from lab.checking.used_exercises import used_exercises

NAMES = ["train_step", "fit_line", "gap_report"]
FUNCTIONS = """
def train_step(): return 1
def fit_line(): return [train_step() for _ in range(2)]
class Model:
    def fit(self): return train_step()
"""


@pytest.mark.parametrize(
    ("cells", "names"),
    [
        (["def outcome(): return 7"], []),
        (["def outcome(): return train_step()"], ["train_step"]),
        (["def outcome(): return fit_line()"], ["train_step", "fit_line"]),
        (["def outcome(): return [(lambda: train_step())() for _ in '12']"], ["train_step"]),
        (["def outcome(): return Model().fit()"], ["train_step"]),
        (["run = train_step()", "def outcome(): return run"], ["train_step"]),
        (["run = train_step()", "run = 3", "def outcome(): return run"], []),
        (["run = fit_line()", "last = run[-1]", "def outcome(): return last"], ["train_step", "fit_line"]),
        (["model = Model()", "run = model.fit()", "def outcome(): return run"], ["train_step"]),
        (["run = 3", "run = train_step(", "def outcome(): return run"], []),
        (["def outcome(): return unknown"], []),
        (["class line: train_step = 1", "def outcome(): return line.train_step"], []),
    ],
)
def test_of_an_outcome(cells: list[str], names: list[str], run_cell: Callable[[str], None]) -> None:
    for cell in (FUNCTIONS, *cells):
        run_cell(cell)

    assert used_exercises(vars(sys.modules["__main__"])["outcome"], NAMES) == names
