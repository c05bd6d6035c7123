"""Predictions: one point for an answer before the reveal, one for the right explanation."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from lab.predicting import reasons
from lab.predicting.prediction_text import Prediction
from lab.predicting.reasons import Reasons

from autograder.authoring.sample_submissions import predictions_file
from autograder.course.unit_content import UnitContent
from autograder.grading.prediction_scoring import score_prediction
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
    entries["b-close-to-truth"]["answer"] = "yes"
    entries["first-loss"]["answer"] = 3.0
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
    file = json.dumps({**entries, "schema": "lab/predictions/v1"}).encode()

    assert prediction(grade(predictions=file), "b-close-to-truth").committed is False


def test_the_report_tells_what_happened_and_which_explanation_was_chosen(grade: Grade, content: UnitContent) -> None:
    entries = json.loads(predictions_file(content))
    entries["b-close-to-truth"] = {"answer": "yes", "committed": "now", "explanation": "<b>made up</b>"}
    report = grade(predictions=json.dumps(entries).encode())
    explanations = {name: prediction(report, name).explanation for name in content.questions}

    assert {name: prediction(report, name).outcome for name in content.questions} == content.outcomes
    assert explanations == dict(content.explanations) | {"b-close-to-truth": None}
    assert {result.outcome for result in grade(predictions=None).predictions} == set(content.outcomes.values())


def entries_with(content: UnitContent, **values: object) -> bytes:
    """Return a file in which every entry has these values, too."""
    entries = json.loads(predictions_file(content))
    del entries["schema"]
    return json.dumps({name: entry | values for name, entry in entries.items()}).encode()


def test_an_explanation_counts_whether_or_not_its_outcome_was_seen(grade: Grade, content: UnitContent) -> None:
    unseen = grade(predictions=predictions_file(content))
    seen_before = grade(predictions=entries_with(content, outcome_shown="2027-02-01", reasons_shown="2027-02-01"))

    assert unseen.predictions == seen_before.predictions
    assert {prediction.score for prediction in unseen.predictions} == {2}


def test_an_explanation_typed_after_the_first_was_told_does_not_count(grade: Grade, content: UnitContent) -> None:
    cells = {"b-close-to-truth-why": 'lab.explain("b-close-to-truth", "share")'}
    wrong = {"outcome_shown": "2027-02-01", "explanation": "random"}
    before = grade(cells, predictions=entries_with(content, **wrong))
    after = grade(cells, predictions=entries_with(content, **wrong, reasons_shown="2027-02-01"))

    assert prediction(before, "b-close-to-truth").score == 2
    assert prediction(after, "b-close-to-truth").score == 1


def test_a_result_tells_why_explanations_do_not_hold_once_one_was_chosen(grade: Grade, content: UnitContent) -> None:
    answered = grade(predictions=predictions_file(content, explained=False))
    result = prediction(grade(predictions=entries_with(content, explanation="random")), "b-close-to-truth")
    random = next(explanation for explanation in result.explanations if explanation.is_choice)

    assert not any(result.explanations for result in answered.predictions)
    assert random.why_not == content.why_not["b-close-to-truth"]["random"]
    assert [(e.holds, bool(e.why_not)) for e in result.explanations].count((True, False)) == 1
    assert [(e.holds, bool(e.why_not)) for e in result.explanations].count((False, True)) == 3


@pytest.mark.parametrize("policy", ["at_once", "with_feedback"])
def test_the_grader_never_reads_what_travels_with_a_handout(
    grade: Grade, content: UnitContent, policy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    forged = Reasons("random", {})
    monkeypatch.setattr(reasons, "find", lambda *_: forged)
    policies = content.course.policies.model_copy(update={"explanations": policy})
    changed = replace(content, course=content.course.model_copy(update={"policies": policies}))
    question = content.questions["b-close-to-truth"]
    result = score_prediction(changed, question, Prediction("no", "", "random"))

    assert (result.score, result.explained) == (1, False)
    assert result == score_prediction(content, question, Prediction("no", "", "random"))


@pytest.mark.parametrize("explanation", ["<script>alert(1)</script>", 7, ["share"], {"a": 1}, None, "x" * 10_000])
def test_an_explanation_that_is_none_of_the_choices_is_not_repeated(
    grade: Grade, content: UnitContent, explanation: object
) -> None:
    result = prediction(grade(predictions=entries_with(content, explanation=explanation)), "b-close-to-truth")

    assert (result.score, result.explanations) == (1, ())
