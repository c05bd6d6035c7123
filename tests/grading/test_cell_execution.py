"""Execution of a submission's cells: what runs gives the functions that the checks call."""

from __future__ import annotations

from collections.abc import Callable

from autograder.authoring.sample_submissions import notebook_bytes, with_cells
from autograder.course.notebook import Notebook
from autograder.report import Report

Grade = Callable[..., Report]

DRAWING = """import matplotlib.pyplot as plt

def gap_report(w_fit, b_fit, w_star, b_star, w_true, b_true):
    figure, axes = plt.subplots()
    (line,) = axes.plot([w_fit, b_fit], [w_star, b_star])
    w, b = line.get_xdata()
    plt.show()
    return {"opt_w": w - w_star, "opt_b": b - b_star, "stat_w": w_star - w_true, "stat_b": b_star - b_true}"""

USES_HALF = """def gap_report(a, b, c, d, e, f):
    k = 2 * half
    return {'opt_w': k * (a - c), 'opt_b': k * (b - d), 'stat_w': k * (c - e), 'stat_b': k * (d - f)}"""
DEFINES_HALF = "import sys\n\nsetattr_ = type(sys).__setattr__\nsetattr_(sys.modules['__main__'], 'half', 0.5)"


def test_a_function_that_draws_a_figure_is_graded_by_its_return_value(grade: Grade) -> None:
    assert grade({"gap_report": DRAWING}).points_of("gap_report") == (4, 4)


def test_where_a_name_is_missing_all_cells_are_run(grade: Grade, solved: Notebook) -> None:
    notebook = with_cells(solved, {"gap_report": USES_HALF})
    cell = {"cell_type": "code", "id": "mine", "metadata": {}, "source": DEFINES_HALF, "outputs": []}
    notebook["cells"].insert(1, cell)

    assert grade(data=notebook_bytes(notebook)).points_of("gap_report") == (4, 4)
