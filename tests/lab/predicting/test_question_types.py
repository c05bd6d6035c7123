"""Question types parse the answers students write, and refuse everything else in words."""

from __future__ import annotations

import math

import pytest
from lab.predicting.question_types import Choice, InvalidAnswer, Number

COIN = Choice("C1", "Heads or tails?", choices={"heads": "heads", "tails": "tails"})
SIZE = Number("N1", "How large?", absolute=0.1, unit="m")


@pytest.mark.parametrize(
    ("answer", "number"),
    [(3, 3.0), ("3.5", 3.5), ("3,5", 3.5), ("0,125", 0.125), (" -1e-3 ", -0.001)],
    ids=["an int", "a text", "a decimal comma", "a decimal comma after zero", "an exponent"],
)
def test_a_number_is_parsed_in_every_common_notation(answer: object, number: float) -> None:
    assert SIZE.parse(answer) == number


@pytest.mark.parametrize("answer", [True, None, "large", math.nan, math.inf, [1.0], "1,000,000", 10**400])
def test_an_answer_that_is_not_a_finite_number_is_refused(answer: object) -> None:
    with pytest.raises(InvalidAnswer, match="number"):
        SIZE.parse(answer)


@pytest.mark.parametrize(
    ("answer", "numbers"), [("1,000", "1000 or 1.000"), ("-12,500", "-12500 or -12.500")], ids=["positive", "negative"]
)
def test_a_comma_with_two_meanings_is_asked_about(answer: str, numbers: str) -> None:
    with pytest.raises(InvalidAnswer, match=f"write {numbers}"):
        SIZE.parse(answer)


@pytest.mark.parametrize("answer", ["Heads", "", 1, None, ["heads"], {"heads": 1}])
def test_an_answer_that_is_not_a_choice_is_refused_with_the_list_of_choices(answer: object) -> None:
    with pytest.raises(InvalidAnswer, match='choose from "heads", "tails"'):
        COIN.parse(answer)
