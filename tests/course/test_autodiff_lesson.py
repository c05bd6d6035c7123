"""What the lesson on autodiff says in words and numbers."""

from __future__ import annotations

import re

import numpy as np
import pytest
from lab import data

from autograder.course.notebook import parse_notebook
from autograder.course.prediction_answers import compute_outcomes
from solutions import autodiff as reference
from tests.course.lesson_cells import COURSE, number, plain_text, source

UNIT = "autodiff"
SECONDS_PER_YEAR = 365.25 * 24 * 3600


def test_the_engine_has_about_as_many_lines_as_told() -> None:
    code = "\n".join(re.sub(r'(?s)""".*?"""', "", source(UNIT, name)) for name in ("Value", "backward"))
    lines = [line for line in code.splitlines() if line.strip() and not line.strip().startswith("#")]

    assert "in about fifty lines" in plain_text(UNIT, "title")
    assert abs(len(lines) - 50) <= 5


def test_differences_for_a_hundred_million_parameters_take_so_many_years() -> None:
    evaluations = 2 * 100_000_000
    years = number(UNIT, "millions", "differences would need more than", "years")

    assert "at one second for each loss" in plain_text(UNIT, "millions")
    assert years <= evaluations / SECONDS_PER_YEAR < years + 1


def test_the_numbers_by_formula_are_those_of_a_run() -> None:
    line = data.line()
    w, b = reference.fit_line_autodiff(line.x, line.y, lr=0.01, n_steps=100)
    cell = source(UNIT, "same-numbers")

    assert f"by formulas {w:.12f}" in cell
    assert f"by formulas {b:.12f}" in cell


def test_the_path_of_w_has_the_slope_that_is_told() -> None:
    w, b = reference.Value(0.5), reference.Value(-1)
    r = w * 2 + b - 3
    loss = r**2
    reference.backward(loss)

    assert r.data == number(UNIT, "look-at-graph", "with $r =", "$")
    assert w.grad == 2 * r.data * number(UNIT, "look-at-graph", "and $x =", "$")


def test_the_outcomes_of_wrong_passes_do_not_depend_on_the_students_backward() -> None:
    notebook = COURSE.unit(UNIT).source.read_text(encoding="utf-8")
    outcomes = compute_outcomes(parse_notebook(notebook, UNIT), UNIT)

    assert "backward()" not in source(UNIT, "grads-overwritten-outcome") + source(UNIT, "grads-never-zeroed-outcome")
    assert outcomes["grads-overwritten"] == pytest.approx(3)
    assert outcomes["grads-never-zeroed"] == pytest.approx(3)


def test_the_l1_penalty_makes_some_weights_zero_and_costs_little() -> None:
    patients = data.diabetes()
    Z = (patients.X - patients.X.mean(axis=0)) / patients.X.std(axis=0)
    scores, zeros = [], []
    for penalty, lam in ((None, 0.0), ("l1", 9.0)):
        model = reference.LinearRegressionGD(lr=0.24, n_steps=3000, penalty=penalty, lam=lam).fit(Z, patients.y)
        scores.append(model.score(Z, patients.y))
        zeros.append(int(np.sum(model.coef_ == 0)))

    assert "makes some of the ten weights exactly zero" in plain_text(UNIT, "reflect-class")
    assert zeros[0] == 0 < zeros[1]
    assert scores[0] - 0.05 < scores[1] < scores[0]
