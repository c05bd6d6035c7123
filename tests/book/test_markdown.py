"""Pieces of Markdown."""

from __future__ import annotations

from autograder.book import markdown


def test_in_a_sentence_only_backticks_mean_something() -> None:
    assert markdown.sentence("Is `a * b` *more* than $5, <b>?") == r"Is `a * b` \*more\* than \$5, \<b\>?"


def test_a_cell_of_a_table_is_one_line_without_bars() -> None:
    assert markdown.table(["a"], [["|x|\ny"]]).splitlines()[-1] == r"| \|x\| y |"
