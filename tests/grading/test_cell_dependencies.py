"""Which cells a score needs: what the exercises use, back through the notebook; figures and experiments not."""

from __future__ import annotations

import pytest

from autograder.course.notebook import Role
from autograder.grading.cell_dependencies import needed_cells
from autograder.submissions.merge import MergedCell


def cells(*sources: str | tuple[Role, str]) -> list[MergedCell]:
    """Cells a, b, c …; a plain text is the student's free cell."""
    placed = []
    for name, source in zip("abcdefgh", sources, strict=False):
        kind, text = source if isinstance(source, tuple) else (Role.FREE, source)
        placed.append(MergedCell(name, kind, text, {"cell_type": "code"}, from_student=kind is not Role.READ_ONLY))
    return placed


def given(source: str) -> tuple[Role, str]:
    return Role.READ_ONLY, source


def solution(source: str) -> tuple[Role, str]:
    return Role.SOLUTION, source


def run(*sources: str | tuple[Role, str]) -> str:
    return "".join(sorted(needed_cells(cells(*sources))))


def test_solutions_and_what_they_import_are_run() -> None:
    assert run(given("import numpy as np"), solution("def f(x):\n    return np.mean(x)"), given("plot(f(3))")) == "ab"


def test_a_helper_is_followed_to_its_own_helpers() -> None:
    assert run("K = 2", "def g(x):\n    return K * x", "unused = 1", solution("def f(x):\n    return g(x)")) == "abd"


def test_figures_and_experiments_are_left_out() -> None:
    assert (
        run(
            solution("def f(x):\n    return x"), given("run = f(3)\nlab.show.film(run)"), "for i in range(9):\n    f(i)"
        )
        == "a"
    )


def test_a_name_bound_twice_is_bound_as_in_a_full_run() -> None:
    assert run(given("import numpy as np"), "np = 3", solution("def f(x):\n    return np.mean(x)")) == "abc"


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
def test_what_may_change_a_needed_value_is_run(change: str) -> None:
    assert run("K = [1]", change, solution("def f(x):\n    return K")) == "abc"


def test_a_method_attached_in_a_later_cell_is_run() -> None:
    assert run(solution("class Value:\n    pass"), "Value.x = 1", solution("def backward(self):\n    pass")) == "abc"


def test_settings_of_a_module_are_changes_and_plain_calls_are_not() -> None:
    use = solution("def f(x):\n    return np.mean(x)")

    assert run(given("import numpy as np"), "np.seterr(all='ignore')", use) == "abc"
    assert run(given("import numpy as np"), "np.mean([1])", use) == "ac"


@pytest.mark.parametrize("cell", ["exec('def g(x): pass')", "from math import *", "globals()['g'] = 1"])
def test_a_cell_that_may_do_anything_is_run(cell: str) -> None:
    assert run(cell, solution("def f(x):\n    return 1")) == "ab"


def test_what_a_function_stores_globally_is_followed() -> None:
    assert run("def setup():\n    global K\n    K = 1", solution("def f(x):\n    return K")) == "ab"


def test_an_answer_typed_into_a_predictions_cell_is_run() -> None:
    assert run('lab.predict("P1", "no")', solution("def f(x):\n    return x")) == "ab"


def test_a_shadowed_builtin_is_followed() -> None:
    assert run("def abs(x):\n    return 0", solution("def f(x):\n    return abs(x)")) == "ab"


def test_magics_and_broken_cells_do_not_matter() -> None:
    assert run("%matplotlib inline", "this is not python", solution("def f(x):\n    return x")) == "c"


def test_a_cell_below_the_last_exercise_comes_after_every_check() -> None:
    assert run(given("import numpy as np"), solution("def f(x):\n    return np.mean(x)"), "np = 3", "f = abs") == "ab"


def test_an_exercise_redefined_before_a_later_one_is_graded_as_redefined() -> None:
    assert run(solution("def f(x):\n    return x"), "f = abs", solution("def g(x):\n    return x")) == "abc"


def test_handing_a_function_on_does_not_change_it_but_handing_data_may() -> None:
    assert run(solution("def f(x):\n    return x"), given("lab.show.film(f)")) == "a"
    assert run("K = [1]", "shuffle(K)", solution("def f(x):\n    return K")) == "abc"
    assert run(given("rows = list(map(float, '123'))"), solution("def f(x):\n    return float(x)")) == "b"


def test_data_beside_a_module_that_an_exercise_uses_is_not_followed() -> None:
    setup, exercise = given("import numpy as np\ndata = load()"), solution("def f(x):\n    return np.mean(x)")

    assert run(setup, given("run = fit(data)\nplot(data)"), exercise) == "ac"


def test_a_second_name_for_a_student_s_own_data_is_followed() -> None:
    assert run("K = L = [1]", "L.append(2)", solution("def f(x):\n    return K[0] * x")) == "abc"
