"""What the lesson of `capstone` says about its generated table, and what its sample text says about the data."""

from __future__ import annotations

import numpy as np
import pytest
from lab import data
from lab.checking.api import CheckFailed
from lab.checks.capstone import require_refutation

from autograder.course.configuration import Course
from solutions import capstone as reference
from tests.course.lesson_cells import numbers, plain_text
from tests.real_course import content_of

UNIT = "capstone"
TABLE = data.own_table("Ada Lovelace")
LAMS = np.geomspace(0.001, 10, 13)


def test_the_generated_table_has_the_size_that_is_told() -> None:
    assert numbers(UNIT, "your-data", r"gives the rents of (\d+) flats") == (len(TABLE.y),)
    assert numbers(UNIT, "your-data", r"(\d+) rows or more, (\d+) to (\d+) features") == (40, 2, 30)
    assert 2 <= TABLE.X.shape[1] <= 30


def test_the_same_name_gives_the_same_flats_and_another_name_others() -> None:
    again, other = data.own_table("  ada  LOVELACE "), data.own_table("Emmy Noether")

    assert np.array_equal(again.X, TABLE.X)
    assert np.array_equal(again.y, TABLE.y)
    assert not np.array_equal(other.y, TABLE.y)


def test_the_sample_text_says_what_its_report_says() -> None:
    report = reference.own_experiment(TABLE.X, TABLE.y, LAMS, 1)
    scaled, rest = reference.prepare_rows(TABLE.X[report["train"]], TABLE.X[report["validation"]])
    raw = np.column_stack([np.ones(len(scaled)), TABLE.X[report["train"]]])
    curve = reference.lambda_curve(
        scaled, TABLE.y[report["train"]], rest, TABLE.y[report["validation"]], LAMS
    )  # as the notebook's figure
    sizes = tuple(len(report[part]) for part in ("train", "validation", "test"))

    assert numbers(UNIT, "capstone-text", r"(\d+) rows are for training, (\d+) for validation and (\d+) for") == sizes
    assert "without scaling and without a penalty it would be more than a million" in plain_text(UNIT, "capstone-text")
    assert reference.choose_rate(raw, 0.0)[1] > 1e6
    assert numbers(UNIT, "capstone-text", r"number is ([\d.]+); .* largest curvature, is ([\d.]+)\. The") == (
        round(report["condition"], 1),
        round(report["rate"], 3),
    )
    assert numbers(UNIT, "capstone-text", r"ended after (\d+) steps") == (len(report["norms"]) - 1,)
    assert numbers(UNIT, "capstone-text", r"I chose lambda = ([\d.]+), which") == (report["lam"],)
    assert numbers(
        UNIT, "capstone-text", r"R² is ([\d.]+) on .* and ([\d.]+) on the test .* gap is ([\d.]+)\. The"
    ) == (
        round(report["training_r2"], 3),
        round(report["test_r2"], 3),
        round(report["gap"], 3),
    )
    best = np.argmin(curve["validation"])
    errors = (curve["training"][0], curve["validation"][0], curve["validation"][best])
    assert numbers(
        UNIT, "capstone-text", r"namely (\d+) euros.* is (\d+) euros there, and only (\d+) euros at"
    ) == tuple(round(float(np.sqrt(error))) for error in errors)
    assert report["norms"][-1] <= 1e-8 * report["norms"][0]
    assert report["training_r2"] > report["test_r2"]
    assert np.argmin(curve["training"]) == 0
    assert 0 < np.argmin(curve["validation"]) < len(LAMS) - 1


def test_the_conditions_of_a_refutation_are_those_of_the_checks() -> None:
    text = plain_text(UNIT, "refute")
    A, _ = reference.prepare_rows(TABLE.X, TABLE.X)
    best = np.linalg.lstsq(A, TABLE.y, rcond=None)[0]

    assert "by less than a thousandth of it" in text
    assert "at least a tenth of the norm at zeros" in text
    require_refutation(TABLE.X, TABLE.y, "arrived", {"theta": 0.9 * best, "rate": 1e-7})
    for theta, rate in ((0.91 * best, 1e-7), (0.9 * best, 1e-1)):
        with pytest.raises(CheckFailed):
            require_refutation(TABLE.X, TABLE.y, "arrived", {"theta": theta, "rate": rate})


def test_a_penalty_takes_at_most_half_of_the_steps(course: Course) -> None:
    assert content_of(UNIT).outcomes == {"steps-under-a-penalty": "fewer"}


def test_the_rubric_adds_up_to_the_points_of_the_text(course: Course) -> None:
    rows = [line for line in plain_text(UNIT, "claims").split("|") if line.strip().isdigit()]

    assert sum(map(int, rows)) == content_of(UNIT).points.manual_answers["capstone-text"]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a, b,c\n1,2,3\n\n4,,6\n7,8,x\n9,10,11\n1,2,nan\n1,2", [[1, 2, 3], [9, 10, 11]]),
        ('"area, m2",rent\n"40",700\n', [[40, 700]]),
    ],
    ids=["rows that cannot be used", "quoted names"],
)
def test_a_csv_text_gives_its_complete_rows(text: str, rows: list[list[float]]) -> None:
    table = data.table_from_csv(text)

    assert np.column_stack([table.X, table.y]).tolist() == rows
    assert (len(table.names), table.target) == (table.X.shape[1], text.splitlines()[0].split(",")[-1])


@pytest.mark.parametrize("text", ["", "a,b\n", "a\n1\n", "a,b\nx,y"])
def test_a_text_without_a_row_of_numbers_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match="no row of numbers"):
        data.table_from_csv(text)
