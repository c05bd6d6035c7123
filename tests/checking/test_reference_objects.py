"""Instances of a reference class in the grader, used from a student's process: all that the class offers, no more."""

from __future__ import annotations

from typing import Any

import pytest
from lab.checking.remote_class import METHOD_KEY, OBJECT_KEY, make_remote_class

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


@pytest.fixture
def remote_class() -> Any:
    """`Length` as it is in a student's process, which learns of every error only that there was one."""
    server = ObjectServer(Length)

    def request(*arguments: Any) -> Any:
        try:
            return server(*arguments)
        except Exception:  # noqa: BLE001 - as in the sandbox
            raise RuntimeError("this function could not be evaluated") from None

    return make_remote_class(request)


class TestInTheStudentProcess:
    def test_objects_can_be_made_read_changed_and_added(self, remote_class: Any) -> None:
        a, b = remote_class(2.0), remote_class(3.0)
        total = a + b
        a.metres = 7.0
        total.stretch(10.0)

        assert (a.metres, total.metres) == (7.0, 50.0)

    def test_one_object_is_one_instance_however_it_is_reached(self, remote_class: Any) -> None:
        a, b = remote_class(2.0), remote_class(3.0)

        assert (a + b).parts == (a, b)
        assert {a, (a + b).parts[0]} == {a}

    def test_a_missing_attribute_is_an_attribute_error(self, remote_class: Any) -> None:
        assert not hasattr(remote_class(2.0), "width")
        assert getattr(remote_class(2.0), "width", 1.0) == 1.0


class TestInTheGrader:
    @pytest.mark.parametrize(
        ("action", "name", "arguments"),
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
    def test_what_the_class_does_not_offer_is_refused(self, action: str, name: str, arguments: tuple[Any, ...]) -> None:
        server = ObjectServer(Length)
        server("make", 0, "", (1.0,))

        with pytest.raises(RequestRefused):
            server(action, 0, name, arguments)

    def test_replies_hold_ids_of_objects_and_names_of_methods(self) -> None:
        server = ObjectServer(Length)

        assert server("make", 0, "", (1.0,)) == {OBJECT_KEY: 0}
        assert server("call", 0, "__add__", ({OBJECT_KEY: 0},)) == {OBJECT_KEY: 1}
        assert server("get", 1, "parts", ()) == ({OBJECT_KEY: 0}, {OBJECT_KEY: 0})
        assert server("get", 1, "stretch", ()) == {METHOD_KEY: "stretch"}

    def test_the_number_of_objects_is_limited(self) -> None:
        server = ObjectServer(Length, max_objects=3)
        for _ in range(3):
            server("make", 0, "", (1.0,))

        with pytest.raises(RequestRefused, match="too many objects"):
            server("make", 0, "", (1.0,))
