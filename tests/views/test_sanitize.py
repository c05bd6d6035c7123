"""Text and outputs of students, made safe for a terminal, a CI log and a page."""

from __future__ import annotations

import pytest

from autograder.views import sanitize


def test_outputs_keep_text_and_pictures_only() -> None:
    data = {"text/html": "<script>", "text/plain": "x", "image/png": "i", "application/javascript": "alert()"}
    (output,) = sanitize.safe_outputs([{"output_type": "display_data", "data": data, "metadata": {"isolated": False}}])

    assert output["data"] == {"text/plain": "x", "image/png": "i"}
    assert output["metadata"] == {}


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("\x1b[31mred", "�[31mred"),
        ("left\u202eright", "left�right"),
        ("\ud800", "?"),
        ("::error::x", ": :error: :x"),
        ("a ##[group]b", "a ## [group]b"),
        ("naïve α", "naïve α"),
    ],
    ids=["an escape", "a bidirectional mark", "a surrogate", "a command", "an old command", "letters"],
)
def test_text_controls_neither_a_terminal_nor_a_runner(text: str, result: str) -> None:
    assert sanitize.terminal_text(text) == result


def test_a_word_is_printable_and_short() -> None:
    assert sanitize.short_word("R\n" + "x" * 100) == "R?" + "x" * 38


def test_a_page_has_no_control_characters_and_no_marks_that_turn_or_hide_text() -> None:
    page = sanitize.page_text("a\x00\x1b\u202e\u2066\u200b\ufeff\U000e0041\ud800b\n\tc")

    assert page == f"a{sanitize.REPLACEMENT * 8}b\n\tc"


def test_a_page_keeps_every_script_and_the_joiners_of_emoji_and_of_persian() -> None:
    text = "Đorđević 李 مریم می\u200cخواهم 👩\u200d🔬"

    assert sanitize.page_text(text) == text
