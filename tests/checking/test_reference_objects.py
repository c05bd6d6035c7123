"""A class whose student's version went wrong: the reference's answers from afar, and nothing else of it does."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from lab.checking.remote_class import METHOD_KEY, OBJECT_KEY, make_remote_class

from autograder.authoring import sample_submissions
from autograder.checking.reference_objects import ObjectServer, RequestRefused
from autograder.course import unit_content
from autograder.course.configuration import Course
from autograder.course.unit_content import UnitContent
from autograder.grading.worker import Worker
from autograder.report import ExerciseResult, Report


class Length:
    """A small class with data, a list of its own kind, an operator and methods."""

    def __init__(self, metres: float, parts: tuple[Length, ...] = ()) -> None:
        self.metres, self.parts = metres, parts
        self._secret = 42

    def __add__(self, other: Length) -> Length:
        return Length(self.metres + other.metres, (self, other))

    def stretch(self, factor: float) -> None:
        self.metres *= factor

    def _hidden(self) -> int:
        return self._secret


@pytest.fixture
def away() -> Any:
    """`Length` as a student's process sees it; every question must pass as data."""
    deputy = ObjectServer(Length)

    def ask(*question: Any) -> Any:
        try:
            return deputy(*question)
        except Exception:  # noqa: BLE001 - the wire says no more of any error
            raise RuntimeError("this function could not be evaluated") from None

    return make_remote_class(ask)


class TestFromTheStudentsSide:
    def test_objects_are_made_read_written_and_combined(self, away: Any) -> None:
        a, b = away(2.0), away(3.0)
        total = a + b
        a.metres = 7.0
        total.stretch(10.0)

        assert (a.metres, total.metres) == (7.0, 50.0)

    def test_an_object_is_the_same_one_however_it_is_reached(self, away: Any) -> None:
        a, b = away(2.0), away(3.0)

        assert (a + b).parts == (a, b)
        assert {a, (a + b).parts[0]} == {a}

    def test_what_is_not_there_is_not_there(self, away: Any) -> None:
        assert not hasattr(away(2.0), "width")
        assert getattr(away(2.0), "width", 1.0) == 1.0


