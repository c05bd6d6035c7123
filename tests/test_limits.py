"""The limits of student code."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from autograder.limits import Limits


def test_limits_override_others_only_where_they_are_set() -> None:
    course, unit = Limits(cell_seconds=20, file_mb=32), Limits(cell_seconds=2.5)

    assert course.overridden_by(unit) == Limits(cell_seconds=2.5, file_mb=32)


@pytest.mark.parametrize("name", Limits.model_fields)
def test_a_limit_of_zero_is_refused(name: str) -> None:
    with pytest.raises(ValidationError, match=name):
        Limits(**{name: 0})


def test_an_unknown_limit_is_refused() -> None:
    with pytest.raises(ValidationError, match="memory_gb"):
        Limits(memory_gb=2)  # type: ignore[call-arg]
