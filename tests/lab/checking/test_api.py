"""Checks call functions, use what they return, and state properties of it."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from lab.checking.api import READ_ONLY_HINT, CheckFailed, NotAttempted, Student
from lab.checking.calls import OpaqueValue
from lab.checking.comparison import COUNT_HINT, KEYS_HINT, NOT_FINITE_HINT, SHAPE_HINT, TYPE_HINT
from lab.checking.local_caller import LocalCaller


def student(**names: Any) -> Student:
    return Student(LocalCaller(names))


def failure(action: Callable[[], object]) -> CheckFailed:
    with pytest.raises(CheckFailed) as error:
        action()
    return error.value


def test_a_right_answer_passes() -> None:
    student(double=lambda x: 2 * x).double(3.0).should_equal(6.0)


def test_numpy_scalars_are_numbers() -> None:
    student(f=lambda: np.float64(6)).f().should_equal(6.0)


def test_a_stub_is_not_started() -> None:
    def stub() -> None:
        raise NotImplementedError

    assert isinstance(failure(lambda: student(f=stub).f().value), NotAttempted)


def test_returning_nothing_fails_with_a_hint() -> None:
    error = failure(lambda: student(f=lambda: None).f().value)

    assert error.message == "`f` returned nothing (None)"
    assert error.hint is not None


def test_an_exception_is_reported_by_its_name() -> None:
    error = failure(lambda: student(f=lambda: 1 / 0).f().should_equal(1.0))

    assert error.message == "`f` raised ZeroDivisionError: division by zero"


def test_writing_into_a_read_only_array_has_its_own_hint() -> None:
    def write(x: Any) -> None:
        x[0] = 1.0

    array = np.zeros(2)
    array.flags.writeable = False

    assert failure(lambda: student(f=write).f(array).should_return()).hint == READ_ONLY_HINT


def test_a_missing_name_is_reported() -> None:
    assert "there is no `g` to call" in failure(lambda: student().g(1).value).message


def test_an_object_is_not_accepted_as_a_number() -> None:
    assert "plain numbers" in failure(lambda: student(f=object).f().value).message


def test_should_raise_requires_an_error_of_that_name() -> None:
    def picky(x: int) -> int:
        if x < 0:
            raise ValueError("negative")
        return {}[x]  # type: ignore[no-any-return]

    student(f=picky).f.should_raise(ValueError, -1)
    assert "should raise a ValueError" in failure(lambda: student(f=abs).f.should_raise(ValueError, 1)).message
    assert "KeyError" in failure(lambda: student(f=picky).f.should_raise(ValueError, 1)).message


def test_every_call_gets_copies_of_its_arguments() -> None:
    def spoil(x: Any) -> float:
        x[0] = 9.0
        return float(x.sum())

    data = np.array([1.0, 2.0])
    answers = student(f=spoil)
    answers.f(data)

    assert data.tolist() == [1.0, 2.0]
    assert "changed an array" in failure(lambda: answers.f(data).should_leave_arguments_alone()).message
    assert "changed an array" in failure(lambda: answers.f(x=data).should_leave_arguments_alone()).message


def test_read_only_and_strided_arrays_stay_so() -> None:
    arguments: list[Any] = []
    data = np.arange(6.0)[::2]
    data.flags.writeable = False
    student(f=arguments.append).f(data)

    assert arguments[0].tolist() == [0.0, 2.0, 4.0]
    assert not arguments[0].flags.writeable
    assert not arguments[0].flags.c_contiguous


def test_warnings_are_recorded() -> None:
    def noisy() -> int:
        warnings.warn("careful", RuntimeWarning, stacklevel=1)
        return 1

    answer = student(f=noisy).f()

    assert answer.value == 1
    assert "RuntimeWarning: careful" in failure(answer.should_not_warn).message


def test_printed_text_is_not_shown(capsys: pytest.CaptureFixture[str]) -> None:
    student(f=lambda: print("42")).f()  # noqa: T201

    assert capsys.readouterr().out == ""


def test_methods_and_attributes_of_returned_objects_can_be_used() -> None:
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
    """A length."""

    def __init__(self, length: float) -> None:
        self.length = length


def test_a_missing_attribute_is_reported() -> None:
    assert "raised AttributeError" in failure(lambda: student(Metres=Metres).Metres(2.0).width.value).message


def test_a_number_is_not_accepted_as_an_object() -> None:
    error = failure(lambda: student(f=lambda: 2.0).f().length)

    assert error.message == "`f` should give an object of its class; yours is a single number"


def test_an_answer_can_be_passed_as_an_argument() -> None:
    code = student(Metres=Metres, length_of=lambda metres: metres.length, one=lambda: 1.0)

    code.length_of(code.Metres(2.0)).should_equal(2.0)
    code.Metres(code.one()).length.should_equal(1.0)


def test_objects_among_data_are_reported_by_their_class() -> None:
    answer = student(f=lambda: (Metres(1.0), 2.0)).f()

    assert answer.value == (OpaqueValue("Metres"), 2.0)
    assert "yours is an object of the class Metres" in failure(lambda: answer.should_equal((1.0, 2.0))).message


def test_should_raise_accepts_any_exception_but_that_of_a_stub() -> None:
    def stub() -> None:
        raise NotImplementedError

    student(f=lambda: 1 / 0).f.should_raise(Exception)
    assert isinstance(failure(lambda: student(f=stub).f.should_raise(Exception)), NotAttempted)


def test_nan_and_infinity_are_not_finite() -> None:
    student(f=lambda: (1.0, np.ones(3))).f().should_be_finite()

    assert "nan or inf" in failure(lambda: student(f=lambda: (1.0, np.inf)).f().should_be_finite()).message


def test_an_answer_can_be_passed_in_a_tuple() -> None:
    class Box:
        content = 2.0

    code = student(Box=Box, total=lambda boxes: sum(box.content for box in boxes))
    box = code.Box()

    code.total((box, code.Box(), box)).should_equal(6.0)


def test_the_wrong_error_is_told_with_the_one_that_was_asked_for() -> None:
    def picky(x: int) -> int:
        raise TypeError("secret")

    error = failure(lambda: student(f=picky).f.should_raise(ValueError, 1, hint="When is x too small?"))

    assert error.message == "`f` raised TypeError: secret; ValueError was asked for"
    assert "secret" not in error.public_message
    assert "ValueError was asked for" in error.public_message
    assert error.hint not in (None, "When is x too small?")


def test_the_hint_of_a_check_comes_before_that_for_nan() -> None:
    def hint(**options: str) -> str | None:
        return failure(lambda: student(f=lambda: np.nan).f().should_equal(1.0, **options)).hint

    assert hint(hint="What is log(0)?") == "What is log(0)?"
    assert hint() == NOT_FINITE_HINT


@pytest.mark.parametrize(
    ("value", "expected", "hint"),
    [
        ("2", 1.0, TYPE_HINT),
        ([1.0, 2.0], np.array([1.0, 2.0]), TYPE_HINT),
        (np.array([1.0]), 1.0, SHAPE_HINT),
        (np.ones((2, 1)), np.ones(2), SHAPE_HINT),
        ({"a": 1.0}, {"a": 1.0, "b": 2.0}, KEYS_HINT),
        ({"a": 1.0, "b": 2.0}, {"a": 1.0}, KEYS_HINT),
        ((1.0, 2.0), (1.0, 2.0, 3.0), COUNT_HINT),
        ((3.0, "2"), (1.0, 2.0), TYPE_HINT),
        ({"a": np.ones(3)}, {"a": np.ones(2)}, SHAPE_HINT),
        ((1.0, 3.0), (1.0, 2.0), "numbers"),
        (np.array([1.0, 3.0]), np.array([1.0, 2.0]), "numbers"),
        ({"a": 2.0}, {"a": 1.0}, "numbers"),
    ],
    ids=repr,
)
def test_a_hint_belongs_to_the_failure(value: Any, expected: Any, hint: str) -> None:
    error = failure(lambda: student(f=lambda: value).f().should_equal(expected, hint="numbers"))

    assert error.hint == hint


def test_answers_of_another_form_have_hints_of_their_own() -> None:
    def hint(value: Any, read: Callable[[Any], object]) -> str | None:
        return failure(lambda: read(student(f=lambda: value).f())).hint

    assert hint("2", lambda answer: answer.number()) == TYPE_HINT
    assert hint(np.ones(2), lambda answer: answer.number()) == SHAPE_HINT
    assert "nan or inf" in (hint(np.nan, lambda answer: answer.number()) or "")
    assert hint(1.0, lambda answer: answer.array((2,))) == TYPE_HINT
    assert hint(np.ones(3), lambda answer: answer.array((2,))) == SHAPE_HINT
    assert hint((1.0,), lambda answer: answer.numbers("a", "b", hint="numbers")) == COUNT_HINT
    assert hint({"a": 1.0}, lambda answer: answer.mapping("b")) == KEYS_HINT
    assert hint([1.0], lambda answer: answer.mapping("b")) == TYPE_HINT
