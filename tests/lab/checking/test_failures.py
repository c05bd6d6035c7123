"""A check fails or is skipped with a sentence."""

from __future__ import annotations

import pytest
from lab.checking.failures import CheckFailed, CheckSkipped, expect, require


def test_an_expectation_that_does_not_hold_fails_with_message_and_hint() -> None:
    expect(2 > 1, "not used")

    with pytest.raises(CheckFailed) as failure:
        expect(1 > 2, "one should exceed two", hint="count again")
    assert (failure.value.message, failure.value.hint) == ("one should exceed two", "count again")


def test_a_requirement_that_does_not_hold_skips_the_check() -> None:
    require(True, "not used")

    with pytest.raises(CheckSkipped) as skip:
        require(False, "`Scaler` cannot be made yet")
    assert skip.value.reason == "`Scaler` cannot be made yet"
