"""Text of students controls neither a terminal nor a runner, and is neither Markdown nor HTML."""

from __future__ import annotations

import html
import re

import pytest
from lab.ci.sanitize import markdown_line, plain_line, printable_lines


@pytest.mark.parametrize(
    "text", ["::error::x", "\n::error::x", "\r\n  ::error::x", "\x1b[2K\u2028::error::x", "##[error]x"]
)
def test_a_plain_line_holds_no_command(text: str) -> None:
    line = plain_line(text)

    assert "::" not in line
    assert "##[" not in line
    assert line.isprintable()


def test_printable_lines_keep_line_breaks_and_tabs_only() -> None:
    assert printable_lines("a\tb\nc\rd\x1be") == "a\tb\nc d e"


def test_markup_becomes_text_except_for_code() -> None:
    text = "![x](http://a/b) <img src='x'> **b** | @you `a & b` #1 _i_"
    line = markdown_line(text)

    assert not re.search(r"[!\[\]<>*|@_&#:]", re.sub(r"</?code>|&#\d+;", "", line))
    assert "<code>a &#38; b</code>" in line
    assert html.unescape(re.sub("</?code>", "`", line)) == text


def test_a_single_backtick_is_no_code() -> None:
    assert markdown_line("a ` b") == "a &#96; b"
