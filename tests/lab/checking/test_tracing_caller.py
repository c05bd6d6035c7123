"""The caller of `lab.check` records where a student's code raised, and what it printed."""

from __future__ import annotations

import warnings
from typing import Any

from lab.checking.calls import Target
from lab.checking.tracing_caller import MAX_PRINTED, TracingCaller


def misspelt(x: Any) -> None:
    x.no_such_attribute  # noqa: B018 - looking it up is the error


def test_the_location_is_function_line_and_code() -> None:
    caller = TracingCaller({"misspelt": misspelt}, __name__)
    caller.call(Target("misspelt"), (1.0,), {})
    line = misspelt.__code__.co_firstlineno + 1

    assert caller.location.startswith(f"`misspelt`, line {line}: `x.no_such_attribute")


def test_the_location_is_the_innermost_line_of_the_students_module() -> None:
    caller = TracingCaller({"sort": lambda values: sorted(values, key=misspelt)}, __name__)
    caller.call(Target("sort"), ([1.0],), {})

    assert "`misspelt`" in caller.location


def test_a_call_that_succeeds_has_no_location() -> None:
    caller = TracingCaller({"misspelt": misspelt, "double": lambda x: 2 * x}, __name__)
    caller.call(Target("misspelt"), (1.0,), {})
    caller.call(Target("double"), (1.0,), {})

    assert caller.location == ""


def test_printed_text_is_recorded_up_to_a_limit() -> None:
    caller = TracingCaller({"f": print}, __name__)
    caller.call(Target("f"), ("first",), {})
    caller.call(Target("f"), ("x" * 2 * MAX_PRINTED,), {})
    caller.call(Target("f"), ("too late",), {})

    assert caller.printed.startswith("first\nxxx")
    assert len(caller.printed) <= len("first\n") + MAX_PRINTED


def test_all_printed_lines_are_counted() -> None:
    caller = TracingCaller({"f": lambda: any(map(print, range(10_000)))}, __name__)
    caller.call(Target("f"), (), {})

    assert caller.printed_lines == 10_000
    assert len(caller.printed) == MAX_PRINTED


def test_input_is_refused_at_once_and_is_there_again_afterwards() -> None:
    caller = TracingCaller({"ask": lambda: input("w? ")}, __name__)
    before = input
    reply = caller.call(Target("ask"), (), {})

    assert (reply.ending, reply.error) == ("raised", "RuntimeError")
    assert "take `input()` out" in reply.message
    assert input is before


def test_a_warning_that_the_students_filters_ignore_is_not_recorded() -> None:
    caller = TracingCaller({"warn": lambda: warnings.warn("careful", RuntimeWarning, stacklevel=1)}, __name__)
    with warnings.catch_warnings():
        warnings.simplefilter("default")
        reply = caller.call(Target("warn"), (), {})
        warnings.simplefilter("ignore")
        ignored_reply = caller.call(Target("warn"), (), {})

    assert (len(reply.warnings), len(ignored_reply.warnings)) == (1, 0)
