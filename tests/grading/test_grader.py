"""Grading a submission: what it earns, what it costs, and that the same bytes always give the same report."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.authoring import sample_submissions
from autograder.course import unit_content
from autograder.course.configuration import Course
from autograder.course.notebook import Notebook
from autograder.course.unit_content import UnitContent
from autograder.release import leak_scan
from autograder.report import Report

Grade = Callable[..., Report]

ROOT = Path(__file__).parents[2]
CATALOGUE = unit_content.load(Course.load(ROOT), "training-loop").catalogue


def timeless(report: Report) -> str:
    """The report without the one part that may differ between two gradings."""
    return json.dumps(report.model_dump(by_alias=True, exclude={"seconds"}), sort_keys=True)


def test_the_reference_earns_every_point(grade: Grade, content: UnitContent) -> None:
    report = grade(predictions=sample_submissions.predictions_file(content))

    assert (report.score, report.max_score, report.publishable) == (40, 40, True)
    assert {check.outcome for exercise in report.exercises for check in exercise.checks} == {"passed"}


def test_the_untouched_release_earns_nothing_and_is_called_not_attempted(grade: Grade, content: UnitContent) -> None:
    report = grade(data=sample_submissions.notebook_bytes(content.release))

    assert report.score == 0
    assert not any(exercise.attempted for exercise in report.exercises)
    assert {check.message for exercise in report.exercises for check in exercise.checks} == {"not attempted yet"}
    assert report.submission.repairs == report.submission.cell_errors == ()


def test_a_failed_function_costs_only_its_own_exercise(grade: Grade) -> None:
    calls_its_own_step = """def fit_line(x, y, lr, n_steps, w0=0.0, b0=0.0):
    w, b = w0, b0
    states = [(w, b, np.mean((w * x + b - y) ** 2))]
    for _ in range(n_steps):
        w, b, _ = train_step(x, y, w, b, lr)
        states.append((w, b, np.mean((w * x + b - y) ** 2)))
    w, b, loss = np.array(states, dtype=float).T
    return {"w": w, "b": b, "loss": loss}"""
    report = grade(
        {"train_step": "def train_step(x, y, w, b, lr):\n    return w, b, 0.0", "fit_line": calls_its_own_step}
    )
    step, fit = report.exercises[:2]

    assert step.score < step.max_score
    assert fit.score == fit.max_score
    assert fit.note == "checked with the reference's `train_step` in place of yours"


def test_a_warning_costs_nothing(grade: Grade, solved: Notebook) -> None:
    cell = next(one["source"] for one in solved["cells"] if one["id"] == "closed_form_line")
    noisy = cell.replace("):\n", '):\n    import warnings; warnings.warn("soon gone", FutureWarning)\n', 1)

    assert grade({"closed_form_line": noisy}).points_of("closed_form_line") == (6, 6)


def test_grading_twice_gives_the_same_bytes(grade: Grade, content: UnitContent) -> None:
    for cells in ({}, {"fit_line": "def fit_line(*a, **k):\n    return {}"}):
        once, again = (grade(cells, predictions=sample_submissions.predictions_file(content)) for _ in range(2))

        assert timeless(once) == timeless(again)


def test_a_recognised_mistake_is_reported_with_its_id_its_title_and_its_hint(grade: Grade) -> None:
    uphill = next(mistake for mistake in CATALOGUE.mistakes if mistake.id == "uphill-step")
    report = grade({"train_step": uphill.variant.cell})
    check = next(check for exercise in report.exercises for check in exercise.checks if check.name == uphill.fails)

    assert (check.mistake, check.mistake_title, check.hint) == ("uphill-step", "A step uphill", uphill.hint)


def test_no_feedback_shows_a_line_of_a_hidden_check(grade: Grade, course: Course, content: UnitContent) -> None:
    secrets = {"".join(secret.text.split()) for secret in leak_scan.find_secrets(course, content.unit)}
    for mistake in CATALOGUE.mistakes[::7]:
        report = grade({mistake.exercise: mistake.variant.cell})
        shown = "".join(" ".join((c.message, c.hint)) for e in report.exercises for c in e.checks)

        assert not [secret for secret in secrets if secret in "".join(shown.split())]


def test_a_prediction_earns_one_point_for_committing_and_one_for_the_explanation(
    grade: Grade, content: UnitContent
) -> None:
    nothing, committed, explained = (
        grade(predictions=made)
        for made in (
            None,
            sample_submissions.predictions_file(content, explained=False),
            sample_submissions.predictions_file(content),
        )
    )

    assert {p.score for p in nothing.predictions} == {0}
    assert {p.score for p in committed.predictions} == {1}
    assert {p.score for p in explained.predictions} == {2}


def test_being_wrong_in_a_prediction_costs_nothing(grade: Grade, content: UnitContent) -> None:
    entries = json.loads(sample_submissions.predictions_file(content))
    entries["predictions"]["b-close-to-truth"]["answer"] = "yes"
    entries["predictions"]["first-loss"]["answer"] = 3.0
    report = grade(predictions=json.dumps(entries).encode())

    assert [p.right for p in report.predictions if p.id in ("b-close-to-truth", "first-loss")] == [False, False]
    assert {p.score for p in report.predictions} == {2}


def test_a_prediction_typed_into_its_cell_counts(grade: Grade) -> None:
    report = grade(
        {
            "b-close-to-truth": 'lab.predict("b-close-to-truth", "no")',
            "b-close-to-truth-why": 'lab.explain("b-close-to-truth", "share")',
        }
    )

    assert next(p for p in report.predictions if p.id == "b-close-to-truth").score == 2


@pytest.mark.parametrize("answer", ["maybe", 7, None, ["no"], {"a": 1}, "no" * 1000])
def test_an_answer_that_is_none_of_the_choices_is_no_prediction(grade: Grade, answer: object) -> None:
    entries = {
        "schema": "lab/predictions/v1",
        "predictions": {"b-close-to-truth": {"answer": answer, "committed": "now"}},
    }
    report = grade(predictions=json.dumps(entries).encode())

    assert next(p for p in report.predictions if p.id == "b-close-to-truth").committed is False


def test_a_function_that_draws_is_graded_by_what_it_returns(grade: Grade) -> None:
    drawing = """import matplotlib.pyplot as plt

def gap_report(w_fit, b_fit, w_star, b_star, w_true, b_true):
    figure, axes = plt.subplots()
    (line,) = axes.plot([w_fit, b_fit], [w_star, b_star])
    w, b = line.get_xdata()
    plt.show()
    return {"opt_w": w - w_star, "opt_b": b - b_star, "stat_w": w_star - w_true, "stat_b": b_star - b_true}"""

    assert grade({"gap_report": drawing}).points_of("gap_report") == (4, 4)


def test_a_name_that_only_running_everything_defines_is_found(grade: Grade, solved: Notebook) -> None:
    late = "import sys\n\nsetattr_ = type(sys).__setattr__\nsetattr_(sys.modules['__main__'], 'half', 0.5)"
    uses = (
        "def gap_report(a, b, c, d, e, f):\n    k = 2 * half\n    return {'opt_w': k * (a - c), 'opt_b': k * (b - d),"
        " 'stat_w': k * (c - e), 'stat_b': k * (d - f)}"
    )
    notebook = sample_submissions.with_cells(solved, {"gap_report": uses})
    notebook["cells"].insert(1, {"cell_type": "code", "id": "mine", "metadata": {}, "source": late, "outputs": []})

    assert grade(data=sample_submissions.notebook_bytes(notebook)).points_of("gap_report") == (4, 4)
