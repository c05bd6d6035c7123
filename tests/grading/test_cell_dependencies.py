"""Dependencies of cells: those are run that define the exercises and what they use, and no figures or experiments."""

from __future__ import annotations

import pytest

from autograder.course.notebook import Role
from autograder.grading.cell_dependencies import needed_cells
from autograder.submissions.merged_notebook import MergedCell

CellText = str | tuple[Role, str]
"""The source of a cell: a student's free cell unless a role is given."""


def read_only(source: str) -> CellText:
    return Role.READ_ONLY, source


def solution(source: str) -> CellText:
    return Role.SOLUTION, source


def needed(*texts: CellText) -> str:
    """Return the letters of the cells that are needed; the first cell is a."""
    cells = []
    for name, text in zip("abcdefgh", texts, strict=False):
        role, source = (Role.FREE, text) if isinstance(text, str) else text
        cells.append(MergedCell(name, role, source, {"cell_type": "code"}, from_student=role is not Role.READ_ONLY))
    return "".join(sorted(needed_cells(cells)))


def test_solutions_and_their_imports_are_needed() -> None:
    assert (
        needed(read_only("import numpy as np"), solution("def f(x):\n    return np.mean(x)"), read_only("plot(f(3))"))
        == "ab"
    )


def test_a_helper_and_what_it_uses_are_needed() -> None:
    assert needed("K = 2", "def g(x):\n    return K * x", "unused = 1", solution("def f(x):\n    return g(x)")) == "abd"


def test_figures_and_experiments_are_not_needed() -> None:
    assert (
        needed(
            solution("def f(x):\n    return x"),
            read_only("run = f(3)\nlab.show.film(run)"),
            "for i in range(9):\n    f(i)",
        )
        == "a"
    )


def test_all_cells_that_bind_a_name_are_needed() -> None:
    assert needed(read_only("import numpy as np"), "np = 3", solution("def f(x):\n    return np.mean(x)")) == "abc"


@pytest.mark.parametrize(
    "change",
    [
        "K[0] = 5",
        "K.append(1)",
        "shuffle(K)",
        "K.x = 1",
        "del K[0]",
        "K += [1]",
        "for K in ():\n    pass",
        "if 1:\n    K = 2",
    ],
)
def test_a_cell_that_may_change_a_needed_value_is_needed(change: str) -> None:
    assert needed("K = [1]", change, solution("def f(x):\n    return K")) == "abc"


def test_a_cell_that_sets_an_attribute_of_a_class_is_needed() -> None:
    assert needed(solution("class Value:\n    pass"), "Value.x = 1", solution("def backward(self):\n    pass")) == "abc"


def test_a_call_that_sets_options_of_a_module_is_needed_and_other_calls_are_not() -> None:
    use = solution("def f(x):\n    return np.mean(x)")

    assert needed(read_only("import numpy as np"), "np.seterr(all='ignore')", use) == "abc"
    assert needed(read_only("import numpy as np"), "np.mean([1])", use) == "ac"


@pytest.mark.parametrize("cell", ["exec('def g(x): pass')", "from math import *", "globals()['g'] = 1"])
def test_a_cell_that_may_do_anything_is_needed(cell: str) -> None:
    assert needed(cell, solution("def f(x):\n    return 1")) == "ab"


def test_a_function_that_sets_a_global_name_is_needed() -> None:
    assert needed("def setup():\n    global K\n    K = 1", solution("def f(x):\n    return K")) == "ab"


def test_a_prediction_typed_into_a_cell_is_needed() -> None:
    assert needed('lab.predict("P1", "no")', solution("def f(x):\n    return x")) == "ab"


def test_a_cell_that_redefines_a_builtin_is_needed() -> None:
    assert needed("def abs(x):\n    return 0", solution("def f(x):\n    return abs(x)")) == "ab"


def test_magics_and_cells_that_are_not_python_are_not_needed() -> None:
    assert needed("%matplotlib inline", "this is not python", solution("def f(x):\n    return x")) == "c"


def test_a_free_cell_below_the_last_exercise_is_not_needed() -> None:
    assert (
        needed(read_only("import numpy as np"), solution("def f(x):\n    return np.mean(x)"), "np = 3", "f = abs")
        == "ab"
    )


def test_a_cell_that_redefines_an_exercise_before_a_later_one_is_needed() -> None:
    assert needed(solution("def f(x):\n    return x"), "f = abs", solution("def g(x):\n    return x")) == "abc"


def test_passing_data_to_a_function_may_change_it_but_passing_a_function_does_not() -> None:
    assert needed(solution("def f(x):\n    return x"), read_only("lab.show.film(f)")) == "a"
    assert needed("K = [1]", "shuffle(K)", solution("def f(x):\n    return K")) == "abc"
    assert needed(read_only("rows = list(map(float, '123'))"), solution("def f(x):\n    return float(x)")) == "b"


def test_data_defined_beside_an_imported_module_is_not_needed() -> None:
    setup, exercise = read_only("import numpy as np\ndata = load()"), solution("def f(x):\n    return np.mean(x)")

    assert needed(setup, read_only("run = fit(data)\nplot(data)"), exercise) == "ac"


def test_a_second_name_for_a_students_own_data_is_followed() -> None:
    assert needed("K = L = [1]", "L.append(2)", solution("def f(x):\n    return K[0] * x")) == "abc"
