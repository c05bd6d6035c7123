"""The pytest session: runs the checks of ordinary pytest files on any student, any number of times."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lab.checking.api import Student
from lab.checking.local_caller import LocalCaller

from autograder.checking.pytest_session import Checker, CheckOutcome, run_session
from autograder.errors import BrokenCheckError

HEAD = """
import pytest
from lab.checking.api import exercise, expect, points

@pytest.fixture(scope="session")
def setups():
    SETUPS.append(1)
    return len(SETUPS)

SETUPS = []

@exercise("f", returns=("a",))
class TestF:
"""

CHECK = '''
    @points(2)
    def test_it(self, student, setups):
        """It should hold."""
        {body}
'''

Run = Callable[..., list[CheckOutcome]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Return a function that runs hidden checks with these bodies on a student's function."""

    def run(*bodies: str, function: Callable[..., Any] = abs, times: int = 1) -> list[CheckOutcome]:
        visible, hidden = tmp_path / f"v_{tmp_path.name}.py", tmp_path / f"test_{tmp_path.name}.py"
        visible.write_text(HEAD + CHECK.format(body="pass").replace("test_it", "test_visible"))
        checks = [CHECK.format(body=body).replace("test_it", f"test_{i}") for i, body in enumerate(bodies)]
        hidden.write_text(HEAD + "".join(checks))

        def work(checker: Checker) -> list[CheckOutcome]:
            hidden_checks = [check for check in checker.checks if not check.visible]
            student = Student(LocalCaller({"f": function}), checker.returns)
            return [checker.run(check, student) for _ in range(times) for check in hidden_checks]

        return run_session(visible, [hidden], work)

    return run


def test_a_check_that_holds_passes(run: Run) -> None:
    assert run("student.f(-3).should_equal(3)") == [CheckOutcome("passed")]


def test_a_check_that_does_not_hold_fails_with_its_message_and_hint(run: Run) -> None:
    assert run("expect(False, 'it should hold', hint='look')") == [CheckOutcome("failed", "it should hold", "look")]


def test_a_plain_assert_fails_without_showing_its_code(run: Run) -> None:
    assert run("assert student.f(-3).value == 4") == [CheckOutcome("failed")]


def test_a_stub_fails_and_counts_as_not_started(run: Run) -> None:
    def stub(x: int) -> int:
        raise NotImplementedError

    outcome = run("student.f(1).should_equal(1)", function=stub)[0]

    assert (outcome.outcome, outcome.started) == ("failed", False)


def test_a_check_that_crashes_is_broken_and_says_where(run: Run) -> None:
    outcome = run("nothing_of_this_name()")[0]

    assert outcome.outcome == "broken"
    assert "test_0: NameError" in outcome.message
    assert ".py, line " in outcome.message


@pytest.mark.parametrize(
    ("error", "is_engine_error"),
    [
        ("ValueError('x')", False),
        ("IndexError('x')", False),
        ("ValueError(10**5000)", False),
        ("OSError('x')", True),
        ("MemoryError()", True),
        ("__import__('autograder.errors').errors.SandboxError('x')", True),
    ],
)
def test_a_crash_of_the_engine_is_told_from_one_of_the_check(run: Run, error: str, is_engine_error: bool) -> None:
    (outcome,) = run(f"raise {error}")

    assert (outcome.outcome, outcome.is_engine_error) == ("broken", is_engine_error)


def test_warnings_of_numpy_in_a_check_are_not_shown(run: Run, capfd: pytest.CaptureFixture[str]) -> None:
    overflow = "import numpy as np; expect(np.isinf(np.array([1e308]) * 10).all(), 'inf')"

    assert run(overflow, times=2) == [CheckOutcome("passed")] * 2
    assert capfd.readouterr().err == ""


def test_a_check_fails_where_the_students_function_crashes(run: Run) -> None:
    assert run("student.f('x').should_equal(1)")[0].outcome == "failed"


def test_a_check_does_not_stop_the_next(run: Run) -> None:
    outcomes = run("boom()", "expect(False, 'no')", "student.f(1)")

    assert [outcome.outcome for outcome in outcomes] == ["broken", "failed", "passed"]


def test_checks_can_be_run_again_and_session_fixtures_are_set_up_once(run: Run) -> None:
    outcomes = run("student.f(setups).should_equal(1)", "student.f(setups).should_equal(1)", times=3)

    assert [outcome.outcome for outcome in outcomes] == ["passed"] * 6


def test_pytest_options_of_the_user_are_ignored(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTEST_ADDOPTS", "--collect-only")

    assert run("student.f(-3).should_equal(3)") == [CheckOutcome("passed")]


NO_POINTS = '    def test_it(self, student):\n        "Line."\n'
NO_DOCSTRING = "    @points(1)\n    def test_it(self, student):\n        pass\n"


def collect(folder: Path, hidden: str, work: Callable[[Checker], None] = lambda checker: None) -> None:
    """Collect a visible and a hidden file; their names are unique because Python caches modules by name."""
    files = folder / f"v_{folder.name}.py", folder / f"test_{folder.name}.py"
    files[0].write_text(HEAD + CHECK.format(body="pass"))
    files[1].write_text(hidden)
    run_session(files[0], files[1:], work)


@pytest.mark.parametrize("check", [NO_POINTS, NO_DOCSTRING], ids=["no points", "no docstring"])
def test_a_check_without_points_or_docstring_is_refused(tmp_path: Path, check: str) -> None:
    with pytest.raises(BrokenCheckError, match="has no exercise, no points or no docstring"):
        collect(tmp_path, HEAD + check)


def test_a_file_that_cannot_be_imported_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(BrokenCheckError, match=r"cannot be collected.*nothing_of_this_name"):
        collect(tmp_path, "import nothing_of_this_name")


def test_an_exception_of_work_reaches_the_caller(tmp_path: Path) -> None:
    def work(checker: Checker) -> None:
        raise KeyError("from work")

    with pytest.raises(KeyError, match="from work"):
        collect(tmp_path, HEAD + CHECK.format(body="pass"), work)


@pytest.mark.parametrize("category", ["RuntimeWarning", "UserWarning", "DeprecationWarning"])
def test_a_warning_in_a_check_prints_no_line_of_it(category: str, run: Run, capfd: pytest.CaptureFixture[str]) -> None:
    outcomes = run(
        "import numpy as np; np.float64(1e308) * 10",
        f"import warnings; warnings.warn('overflow', {category})",
        "student.f(1e308).should_equal(np.float64(1e308) * 10)",
        times=2,
    )
    printed = capfd.readouterr()

    assert len(outcomes) == 6
    assert (printed.out, printed.err) == ("", "")
