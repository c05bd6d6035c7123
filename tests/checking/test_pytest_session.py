"""Running checks: ordinary pytest files, asked of any student, any number of times; four endings that never mix."""

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
def made():
    COUNT.append(1)
    return len(COUNT)

COUNT = []

@exercise("f", returns=("a",))
class TestF:
"""

CHECK = '''
    @points(2)
    def test_it(self, student, made):
        """It should hold."""
        {body}
'''

Run = Callable[..., list[CheckOutcome]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run the checks of a hidden file with these bodies on a function."""

    def run(*bodies: str, function: Callable[..., Any] = abs, times: int = 1) -> list[CheckOutcome]:
        visible, hidden = tmp_path / f"v_{tmp_path.name}.py", tmp_path / f"test_{tmp_path.name}.py"
        visible.write_text(HEAD + CHECK.format(body="pass").replace("test_it", "test_seen"))
        checks = [CHECK.format(body=body).replace("test_it", f"test_{i}") for i, body in enumerate(bodies)]
        hidden.write_text(HEAD + "".join(checks))

        def work(checker: Checker) -> list[CheckOutcome]:
            mine = [check for check in checker.checks if not check.visible]
            student = Student(LocalCaller({"f": function}), checker.returns)
            return [checker.run(check, student) for _ in range(times) for check in mine]

        return run_session(visible, [hidden], work)

    return run


def test_a_check_that_holds_passes(run: Run) -> None:
    assert run("student.f(-3).should_equal(3)") == [CheckOutcome("passed")]


def test_a_check_that_does_not_hold_fails_with_its_message_and_hint(run: Run) -> None:
    assert run("expect(False, 'it should hold', hint='look')") == [CheckOutcome("failed", "it should hold", "look")]


def test_a_plain_assert_fails_without_showing_its_code(run: Run) -> None:
    assert run("assert student.f(-3).value == 4") == [CheckOutcome("failed")]


def test_a_stub_fails_as_not_started(run: Run) -> None:
    def stub(x: int) -> int:
        raise NotImplementedError

    verdict = run("student.f(1).should_equal(1)", function=stub)[0]

    assert (verdict.outcome, verdict.started) == ("failed", False)


def test_a_crash_of_the_check_itself_is_broken_and_says_where(run: Run) -> None:
    verdict = run("nothing_of_this_name()")[0]

    assert verdict.outcome == "broken"
    assert "test_0: NameError" in verdict.message
    assert ".py, line " in verdict.message


def test_a_crash_of_the_students_function_is_no_crash_of_the_check(run: Run) -> None:
    assert run("student.f('x').should_equal(1)")[0].outcome == "failed"


def test_one_check_does_not_stop_the_next(run: Run) -> None:
    verdicts = run("boom()", "expect(False, 'no')", "student.f(1)")

    assert [verdict.outcome for verdict in verdicts] == ["broken", "failed", "passed"]


def test_checks_can_be_run_again_and_session_fixtures_are_made_once(run: Run) -> None:
    verdicts = run("student.f(made).should_equal(1)", "student.f(made).should_equal(1)", times=3)

    assert [verdict.outcome for verdict in verdicts] == ["passed"] * 6


def test_a_students_pytest_settings_do_not_matter(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTEST_ADDOPTS", "--collect-only")

    assert run("student.f(-3).should_equal(3)") == [CheckOutcome("passed")]


NO_POINTS = '    def test_it(self, student):\n        "Line."\n'
NO_DOCSTRING = "    @points(1)\n    def test_it(self, student):\n        pass\n"


def collect(folder: Path, hidden: str, work: Callable[[Checker], None] = lambda checker: None) -> None:
    """Collect a visible file and a hidden one; their names are their own, as Python keeps modules by name."""
    files = folder / f"v_{folder.name}.py", folder / f"test_{folder.name}.py"
    files[0].write_text(HEAD + CHECK.format(body="pass"))
    files[1].write_text(hidden)
    run_session(files[0], files[1:], work)


@pytest.mark.parametrize("check", [NO_POINTS, NO_DOCSTRING], ids=["no points", "no docstring"])
def test_a_check_without_points_or_docstring_is_refused(tmp_path: Path, check: str) -> None:
    with pytest.raises(BrokenCheckError, match="has no exercise, no points or no docstring"):
        collect(tmp_path, HEAD + check)


def test_a_file_that_cannot_be_imported_is_said(tmp_path: Path) -> None:
    with pytest.raises(BrokenCheckError, match=r"cannot be collected.*nothing_of_this_name"):
        collect(tmp_path, "import nothing_of_this_name")


def test_what_work_raises_reaches_the_caller(tmp_path: Path) -> None:
    def work(checker: Checker) -> None:
        raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        collect(tmp_path, HEAD + CHECK.format(body="pass"), work)
