"""Properties that say nothing about an answer: each is kept by a right function and broken by one mistake."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from lab.checking.api import CheckFailed, Student
from lab.checking.local_caller import LocalCaller
from lab.checking.properties import (
    EVERY,
    GENERATOR,
    ROWS,
    WHOLE,
    nearly_equal,
    should_count_rows_alike,
    should_take_whole_numbers,
    should_use_generator,
)

X, Y = np.array([1.0, -2.0, 4.0]), np.array([3.0, 0.0, 5.0])


def member(function: Callable[..., Any]) -> Any:
    return Student(LocalCaller({"f": function})).f


def hint_of_failure(action: Callable[[], object]) -> str | None:
    with pytest.raises(CheckFailed) as error:
        action()
    return error.value.hint


class TestWholeNumbers:
    def test_give_the_answer_of_the_same_floats(self) -> None:
        should_take_whole_numbers(member(lambda x, w: (w * x, float(x[0]))), X, 0.5)

    def test_of_either_type_may_be_given(self) -> None:
        hint = hint_of_failure(
            lambda: should_take_whole_numbers(member(lambda x: np.full_like(x, 0.5)), np.array([1, 2]))
        )

        assert hint == WHOLE

    def test_are_unchanged_afterwards(self) -> None:
        def add_one(x: Any) -> Any:
            x += 1
            return x.copy()

        hint = hint_of_failure(lambda: should_take_whole_numbers(member(add_one), X))

        assert hint is not None
        assert "before and after" in hint

    def test_are_never_changed_on_the_way(self) -> None:
        def move_and_put_back(x: Any) -> Any:
            x[0] += 1
            x[0] -= 1
            return 2 * x

        with pytest.raises(CheckFailed, match="read-only"):
            should_take_whole_numbers(member(move_and_put_back), X)


class TestRows:
    def test_count_alike_in_a_mean(self) -> None:
        should_count_rows_alike(member(lambda x, y, w: np.mean(w * x - y)), X, Y, 0.5)

    @pytest.mark.parametrize("wrong", [lambda x, y: np.sum(x - y), lambda x, y: x[0] * np.mean(y)])
    def test_that_do_not_are_found(self, wrong: Callable[..., Any]) -> None:
        assert hint_of_failure(lambda: should_count_rows_alike(member(wrong), X, Y)) == ROWS

    def test_may_be_those_of_one_argument_alone(self) -> None:
        should_count_rows_alike(member(lambda A, theta: A.mean(axis=0) @ theta), np.eye(2), np.ones(2), rows=1)


def draw(x: Any, rng: np.random.Generator) -> Any:
    return x[rng.permutation(len(x))], rng.normal(0.0, 1e-9)


def draw_from_another_generator(x: Any, rng: np.random.Generator) -> Any:
    return x[np.random.default_rng().permutation(len(x))]


def draw_from_two_generators(x: Any, rng: np.random.Generator) -> Any:
    return draw(x, rng), draw(x, np.random.default_rng())


def draw_in_vain(x: Any, rng: np.random.Generator) -> Any:
    rng.permutation(len(x))
    return x


@pytest.mark.parametrize("value", [1j, "text", None, [object()], (1.0, {"w": np.array([1j])})])
def test_answers_that_hold_no_real_numbers_are_not_compared(value: Any) -> None:
    assert hint_of_failure(lambda: should_count_rows_alike(member(lambda x, y: value), X, Y))


class TestGenerator:
    def test_decides_the_answer(self) -> None:
        first, different = should_use_generator(member(draw), nearly_equal(9))

        assert sorted(first.value[0]) == sorted(different.value[0])
        assert first.value[0].tolist() != different.value[0].tolist()

    def test_is_asked_no_more_often_than_a_mistake_needs(self) -> None:
        numbers = iter(range(9))
        with pytest.raises(CheckFailed):
            should_use_generator(member(lambda x, rng: next(numbers)), nearly_equal(9))

        assert next(numbers) == 1

    @pytest.mark.parametrize(
        ("wrong", "hint"),
        [
            (draw_from_another_generator, GENERATOR),
            (draw_from_two_generators, GENERATOR),
            (draw_in_vain, EVERY),
        ],
    )
    def test_that_does_not_is_found(self, wrong: Callable[..., Any], hint: str) -> None:
        assert hint_of_failure(lambda: should_use_generator(member(wrong), nearly_equal(9))) == hint

    def test_that_has_children_is_used(self) -> None:
        should_use_generator(member(lambda x, rng: draw(x, rng.spawn(1)[0])), nearly_equal(9))


def test_numbers_that_are_nearly_equal_are_equal_in_all_digits_that_name_a_mistake() -> None:
    numbers = nearly_equal(4, 5)

    assert numbers.shape == (4, 5)
    assert len(set(numbers.ravel().tolist())) == 20
    assert np.ptp(numbers) < 1e-7
