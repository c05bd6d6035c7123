"""Predictions: one point for an answer before the reveal, one for the right explanation."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from autograder.authoring.sample_submissions import predictions_file
from autograder.course.unit_content import UnitContent
from autograder.report import PredictionResult, Report

Grade = Callable[..., Report]


def prediction(report: Report, name: str) -> PredictionResult:
    return next(prediction for prediction in report.predictions if prediction.id == name)


def test_an_answer_earns_one_point_and_the_right_explanation_another(grade: Grade, content: UnitContent) -> None:
    nothing = grade(predictions=None)
    answered = grade(predictions=predictions_file(content, explained=False))
    explained = grade(predictions=predictions_file(content))

    assert {prediction.score for prediction in nothing.predictions} == {0}
    assert {prediction.score for prediction in answered.predictions} == {1}
    assert {prediction.score for prediction in explained.predictions} == {2}


def test_a_wrong_answer_costs_nothing(grade: Grade, content: UnitContent) -> None:
    entries = json.loads(predictions_file(content))
    entries["predictions"]["b-close-to-truth"]["answer"] = "yes"
    entries["predictions"]["first-loss"]["answer"] = 3.0
    report = grade(predictions=json.dumps(entries).encode())

    assert [prediction(report, name).right for name in ("b-close-to-truth", "first-loss")] == [False, False]
    assert {prediction.score for prediction in report.predictions} == {2}


def test_a_prediction_typed_into_its_cell_counts(grade: Grade) -> None:
    cells = {
        "b-close-to-truth": 'lab.predict("b-close-to-truth", "no")',
        "b-close-to-truth-why": 'lab.explain("b-close-to-truth", "share")',
    }

    assert prediction(grade(cells), "b-close-to-truth").score == 2


@pytest.mark.parametrize("answer", ["maybe", 7, None, ["no"], {"a": 1}, "no" * 1000])
def test_an_answer_that_is_none_of_the_choices_does_not_count(grade: Grade, answer: object) -> None:
    entries = {"b-close-to-truth": {"answer": answer, "committed": "now"}}
    file = json.dumps({"schema": "lab/predictions/v1", "predictions": entries}).encode()

    assert prediction(grade(predictions=file), "b-close-to-truth").committed is False


def test_the_report_tells_what_happened_and_which_explanation_was_chosen(grade: Grade, content: UnitContent) -> None:
    entries = json.loads(predictions_file(content))
    entries["predictions"]["b-close-to-truth"] = {"answer": "yes", "committed": "now", "explanation": "<b>made up</b>"}
    report = grade(predictions=json.dumps(entries).encode())
    explanations = {name: prediction(report, name).explanation for name in content.questions}

    assert {name: prediction(report, name).outcome for name in content.questions} == content.outcomes
    assert explanations == dict(content.explanations) | {"b-close-to-truth": None}
    assert {result.outcome for result in grade(predictions=None).predictions} == set(content.outcomes.values())
