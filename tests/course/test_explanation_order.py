"""Explanations are listed in the drawn order in the files that students can read, too."""

from __future__ import annotations

import ast
from pathlib import Path

import lab.questions
import pytest
from lab.predicting.question_types import drawn_order

FILES = sorted(path for path in Path(lab.questions.__path__[0]).glob("*.py") if path.stem != "__init__")
MAX_RATIO = 2.0


def listed(path: Path) -> dict[str, dict[str, str]]:
    """Return the explanations of each question of a file, as they are written there."""
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    return {
        ast.literal_eval(call.args[0]): ast.literal_eval(keyword.value)
        for call in calls
        for keyword in call.keywords
        if keyword.arg == "explanations"
    }


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_lists_explanations_in_their_drawn_order(path: Path) -> None:
    questions = listed(path)

    assert questions
    assert {name: list(texts) for name, texts in questions.items()} == {
        name: drawn_order(name, texts) for name, texts in questions.items()
    }


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_explanations_of_one_question_are_about_equally_long(path: Path) -> None:
    for name, texts in listed(path).items():
        sizes = [len(text) for text in texts.values()]

        assert max(sizes) <= MAX_RATIO * min(sizes), name
