"""Grading exercises: each with the names at its check cell, and with all cells where points are lost."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.authoring import sample_submissions
from autograder.authoring.clashing_helpers import clashing_names, notebook_with_helpers
from autograder.authoring.course_copy import copy_course
from autograder.course.configuration import Course
from autograder.course.notebook import Notebook, cell_name
from autograder.course.unit_content import UnitContent
from autograder.grading.worker import Worker
from autograder.report import ExerciseResult, Report

STEP_WITH_HELPER = """def best(x, y, w, b):
    residual = w * x + b - y
    return 2 * np.mean(residual * x), 2 * np.mean(residual), np.mean(residual**2)


def train_step(x, y, w, b, lr):
    dw, db, loss = best(x, y, w, b)
    return w - lr * dw, b - lr * db, loss"""
RIGHT_STEP = STEP_WITH_HELPER.replace("best", "slopes_and_loss")

GradeNotebook = Callable[[Notebook], Report]


def code_cell(name: str, source: str) -> dict[str, object]:
    return {"cell_type": "code", "id": name, "metadata": {}, "source": source, "outputs": [], "execution_count": None}


def with_cell(notebook: Notebook, source: str, *, below: str = "", above: str = "") -> Notebook:
    """Return the notebook with a cell of the student's own below or above another cell."""
    changed = copy.deepcopy(notebook)
    place = next(i for i, cell in enumerate(changed["cells"]) if cell_name(cell) == (below or above))
    changed["cells"].insert(place + bool(below), code_cell("own", source))
    return changed


def result(report: Report, name: str = "train_step") -> ExerciseResult:
    return next(exercise for exercise in report.exercises if exercise.id == name)


@pytest.fixture(scope="module")
def grade_notebook(worker: Worker) -> GradeNotebook:
    def grade(notebook: Notebook) -> Report:
        return worker.grade("ada", sample_submissions.notebook_bytes(notebook), {}).report

    return grade


@pytest.mark.parametrize("helper", ["best", "run", "losses", "fit", "limit", "walk"])
def test_a_helper_is_not_lost_when_a_later_cell_uses_its_name(
    grade_notebook: GradeNotebook, solved: Notebook, helper: str
) -> None:
    cells = {"train_step": STEP_WITH_HELPER.replace("best", helper)}
    notebook = with_cell(
        sample_submissions.with_cells(solved, cells), f"{helper} = [1, 2, 3]", below="train_step-check"
    )

    assert result(grade_notebook(notebook)).score == 6


def test_a_helper_that_a_given_cell_replaces_still_serves_later_exercises(
    grade_notebook: GradeNotebook, content: UnitContent
) -> None:
    """`fit_line` calls `train_step`, whose helper has another value by then."""
    names = clashing_names(content)
    report = grade_notebook(notebook_with_helpers(content, names))

    assert names
    assert [exercise.id for exercise in report.exercises if exercise.score < exercise.max_score] == []


def test_a_definition_below_the_check_counts_where_it_earns_more(
    grade_notebook: GradeNotebook, content: UnitContent, solved: Notebook
) -> None:
    wrong = sample_submissions.with_cells(
        solved, {"train_step": "def train_step(x, y, w, b, lr):\n    return w, b, 0.0"}
    )
    exercise = result(grade_notebook(with_cell(wrong, RIGHT_STEP, below="train_step-check")))

    assert exercise.score == 6
    assert "cells below its check" in exercise.note


@pytest.mark.parametrize("place", ["above", "below"])
def test_an_answer_in_a_new_cell_beside_the_untouched_stub_is_the_attempt(
    grade_notebook: GradeNotebook, content: UnitContent, solved: Notebook, place: str
) -> None:
    untouched = sample_submissions.with_cells(solved, {"train_step": content.stubs["train_step"]})
    exercise = result(grade_notebook(with_cell(untouched, RIGHT_STEP, **{place: "train_step"})))

    assert exercise.attempted
    assert exercise.score == 6


def test_an_emptied_cell_does_not_hide_the_answer_in_another(grade_notebook: GradeNotebook, solved: Notebook) -> None:
    emptied = sample_submissions.with_cells(solved, {"train_step": ""})

    assert result(grade_notebook(with_cell(emptied, RIGHT_STEP, above="train_step"))).score == 6


