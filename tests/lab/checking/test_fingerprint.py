"""A fingerprint belongs to all answers together and tells none of them."""

from __future__ import annotations

import pytest
from lab.checking.fingerprint import fingerprint

ANSWERS = ["left", "right", "up"]


def test_the_same_answers_have_the_same_fingerprint() -> None:
    assert fingerprint(ANSWERS) == fingerprint(tuple(ANSWERS))
    assert not any(answer in fingerprint(ANSWERS) for answer in ANSWERS)


@pytest.mark.parametrize(
    "answers",
    [
        ["left", "right", "down"],
        ["right", "left", "up"],
        ["left", "right"],
        ["left", "right", None],
        ["leftright", "up"],
    ],
    ids=["one differs", "another order", "one is missing", "one is no text", "joined differently"],
)
def test_other_answers_have_another(answers: list[object]) -> None:
    assert fingerprint(answers) != fingerprint(ANSWERS)


def test_what_is_no_text_is_not_shown_to_it() -> None:
    class Hostile:
        def __str__(self) -> str:
            raise AssertionError

        __repr__ = __str__

    assert fingerprint([Hostile(), "up"]) == fingerprint([None, "up"])
