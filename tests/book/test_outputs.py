"""Outputs of cells as Markdown."""

from __future__ import annotations

import base64

import pytest

from autograder.book.outputs import PLOTLY, PNG, render
from autograder.errors import NotebookError

PICTURE = base64.b64encode(b"picture").decode()


def figure(alternative: str = "Loss over w.", **forms: object) -> dict[str, object]:
    """Return the output of a figure, also in other forms."""
    return {"output_type": "display_data", "data": {PNG: PICTURE, **forms}, "metadata": {PNG: {"alt": alternative}}}


def test_printed_text_is_a_block_that_backticks_cannot_end() -> None:
    rendering = render([{"output_type": "stream", "name": "stdout", "text": "```\n*a*\n"}], "unit/cell")

    assert rendering.text == "````{code-block} text\n:class: printed\n\n```\n*a*\n````"


def test_a_figure_keeps_its_alternative_text_in_one_line() -> None:
    rendering = render([figure("Loss\nover w.")], "unit/cell")

    assert ":alt: Loss over w." in rendering.text
    assert rendering.pictures == {"figures/unit/cell-0.png": b"picture"}
    assert not rendering.turns


def test_a_figure_without_an_alternative_text_is_refused() -> None:
    with pytest.raises(NotebookError, match="no alternative text"):
        render([figure("")], "unit/cell")


def test_a_figure_that_turns_carries_its_data_which_cannot_end_the_script() -> None:
    rendering = render([figure(**{PLOTLY: {"data": [{"text": "</script>"}]}})], "unit/cell")

    assert rendering.turns
    assert rendering.text.count("</script>") == 1
    assert "Turn this figure" in rendering.text


def test_warnings_of_a_library_are_left_out() -> None:
    assert render([{"output_type": "stream", "name": "stderr", "text": "Warning"}], "unit/cell").text == ""