@pytest.mark.parametrize(
    "setting",
    [
        "def change_rate():\n    global RATE\n    RATE = lambda lr: lr\n\nchange_rate()",
        "%time 1\nRATE = lambda lr: lr",
        "import copy\nRATES = {}\nregister = RATES.setdefault\nregister('rate', lambda lr: lr)\nRATE = RATES['rate']",
    ],
    ids=["a global set by a function", "a cell with a magic", "a registry"],
)
def test_where_points_are_lost_the_cells_left_out_are_run_too(
    grade_notebook: GradeNotebook, solved: Notebook, setting: str
) -> None:
    step = RIGHT_STEP.replace("lr * d", "RATE(lr) * d")
    notebook = sample_submissions.with_cells(solved, {"train_step": "RATE = lambda lr: 0.0\n\n" + step})

    assert result(grade_notebook(with_cell(notebook, setting, below="train_step"))).score == 6


def test_a_module_that_the_notebook_writes_can_be_imported(grade_notebook: GradeNotebook, solved: Notebook) -> None:
    notebook = sample_submissions.with_cells(solved, {"train_step": "from own_step import train_step"})
    module = "%%writefile own_step.py\nimport numpy as np\n" + RIGHT_STEP

    assert result(grade_notebook(with_cell(notebook, module, above="train_step"))).score == 6


def test_a_cell_that_is_stopped_keeps_its_functions(course: Course, solved: Notebook, tmp_path: Path) -> None:
    source = RIGHT_STEP + "\n\nwhile True:\n    pass"
    data = sample_submissions.notebook_bytes(sample_submissions.with_cells(solved, {"train_step": source}))
    copy_course(course, tmp_path)
    path = tmp_path / "course.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("cell_seconds: 10 ", "cell_seconds: 1 "), encoding="utf-8")
    worker = Worker(Course.load(tmp_path), "training-loop")
    try:
        report = worker.grade("ada", data, {}).report
    finally:
        worker.close()

    assert result(report).score == 6
    assert report.submission.cell_errors


@pytest.mark.parametrize("scope", ["train_step", "own"])
def test_the_filters_that_a_student_sets_for_warnings_count(
    grade_notebook: GradeNotebook, solved: Notebook, scope: str
) -> None:
    setting = "import warnings\nwarnings.filterwarnings('ignore')"
    solution = next(cell["source"] for cell in solved["cells"] if cell_name(cell) == "fit_until")
    noisy = solution.replace("np.errstate", "_no_errstate")
    helper = "import contextlib\ndef _no_errstate(**options):\n    return contextlib.nullcontext()\n"
    notebook = sample_submissions.with_cells(solved, {"fit_until": helper + noisy})
    with_filter = with_cell(notebook, setting, above="fit_until" if scope == "train_step" else "fit_line")

    assert result(grade_notebook(with_filter), "fit_until").score == 6


class TestMessages:
    def test_quote_the_error_of_the_cell_with_its_line(self, grade_notebook: GradeNotebook, solved: Notebook) -> None:
        notebook = sample_submissions.with_cells(
            solved, {"train_step": "import numpy as np\ndef train_step(x, y w):\n    pass"}
        )
        check = result(grade_notebook(notebook)).checks[0]

        assert "SyntaxError in line 2" in check.message
        assert "there is no `train_step`" not in check.message

    def test_name_the_function_that_was_renamed(self, grade_notebook: GradeNotebook, solved: Notebook) -> None:
        renamed = RIGHT_STEP.replace("train_step", "trainStep")
        check = result(grade_notebook(sample_submissions.with_cells(solved, {"train_step": renamed}))).checks[0]

        assert check.message == "there is no `train_step` to call, but your notebook defines `trainStep`"

    @pytest.mark.parametrize("name", ["np", "sum"])
    def test_say_which_cell_gave_a_name_of_the_course_another_value(
        self, grade_notebook: GradeNotebook, solved: Notebook, name: str
    ) -> None:
        step = RIGHT_STEP.replace("np.mean(residual**2)", "sum(residual**2) / np.size(residual)")
        notebook = sample_submissions.with_cells(solved, {"train_step": step})
        exercise = result(grade_notebook(with_cell(notebook, f"{name} = 3", above="train_step")))

        assert exercise.score < 6
        assert f"`{name}` got another value in cell" in exercise.note
