"""Feedback quotes no hidden input that student code has put into a text of its own; the instructor's report does."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from autograder.report import Report
from autograder.views import feedback_cards

Grade = Callable[..., Report]

# `text` is the hidden input as a text of letters, digits and underscores: some channels take nothing else.
TEXT = "text = 'z3cr3t_' + ('%r_%r' % (float(x[0]), float(y[0]))).replace('.', 'p').replace('-', 'm')"
CHANNELS = {
    "the message of an exception": "raise ValueError(text)",
    "the class of an exception": "raise type(text, (Exception,), {})()",
    "the class of the answer": "return type(text, (), {})()",
    "a class inside the answer": "return type(text, (), {})(), 1.0",
    "the dtype of the answer": "return np.zeros(2, dtype=[(text, float)])",
    "the key of a dictionary": "return {text: 1.0}",
    "a text": "return text, text",
    "a warning": "import warnings; warnings.warn(text); return 0.0, 0.0",
    "an exception that says more": "raise ValueError(text) from KeyError(text)",
    "a syntax error": "compile('(' , text, 'exec')",
    "a missing attribute": "getattr(x, text)",
    "a missing name": "return eval(text)",
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("channel", CHANNELS)
def test_feedback_quotes_no_input(channel: str, grade: Grade) -> None:
    report = grade({"closed_form_line": f"def closed_form_line(x, y):\n    {TEXT}\n    {CHANNELS[channel]}"})
    card = feedback_cards.result_card(report, "closed_form_line")

    assert report.points_of("closed_form_line")[0] == 0
    assert report.publishable
    assert "z3cr3t" not in card.text()


def test_the_instructor_reads_the_whole_message(grade: Grade) -> None:
    report = grade({"closed_form_line": f"def closed_form_line(x, y):\n    {TEXT}\n    raise ValueError(text)"})
    messages = [check.message for exercise in report.exercises for check in exercise.checks]
    text = " ".join(feedback_cards.result_card(report, "closed_form_line").text().split())

    assert any("z3cr3t_" in message for message in messages)
    assert "raised ValueError when it was called with an array of the shape" in text
    assert "Run this check in your notebook: there you can read the whole message." in text


@pytest.mark.parametrize("status", [0, 1, 97, 123])
def test_feedback_does_not_tell_the_exit_status(status: int, grade: Grade) -> None:
    report = grade({"closed_form_line": f"import os\ndef closed_form_line(x, y):\n    os._exit({status})"})

    assert f"{status}" not in "".join(
        check.message for exercise in report.exercises for check in exercise.checks if exercise.id == "closed_form_line"
    )
