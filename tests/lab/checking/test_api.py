"""The vocabulary of checks, spoken to functions in this process."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from lab.checking.api import CheckFailed, CheckSkipped, NotAttempted, Student, expect, require
from lab.checking.calls import OpaqueValue
from lab.checking.local_caller import LocalCaller


def student(**names: Any) -> Student:
    return Student(LocalCaller(names))


def failure(act: Callable[[], object]) -> CheckFailed:
    with pytest.raises(CheckFailed) as caught:
        act()
    return caught.value


def test_a_right_answer_passes() -> None:
    student(double=lambda x: 2 * x).double(3.0).should_equal(6.0)


def test_numpy_scalars_are_numbers() -> None:
    student(f=lambda: np.float64(6)).f().should_equal(6.0)


def test_a_stub_is_not_started() -> None:
    def stub() -> None:
        raise NotImplementedError

    assert isinstance(failure(lambda: student(f=stub).f().value), NotAttempted)


def test_nothing_returned_asks_for_the_return_line() -> None:
    found = failure(lambda: student(f=lambda: None).f().value)

    assert found.message == "`f` returned nothing (None)"
    assert found.hint is not None


def test_an_exception_is_told_by_its_name() -> None:
    found = failure(lambda: student(f=lambda: 1 / 0).f().should_equal(1.0))

    assert found.message == "`f` raised ZeroDivisionError: division by zero"


def test_a_missing_name_is_told() -> None:
    assert "there is no `g` to call" in failure(lambda: student().g(1).value).message


def test_an_object_is_no_number() -> None:
    assert "plain numbers" in failure(lambda: student(f=object).f().value).message


def test_should_raise_wants_that_error() -> None:
    def picky(x: int) -> int:
        if x < 0:
            raise ValueError("negative")
        return {}[x]  # type: ignore[no-any-return]

    student(f=picky).f.should_raise(ValueError, -1)
    assert "should raise a ValueError" in failure(lambda: student(f=abs).f.should_raise(ValueError, 1)).message
    assert "KeyError" in failure(lambda: student(f=picky).f.should_raise(ValueError, 1)).message


def test_every_call_gets_fresh_copies() -> None:
    def spoil(x: Any) -> float:
        x[0] = 9.0
        return float(x.sum())

    data = np.array([1.0, 2.0])
    asked = student(f=spoil)
    asked.f(data)

    assert data.tolist() == [1.0, 2.0]
    assert "changed an array" in failure(lambda: asked.f(data).should_leave_arguments_alone()).message
    assert "changed an array" in failure(lambda: asked.f(x=data).should_leave_arguments_alone()).message


def test_read_only_and_strided_arrays_arrive_as_such() -> None:
    seen: list[Any] = []
    data = np.arange(6.0)[::2]
    data.flags.writeable = False
    student(f=seen.append).f(data)

    assert seen[0].tolist() == [0.0, 2.0, 4.0]
    assert not seen[0].flags.writeable
    assert not seen[0].flags.c_contiguous


def test_warnings_are_heard() -> None:
    def noisy() -> int:
        warnings.warn("careful", RuntimeWarning, stacklevel=1)
        return 1

    answer = student(f=noisy).f()

    assert answer.value == 1
    assert "RuntimeWarning: careful" in failure(answer.should_not_warn).message


def test_printing_is_not_an_answer(capsys: pytest.CaptureFixture[str]) -> None:
    student(f=lambda: print("42")).f()  # noqa: T201

    assert capsys.readouterr().out == ""


def test_objects_are_asked_further() -> None:
    class Scaler:
        def fit(self, X: Any) -> Scaler:
            self.mean_ = X.mean(axis=0)
            return self

        def transform(self, X: Any) -> Any:
            return X - self.mean_

    X = np.array([[1.0, 2.0], [3.0, 6.0]])
    scaler = student(Scaler=Scaler).Scaler()
    scaler.fit(X)

    scaler.mean_.should_equal(np.array([2.0, 4.0]))
    scaler.transform(X).should_equal(np.array([[-1.0, -2.0], [1.0, 2.0]]))


class Metres:
    """A length that can be added to others and to numbers, and taken away from a number."""

    def __init__(self, length: float) -> None:
        self.length = length

    def __add__(self, other: Any) -> Metres:
        return Metres(self.length + getattr(other, "length", other))

    def __rsub__(self, number: float) -> Metres:
        return Metres(number - self.length)


def test_operators_ask_for_the_student_s_own() -> None:
    a, b = (student(Metres=Metres).Metres(length) for length in (2.0, 3.0))

    (a + b).length.should_equal(5.0)
    (a + b + 1.0).length.should_equal(6.0)
    (10.0 - a).length.should_equal(8.0)
    (np.float64(10.0) - a).length.should_equal(8.0)


def test_an_operator_that_is_not_there_is_told_as_it_was_written() -> None:
    a = student(Metres=Metres).Metres(2.0)

    assert failure((2.0 + a).should_return).message.startswith("`number + value` raised AttributeError")
    assert failure((-a).should_return).message.startswith("`-value` raised AttributeError")


def test_an_attribute_that_is_not_there_is_told() -> None:
    assert "raised AttributeError" in failure(lambda: student(Metres=Metres).Metres(2.0).width.value).message


def test_a_number_cannot_be_asked_further() -> None:
    found = failure(lambda: student(f=lambda: 2.0).f().length)

    assert found.message == "`f` should give an object of its class; yours is a single number"


def test_an_earlier_answer_can_be_passed_on() -> None:
    asked = student(Metres=Metres, length_of=lambda metres: metres.length, one=lambda: 1.0)

    asked.length_of(asked.Metres(2.0)).should_equal(2.0)
    asked.Metres(asked.one()).length.should_equal(1.0)


def test_objects_among_data_are_called_by_their_class() -> None:
    answer = student(f=lambda: (Metres(1.0), 2.0)).f()

    assert answer.value == (OpaqueValue("Metres"), 2.0)
    assert "yours is an object of the class Metres" in failure(lambda: answer.should_equal((1.0, 2.0))).message


def test_any_exception_will_do_where_none_is_named() -> None:
    def stub() -> None:
        raise NotImplementedError

    student(f=lambda: 1 / 0).f.should_raise(Exception)
    assert isinstance(failure(lambda: student(f=stub).f.should_raise(Exception)), NotAttempted)


def test_what_an_earlier_exercise_owes_skips_the_check() -> None:
    require(True, "never said")

    with pytest.raises(CheckSkipped) as caught:
        require(False, "`Scaler` cannot be made yet")
    assert caught.value.reason == "`Scaler` cannot be made yet"


def test_finite_means_no_nan_and_no_infinity() -> None:
    student(f=lambda: (1.0, np.ones(3))).f().should_be_finite()

    assert "nan or inf" in failure(lambda: student(f=lambda: (1.0, np.inf)).f().should_be_finite()).message


def test_expect_says_its_sentence_and_its_hint() -> None:
    found = failure(lambda: expect(1 > 2, "one should exceed two", hint="count again"))

    assert (found.message, found.hint) == ("one should exceed two", "count again")


def test_answers_are_passed_on_by_themselves_and_in_a_tuple() -> None:
    class Box:
        content = 2.0

    asked = student(Box=Box, look=lambda box: box.content, total=lambda boxes: sum(box.content for box in boxes))
    box = asked.Box()

    asked.look(box).should_equal(2.0)
    asked.total((box, asked.Box(), box)).should_equal(6.0)
