"""Diagnosis: a mistake is named when it, and no other, answers every question as the student did."""

from __future__ import annotations

from typing import Any

import numpy as np
from lab.checking.api import Reply

from autograder.checking.diagnosis import Exchange, name_mistakes, same
from autograder.course.mistakes import Mistake
from autograder.course.variants import WholeVariant


def said(*values: Any) -> tuple[Exchange, ...]:
    return tuple(Exchange("f", Reply("returned", value=value)) for value in values)


def known(id: str, agreement: float = 1e-7) -> Mistake:  # noqa: A002
    return Mistake(id, "f", "a hint", "test_value", WholeVariant("f", lambda: None), agreement)


RIGHT = {"test_value": said(1.0, 2.0), "test_shape": said(3.0)}


def test_the_mistake_that_gives_the_same_answers_is_named() -> None:
    failed = {"test_value": said(2.0, 4.0)}

    named = name_mistakes(failed, RIGHT, [(known("M1"), {"test_value": said(2.0, 4.0)}), (known("M2"), RIGHT)])

    assert {name: mistake.id for name, mistake in named.items()} == {"test_value": "M1"}


def test_two_sizes_tell_a_constant_factor_from_one_that_depends_on_n() -> None:
    failed = {"test_value": said(7.0, 22.0)}
    by_n = {"test_value": said(7.0, 22.0)}
    by_seven = {"test_value": said(7.0, 14.0)}

    named = name_mistakes(failed, RIGHT, [(known("by seven"), by_seven), (known("by n"), by_n)])

    assert named["test_value"].id == "by n"


def test_where_two_mistakes_fit_none_is_named() -> None:
    failed = {"test_value": said(2.0, 4.0)}

    assert name_mistakes(failed, RIGHT, [(known("M1"), failed), (known("M2"), failed)]) == {}


def test_two_variants_of_one_mistake_are_one_mistake() -> None:
    failed = {"test_value": said(2.0, 4.0)}

    assert name_mistakes(failed, RIGHT, [(known("M1"), failed), (known("M1"), failed)])["test_value"].id == "M1"


def test_a_right_answer_that_failed_for_another_reason_names_nothing() -> None:
    assert name_mistakes({"test_value": RIGHT["test_value"]}, RIGHT, [(known("M1"), RIGHT)]) == {}


def test_all_failed_checks_together_decide_where_one_alone_cannot() -> None:
    failed = {"test_value": said(2.0, 4.0), "test_shape": said(6.0)}
    both = {"test_value": said(2.0, 4.0), "test_shape": said(6.0)}
    first_only = {"test_value": said(2.0, 4.0), "test_shape": said(3.0)}

    named = name_mistakes(failed, RIGHT, [(known("both"), both), (known("first only"), first_only)])

    assert {mistake.id for mistake in named.values()} == {"both"}


def test_different_mistakes_in_different_checks_are_named_apart() -> None:
    failed = {"test_value": said(2.0, 4.0), "test_shape": said(9.0)}
    one = {"test_value": said(2.0, 4.0), "test_shape": said(3.0)}
    other = {"test_value": said(1.0, 2.0), "test_shape": said(9.0)}

    named = name_mistakes(failed, RIGHT, [(known("one"), one), (known("other"), other)])

    assert {name: mistake.id for name, mistake in named.items()} == {"test_value": "one", "test_shape": "other"}


def test_rounding_does_not_hide_a_mistake() -> None:
    assert same(said(np.array([1.0, 2.0])), said(np.array([1.0 + 1e-12, 2.0])), 1e-7)
    assert not same(said(np.array([1.0, 2.0])), said(np.array([1.001, 2.0])), 1e-7)


def test_shapes_kinds_and_endings_must_be_the_same() -> None:
    assert not same(said(np.ones(3)), said(np.ones((3, 1))), 1e-7)
    assert not same(said((1.0, 2.0)), said((1.0,)), 1e-7)
    assert not same(said({"w": 1.0}), said({"v": 1.0}), 1e-7)
    assert not same(said(None), said(0.0), 1e-7)
    assert not same((Exchange("f", Reply("raised", error="ValueError")),), said(1.0), 1e-7)


def test_divergence_to_infinity_is_an_answer_like_any_other() -> None:
    assert same(said(np.array([1.0, np.inf])), said(np.array([1.0, np.inf])), 1e-7)
    assert not same(said(np.array([1.0, np.inf])), said(np.array([1.0, -np.inf])), 1e-7)


def test_a_function_passed_as_argument_says_nothing_about_the_answer() -> None:
    here = (Exchange("f", Reply("returned", value=1.0, arguments=(np.sin, 3))),)
    there = (Exchange("f", Reply("returned", value=1.0, arguments=(None, 3))),)

    assert same(here, there, 1e-7)


def test_a_changed_argument_is_part_of_the_answer() -> None:
    kept = (Exchange("f", Reply("returned", value=1.0, arguments=(np.ones(2),))),)
    changed = (Exchange("f", Reply("returned", value=1.0, arguments=(np.zeros(2),))),)

    assert not same(kept, changed, 1e-7)