class TestFromTheGradersSide:
    @pytest.mark.parametrize(
        ("act", "name", "given"),
        [
            ("get", "_secret", ()),
            ("get", "__class__", ()),
            ("get", "__dict__", ()),
            ("get", "width", ()),
            ("call", "_hidden", ()),
            ("call", "__init__", (1.0,)),
            ("call", "__reduce__", ()),
            ("call", "metres", ()),
            ("set", "_secret", (1,)),
            ("set", "__class__", (int,)),
            ("set", "stretch", (1,)),
            ("set", "metres", (print,)),
        ],
    )
    def test_only_what_the_class_offers_is_done(self, act: str, name: str, given: tuple[Any, ...]) -> None:
        deputy = ObjectServer(Length)
        deputy("make", 0, "", (1.0,))

        with pytest.raises(RequestRefused):
            deputy(act, 0, name, given)

    def test_objects_leave_as_numbers_and_methods_as_names(self) -> None:
        deputy = ObjectServer(Length)

        assert deputy("make", 0, "", (1.0,)) == {OBJECT_KEY: 0}
        assert deputy("call", 0, "__add__", ({OBJECT_KEY: 0},)) == {OBJECT_KEY: 1}
        assert deputy("get", 1, "parts", ()) == ({OBJECT_KEY: 0}, {OBJECT_KEY: 0})
        assert deputy("get", 1, "stretch", ()) == {METHOD_KEY: "stretch"}

    def test_a_flood_of_objects_ends(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("autograder.checking.reference_objects.MOST_OBJECTS", 3)
        deputy = ObjectServer(Length)
        for _ in range(3):
            deputy("make", 0, "", (1.0,))

        with pytest.raises(RequestRefused, match="too many objects"):
            deputy("make", 0, "", (1.0,))


@pytest.fixture(scope="module")
def unit(course: Course) -> UnitContent:
    return unit_content.load(course, "autodiff")


Grade = Callable[[Mapping[str, str]], Report]


@pytest.fixture(scope="module")
def marked(course: Course, unit: UnitContent) -> Iterator[Grade]:
    """The solved notebook of `autodiff` with some cells replaced, graded."""
    worker, solved = Worker(course, "autodiff"), sample_submissions.solved_notebook(unit)
    yield (
        lambda cells: (
            worker.grade(
                "somebody", sample_submissions.notebook_bytes(sample_submissions.with_cells(solved, cells)), {}
            ).report
        )
    )
    worker.close()


def one(report: Report, name: str) -> ExerciseResult:
    return next(exercise for exercise in report.exercises if exercise.id == name)


OWN_STYLE = """
class Value:
    def __init__(self, data, children=()):
        self.data, self.grad, self.children, self.push = float(data), 0.0, children, lambda: None

    def made(self, data, children, slopes):
        out = Value(data, children)

        def push():
            for child, slope in zip(children, slopes):
                child.grad += slope * out.grad

        out.push = push
        return out

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return self.made(self.data + other.data, (self, other), (1.0, 1.0))

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return self.made(self.data * other.data, (self, other), (other.data, self.data))

    def __pow__(self, k):
        return self.made(self.data**k, (self,), (k * self.data ** (k - 1),))

    __radd__, __rmul__ = __add__, __mul__

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + -1 * other

    def __rsub__(self, other):
        return -self + other

    def __truediv__(self, other):
        return self * (other if isinstance(other, Value) else Value(other)) ** -1

    def __rtruediv__(self, other):
        return self**-1 * other
"""
OWN_PASS = """
def backward(self):
    order, seen, waiting = [], set(), [(self, False)]
    while waiting:
        node, done = waiting.pop()
        if done:
            order.append(node)
        elif node not in seen:
            seen.add(node)
            waiting.append((node, True))
            waiting.extend((child, False) for child in node.children)
    for node in order:
        node.grad = 0.0
    self.grad = 1.0
    for node in reversed(order):
        node.push()
"""


class TestAUnitOfOneClassInTwoCells:
    def test_a_wrong_class_costs_neither_its_method_nor_who_uses_it(self, marked: Grade, unit: UnitContent) -> None:
        wrong = next(mistake for mistake in unit.catalogue.of("Value") if mistake.id == "wrong-slope-of-the-product")
        report = marked({"Value": wrong.variant.cell})

        assert one(report, "Value").score < 8
        assert [one(report, name).score for name in ("backward", "fit_line_autodiff")] == [8, 4]
        assert one(report, "fit_line_autodiff").note == "checked with the reference's `Value` in place of yours"

    def test_a_wrong_method_costs_nothing_that_uses_it(self, marked: Grade, unit: UnitContent) -> None:
        wrong = next(mistake for mistake in unit.catalogue.of("backward") if mistake.id == "result-without-a-gradient")
        report = marked({"backward": wrong.variant.cell})

        assert [one(report, name).score for name in ("Value", "fit_line_autodiff")] == [8, 4]
        assert one(report, "fit_line_autodiff").note == "checked with the reference's `backward` in place of yours"

    def test_a_class_not_written_leaves_its_method_to_be_judged(self, marked: Grade, unit: UnitContent) -> None:
        report = marked({"Value": unit.stubs["Value"]})

        assert not one(report, "Value").attempted
        assert one(report, "backward").score == 8

    def test_a_method_that_only_suits_a_class_that_failed_is_skipped_and_says_why(self, marked: Grade) -> None:
        report = marked({"Value": OWN_STYLE.replace("self.data * other.data", "self.data"), "backward": OWN_PASS})
        hidden = [check for check in one(report, "backward").checks if not check.visible]

        assert {check.outcome for check in hidden} == {"skipped"}
        assert {check.message.partition(",")[0] for check in hidden} == {"not run"}

    def test_a_method_inside_the_class_is_right(self, marked: Grade, unit: UnitContent) -> None:
        inside = next(right for right in unit.catalogue.rights if right.name == "ValueWithBackwardInside")
        cells = {"Value": inside.variant.cell, "backward": "backward = Value.backward"}
        report = marked(cells)

        assert [one(report, name).score for name in ("Value", "backward", "fit_line_autodiff")] == [8, 8, 4]

    def test_a_class_that_remembers_in_its_own_way_is_right(self, marked: Grade) -> None:
        report = marked({"Value": OWN_STYLE, "backward": OWN_PASS + "\nValue.backward = backward"})

        assert [one(report, name).score for name in ("Value", "backward", "fit_line_autodiff")] == [8, 8, 4]
