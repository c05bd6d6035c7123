"""nbgrader's own tests pass with the engine: some of them; `python -m benchmarks.nbgrader_tests` runs all."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.nbgrader_tests import EXCEPTIONS, counts_table, differences, run_tests

NAMES = ("validating_envvar", "no_execute", "custom_permissions")


@pytest.mark.slow
def test_tests_of_nbgraders_own_settings_pass(tmp_path: Path) -> None:
    outcomes = run_tests(tmp_path, "test_nbgrader_autograde", NAMES, engine=True)

    assert len(outcomes) == len(NAMES)
    assert set(outcomes.values()) == {"passed"}


def test_a_new_failure_is_reported_and_so_is_an_exception_that_passes() -> None:
    exception = next(iter(EXCEPTIONS))
    stock = {"test_a": "passed", "test_b": "passed", "test_c": "failed", "test_d": "skipped", exception: "passed"}
    engine = {"test_a": "passed", "test_b": "failed", "test_c": "failed", "test_d": "skipped"}

    assert differences(stock, {**engine, exception: "failed"}) == ["test_b: failed"]
    assert differences({exception: "passed"}, {exception: "passed"}) == [f"{exception}: passed, in spite of EXCEPTIONS"]


def test_outcomes_are_counted() -> None:
    outcomes = {
        "test_nbgrader_autograde": {"a": "passed", "b": "failed", "c": "passed", "d": "skipped"},
        "test_nbgrader_generate_feedback": {"a": "passed"},
    }
    counts = "2 passed, 1 failed, 1 skipped"

    assert f"| test_nbgrader_autograde | {counts} | {counts} |" in counts_table(outcomes, outcomes)
