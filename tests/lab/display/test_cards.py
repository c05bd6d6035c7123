"""Cards: the same words as HTML and as text, nothing of a student's taken for HTML."""

from __future__ import annotations

import html

import pytest
from lab.display.cards import Preformatted, card, rows, unknown


def test_a_card_escapes_everything() -> None:
    nasty = '<script>alert("&")</script>'
    shown = card(nasty, nasty, f"`{nasty}`", rows([(nasty, nasty)]), Preformatted(nasty)).html()

    assert "<script" not in shown
    assert shown.count(html.escape(nasty, quote=True)) >= 6


def test_a_card_says_the_same_as_text_and_as_html() -> None:
    shown = card("Title", "A `word` here.", rows([("left", "right")]), tone="good")
    bundle = shown._repr_mimebundle_()

    for part in ("Title", "left", "right", "here."):
        assert part in bundle["text/plain"]
        assert part in bundle["text/html"]
    assert "background:white" not in bundle["text/html"]
    assert str(shown) == bundle["text/plain"]


def test_a_quote_keeps_its_lines() -> None:
    shown = card("Title", Preformatted("a\n  b"))

    assert "a\n  b</pre>" in shown.html()
    assert "  | a\n  |   b" in shown.text()


@pytest.mark.parametrize(("given", "words"), [("mes", "Did you mean `mse`?"), ("zzz", "There are: mse, rmse.")])
def test_a_name_that_does_not_exist_gets_the_nearest_or_all(given: str, words: str) -> None:
    assert words in unknown("exercise", given, ["mse", "rmse"]).text()
