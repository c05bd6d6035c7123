"""Cards have the same content as HTML and as text, and nothing of a student's becomes HTML."""

from __future__ import annotations

import html

import pytest
from lab.display.cards import PageStyle, Preformatted, card, rows, unknown_name_card


def test_a_card_escapes_everything() -> None:
    script = '<script>alert("&")</script>'
    markup = card(script, script, f"`{script}`", rows([(script, script)]), Preformatted(script)).html()

    assert "<script" not in markup
    assert markup.count(html.escape(script, quote=True)) >= 6


def test_a_card_has_the_same_content_as_text_and_as_html() -> None:
    example = card("Title", "A `word` here.", rows([("left", "right")]), tone="good")
    bundle = example._repr_mimebundle_()

    for part in ("Title", "left", "right", "here."):
        assert part in bundle["text/plain"]
        assert part in bundle["text/html"]
    assert "background:white" not in bundle["text/html"]
    assert str(example) == bundle["text/plain"]


def test_preformatted_text_keeps_its_lines() -> None:
    example = card("Title", Preformatted("a\n  b"))

    assert "a\n  b</pre>" in example.html()
    assert "  | a\n  |   b" in example.text()


def test_a_rule_for_the_page_is_no_text() -> None:
    example = card("Title", PageStyle(), "words")

    assert "<style>" in example.html()
    assert example.text() == "── Title ──\nwords"


def test_no_line_of_text_ends_inside_of_an_id() -> None:
    identifier = "an-id-of-several-words"
    text = card("Title", f"{'x' * 80} {identifier}").text()

    assert identifier in text


@pytest.mark.parametrize(("name", "hint"), [("mes", "Did you mean `mse`?"), ("zzz", "There are: mse, rmse.")])
def test_an_unknown_name_gets_the_most_similar_one_or_all(name: str, hint: str) -> None:
    assert hint in unknown_name_card("exercise", name, ["mse", "rmse"]).text()
