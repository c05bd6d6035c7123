"""Instances of a reference class in the grader, used from a student's process: all that the class offers, no more."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from lab.checking.remote_class import MAX_READ_OBJECTS, OBJECT_KEY, make_remote_class

from autograder.checking.reference_objects import ObjectServer, RequestRefused


class Length:
    """A small class with data, a tuple of instances, an operator and methods."""

    def __init__(self, metres: float, parts: tuple[Length, ...] = ()) -> None:
        self.metres, self.parts = metres, parts
        self._secret = 42

    def __add__(self, other: Length) -> Length:
        return Length(self.metres + other.metres, (self, other))

    def stretch(self, factor: float) -> None:
        self.metres *= factor

    def _hidden(self) -> int:
        return self._secret


class Requests:
    """A server of `Length` for a student's process, which learns of every error only that there was one."""

    def __init__(self) -> None:
        self.server = ObjectServer(Length)
        self.actions: list[str] = []

    def __call__(self, writes: Any, action: str, *arguments: Any) -> Any:
        self.actions.append(action)
        try:
            return self.server(writes, action, *arguments)
        except Exception:  # noqa: BLE001 - as in the sandbox
            raise RuntimeError("this function could not be evaluated") from None


@pytest.fixture
def requests() -> Requests:
    return Requests()


@pytest.fixture
def remote_class(requests: Requests) -> Any:
    """`Length` as it is in a student's process."""
    return make_remote_class(requests)


class TestInTheStudentProcess:
    def test_objects_can_be_made_read_changed_and_added(self, remote_class: Any) -> None:
        a, b = remote_class(2.0), remote_class(3.0)
        total = a + b
        a.metres = 7.0
        total.stretch(10.0)

        assert (a.metres, total.metres) == (7.0, 50.0)

    def test_what_is_written_is_there_when_a_method_needs_it(self, remote_class: Any) -> None:
        a = remote_class(2.0)
        a.metres = np.float32(7.5)
        a.stretch(2.0)

        assert a.metres == 15.0
        assert (a + remote_class(1.0)).metres == 16.0

    def test_one_object_is_one_instance_however_it_is_reached(self, remote_class: Any) -> None:
        a, b = remote_class(2.0), remote_class(3.0)

        assert (a + b).parts == (a, b)
        assert {a, (a + b).parts[0]} == {a}

    def test_the_attributes_of_many_objects_are_read_at_a_time(self, remote_class: Any, requests: Requests) -> None:
        total = part = remote_class(1.0)
        for _ in range(1000):
            total = total + part
        requests.actions.clear()
        metres = []
        while total.parts:
            metres.append(total.metres)
            total.metres = 0.0
            total = total.parts[0]

        assert metres == [float(number) for number in range(1001, 1, -1)]
        assert total is part
        assert requests.actions == ["read"] * 10

    def test_attributes_are_read_again_after_a_method_that_may_change_them(self, remote_class: Any) -> None:
        a = remote_class(1.0)
        total = a + a
        before = total.parts[0].metres
        a.stretch(3.0)

        assert (before, total.parts[0].metres) == (1.0, 3.0)

    def test_a_missing_attribute_is_an_attribute_error(self, remote_class: Any) -> None:
        assert not hasattr(remote_class(2.0), "width")
        assert getattr(remote_class(2.0), "width", 1.0) == 1.0

    def test_an_attribute_of_its_own_is_kept(self, remote_class: Any) -> None:
        a, b = remote_class(2.0), remote_class(3.0)
        a.is_visited = True
        total = a + b

        assert [hasattr(part, "is_visited") for part in total.parts] == [True, False]
        assert total.parts[0].is_visited

    def test_an_attribute_takes_only_plain_data_and_objects(self, remote_class: Any) -> None:
        a = remote_class(2.0)

        with pytest.raises(TypeError, match="a function cannot be a part of this object"):
            a.metres = lambda: 2.0
        assert a.metres == 2.0


class TestInTheGrader:
    @pytest.mark.parametrize(
        ("action", "name", "arguments"),
        [
            ("get", "metres", ()),
            ("call", "_hidden", ()),
            ("call", "__init__", (1.0,)),
            ("call", "__reduce__", ()),
            ("call", "metres", ()),
            ("call", "stretch", (print,)),
        ],
    )
    def test_what_the_class_does_not_offer_is_refused(self, action: str, name: str, arguments: tuple[Any, ...]) -> None:
        server = ObjectServer(Length)
        server((), "make", 0, "", (1.0,))

        with pytest.raises(RequestRefused):
            server((), action, 0, name, arguments)

    @pytest.mark.parametrize(
        ("name", "value"), [("_secret", 1), ("__class__", 1), ("stretch", 1), ("width", 1), ("metres", print)]
    )
    def test_only_attributes_that_an_object_has_are_written(self, name: str, value: Any) -> None:
        server = ObjectServer(Length)
        server((), "make", 0, "", (1.0,))

        with pytest.raises(RequestRefused):
            server([(0, name, value)], "read", 0, "", (1,))
        assert server((), "read", 0, "", (1,))[1] == [(0, {"metres": 1.0, "parts": ()})]

    def test_a_refused_name_is_no_method(self) -> None:
        server = ObjectServer(Length, refused_names={"stretch"})
        server((), "make", 0, "", (1.0,))

        assert server((), "read", 0, "", (1,))[0] == ()
        with pytest.raises(RequestRefused):
            server((), "call", 0, "stretch", (2.0,))

    def test_replies_hold_ids_of_objects_and_names_of_methods(self) -> None:
        server = ObjectServer(Length)

        assert server((), "make", 0, "", (1.0,)) == {OBJECT_KEY: 0}
        assert server((), "call", 0, "__add__", ({OBJECT_KEY: 0},)) == {OBJECT_KEY: 1}
        parts = ({OBJECT_KEY: 0}, {OBJECT_KEY: 0})
        assert server((), "read", 1, "", (9,)) == (
            ("stretch",),
            [(1, {"metres": 2.0, "parts": parts}), (0, {"metres": 1.0, "parts": ()})],
        )

    def test_one_reply_has_the_attributes_of_a_limited_number_of_objects(self) -> None:
        server = ObjectServer(Length)
        server((), "make", 0, "", (1.0,))
        for number in range(MAX_READ_OBJECTS + 9):
            server((), "call", number, "__add__", ({OBJECT_KEY: number},))

        assert len(server((), "read", MAX_READ_OBJECTS + 9, "", (10**9,))[1]) == MAX_READ_OBJECTS

    def test_the_number_of_objects_is_limited(self) -> None:
        server = ObjectServer(Length, max_objects=3)
        for _ in range(3):
            server((), "make", 0, "", (1.0,))

        with pytest.raises(RequestRefused, match="too many objects"):
            server((), "make", 0, "", (1.0,))
