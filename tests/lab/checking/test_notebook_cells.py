"""The cells that were run say whether Python could read a function, and which other functions there are."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lab.checking import notebook_cells


@pytest.mark.parametrize(
    ("cell", "problem"),
    [
        ("def mse(y, p)\n    return 1", "expected ':', line 1: `def mse(y, p)`"),
        (
            "def mse(y, p):\nreturn 1",
            "expected an indented block after function definition on line 1, line 2: `return 1`",
        ),
        ("class mse:\n    x = = 1", "invalid syntax, line 2: `x = = 1`"),
        ("def mse(y, p):\n    return '`", "unterminated string literal (detected at line 2), line 2)"),
        ("def mse(y, p):\n    return '\\d'", ""),
        ("await_me = 1\ndef mse(y, p):\n    return 1", ""),
        ("    def mse(y, p)\n", ""),
    ],
    ids=["colon", "indentation", "class", "a backtick", "a warning", "right", "a method"],
)
def test_a_syntax_error_is_quoted_with_its_line(cell: str, problem: str, run_cell: Callable[[str], None]) -> None:
    run_cell("def other():\n    return (")
    run_cell(cell)

    assert problem in notebook_cells.syntax_problem("mse")
    assert bool(problem) == bool(notebook_cells.syntax_problem("mse"))


def test_the_last_cell_with_the_name_counts(run_cell: Callable[[str], None]) -> None:
    run_cell("def mse(y, p)")
    run_cell("def mse(y, p): return 1")

    assert notebook_cells.syntax_problem("mse") == ""
    assert notebook_cells.source_of("mse") == "def mse(y, p): return 1"


@pytest.mark.parametrize(
    ("definition", "name"),
    [
        ("def findbug(): return 1", "findbug"),
        ("def Find_Bug(): return 1", "Find_Bug"),
        ("class FindBug: pass", "FindBug"),
        ("def mse(): return 1", ""),
        ("find_bugs = 3", ""),
        ("def bug_finders(): return 1", ""),
        ("from difflib import get_close_matches as find_bug_2", ""),
    ],
)
def test_the_nearest_own_function_is_named(definition: str, name: str, run_cell: Callable[[str], None]) -> None:
    run_cell(definition)

    assert notebook_cells.similar_function("find_bug", ["find_bug", "mse"]) == name


def test_outside_of_ipython_there_are_no_cells() -> None:
    assert notebook_cells.cell_sources() == []
    assert notebook_cells.syntax_problem("mse") == ""
