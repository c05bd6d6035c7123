"""Diagnosis: a mistake is named where it, and no other, gives the student's answers to all questions."""

from __future__ import annotations

from typing import Any

import numpy as np
from lab.checking.api import Reply

from autograder.checking.diagnosis import Exchange, Transcript, name_mistakes, same_transcript
from autograder.course.implementations import WholeImplementation
from autograder.course.mistakes import Mistake

TOLERANCE = 1e-7


def transcript(*values: Any) -> Transcript:
    return tuple(Exchange("f", Reply("returned", value=value)) for value in values)


def mistake(mistake_id: str) -> Mistake:
    return Mistake(mistake_id, "f", "a hint", "test_value", WholeImplementation("f", lambda: None), TOLERANCE)


RIGHT = {"test_value": transcript(1.0, 2.0), "test_shape": transcript(3.0)}


class TestNameMistakes:
    def test_names_the_mistake_that_gives_the_same_answers(self) -> None:
        failed = {"test_value": transcript(2.0, 4.0)}
        candidates = [(mistake("doubled"), {"test_value": transcript(2.0, 4.0)}), (mistake("other"), RIGHT)]
        mistakes = name_mistakes(failed, RIGHT, candidates)

        assert {check: mistake.id for check, mistake in mistakes.items()} == {"test_value": "doubled"}

    def test_with_two_input_sizes_tells_a_factor_n_from_a_constant_factor(self) -> None:
        failed = {"test_value": transcript(7.0, 22.0)}
        by_n = {"test_value": transcript(7.0, 22.0)}
        by_seven = {"test_value": transcript(7.0, 14.0)}
        mistakes = name_mistakes(failed, RIGHT, [(mistake("by-seven"), by_seven), (mistake("by-n"), by_n)])

        assert mistakes["test_value"].id == "by-n"

    def test_names_none_where_two_fit(self) -> None:
        failed = {"test_value": transcript(2.0, 4.0)}

        assert name_mistakes(failed, RIGHT, [(mistake("first"), failed), (mistake("second"), failed)]) == {}

    def test_takes_two_implementations_of_one_mistake_for_one(self) -> None:
        failed = {"test_value": transcript(2.0, 4.0)}
        mistakes = name_mistakes(failed, RIGHT, [(mistake("doubled"), failed), (mistake("doubled"), failed)])

        assert mistakes["test_value"].id == "doubled"

    def test_names_none_where_the_answers_are_right(self) -> None:
        failed = {"test_value": RIGHT["test_value"]}

        assert name_mistakes(failed, RIGHT, [(mistake("first"), RIGHT)]) == {}

    def test_prefers_the_mistake_that_fits_all_failed_checks(self) -> None:
        failed = {"test_value": transcript(2.0, 4.0), "test_shape": transcript(6.0)}
        both = {"test_value": transcript(2.0, 4.0), "test_shape": transcript(6.0)}
        only_first = {"test_value": transcript(2.0, 4.0), "test_shape": transcript(3.0)}
        mistakes = name_mistakes(failed, RIGHT, [(mistake("both"), both), (mistake("only-first"), only_first)])

        assert {mistake.id for mistake in mistakes.values()} == {"both"}

    def test_names_different_mistakes_in_different_checks(self) -> None:
        failed = {"test_value": transcript(2.0, 4.0), "test_shape": transcript(9.0)}
        wrong_value = {"test_value": transcript(2.0, 4.0), "test_shape": transcript(3.0)}
        wrong_shape = {"test_value": transcript(1.0, 2.0), "test_shape": transcript(9.0)}
        mistakes = name_mistakes(failed, RIGHT, [(mistake("value"), wrong_value), (mistake("shape"), wrong_shape)])

        assert {check: mistake.id for check, mistake in mistakes.items()} == {
            "test_value": "value",
            "test_shape": "shape",
        }


class TestSameTranscript:
    def test_ignores_rounding_only(self) -> None:
        values = transcript(np.array([1.0, 2.0]))

        assert same_transcript(values, transcript(np.array([1.0 + 1e-12, 2.0])), TOLERANCE)
        assert not same_transcript(values, transcript(np.array([1.001, 2.0])), TOLERANCE)

    def test_needs_equal_shapes_types_and_endings(self) -> None:
        raised = (Exchange("f", Reply("raised", error="ValueError")),)

        assert not same_transcript(transcript(np.ones(3)), transcript(np.ones((3, 1))), TOLERANCE)
        assert not same_transcript(transcript((1.0, 2.0)), transcript((1.0,)), TOLERANCE)
        assert not same_transcript(transcript({"w": 1.0}), transcript({"v": 1.0}), TOLERANCE)
        assert not same_transcript(transcript(None), transcript(0.0), TOLERANCE)
        assert not same_transcript(raised, transcript(1.0), TOLERANCE)

    def test_compares_infinities(self) -> None:
        values = transcript(np.array([1.0, np.inf]))

        assert same_transcript(values, transcript(np.array([1.0, np.inf])), TOLERANCE)
        assert not same_transcript(values, transcript(np.array([1.0, -np.inf])), TOLERANCE)

    def test_ignores_functions_among_the_arguments(self) -> None:
        with_function = (Exchange("f", Reply("returned", value=1.0, arguments=(np.sin, 3))),)
        without = (Exchange("f", Reply("returned", value=1.0, arguments=(None, 3))),)

        assert same_transcript(with_function, without, TOLERANCE)

    def test_compares_arguments_that_may_have_been_changed(self) -> None:
        ones = (Exchange("f", Reply("returned", value=1.0, arguments=(np.ones(2),))),)
        zeros = (Exchange("f", Reply("returned", value=1.0, arguments=(np.zeros(2),))),)

        assert not same_transcript(ones, zeros, TOLERANCE)
