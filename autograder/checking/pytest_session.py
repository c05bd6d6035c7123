"""Running checks: one pytest session, started once, that asks its checks of one student after another.

pytest collects the visible checks of `lab` and the hidden ones of `autograder/checks`; its run loop is handed to the
caller's `work`, which runs single checks on whatever student it likes. Fixtures of session scope are made once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, Literal, TypeVar

import pytest
from lab.checking.api import CheckFailed, CheckSkipped, NotAttempted, Student

from autograder.errors import BrokenCheckError
from autograder.report import Outcome

T = TypeVar("T")

# Nothing of the user's pytest set-up may change a grade, nothing pytest would print belongs to a student, and every
# plugin is asked at each of a check's three phases.
SILENCED = """
    terminal cacheprovider warnings logging junitxml pastebin doctest unraisableexception threadexception faulthandler
    stepwise setuponly setupplan skipping unittest debugging legacypath
""".split()
QUIET = [f"-pno:{name}" for name in SILENCED] + [
    *("--capture=no", "--import-mode=importlib", "--noconftest"),
    *("-o", "addopts=", "-o", "python_classes=Test*", "-o", "python_functions=test_*"),
]


@dataclass(frozen=True, slots=True)
class Check:
    """One check as collected: whose it is, what it is worth, and the line the student reads."""

    exercise: str
    name: str
    title: str
    visible: bool
    points: int
    item: pytest.Item


@dataclass(frozen=True, slots=True)
class CheckOutcome:
    """How a check ended. `started` is False where the function under test still raises NotImplementedError."""

    outcome: Outcome
    message: str = ""
    hint: str = ""
    started: bool = True


class Checker:
    """The collected checks, ready to be run in any order and as often as wanted."""

    def __init__(self, plugin: _Plugin[Any], checks: Sequence[Check]) -> None:
        self._plugin, self.checks = plugin, tuple(checks)
        self.returns: Mapping[str, tuple[str, ...]] = {
            check.exercise: _class_of(check.item).__returns__ for check in self.checks
        }
        """For every exercise the names of the parts of its answer."""

    def checks_of(self, exercise: str) -> tuple[Check, ...]:
        """The checks of one exercise."""
        return tuple(check for check in self.checks if check.exercise == exercise)

    def run(self, check: Check, student: Student) -> CheckOutcome:
        """Run one check on one student."""
        return self._plugin.run(check.item, student)


def run_session(visible: Path, hidden: Sequence[Path], work: Callable[[Checker], T]) -> T:
    """Start pytest on the modules of visible and hidden checks, let `work` use the checks, and return its result.

    BrokenCheckError where pytest cannot collect them.
    """
    plugin = _Plugin(visible, work)
    folder = hidden[0].parent
    with _without_user_options():
        status = pytest.main([*QUIET, f"--rootdir={folder}", *map(str, (visible, *hidden))], plugins=[plugin])
    if plugin.trouble is not None:
        raise plugin.trouble
    if not plugin.done:
        raise BrokenCheckError(
            f"the checks cannot be collected: {'; '.join(plugin.failures) or f'pytest ended with {status}'}",
            where=str(folder),
            fix="run pytest on that folder to see the whole error",
        )
    return plugin.result[0]


@contextmanager
def _without_user_options() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PYTEST_ADDOPTS", raising=False)
        patch.delenv("PYTEST_PLUGINS", raising=False)
        patch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
        yield


class _Plugin(Generic[T]):
    """Turns pytest's run loop over to `work` and catches how each check ends."""

    def __init__(self, visible: Path, work: Callable[[Checker], T]) -> None:
        self._visible, self._work = visible, work
        self._student: Student | None = None
        self._verdict: CheckOutcome | None = None
        self._last: pytest.Item | None = None
        self.result: list[T] = []
        self.done = False
        self.trouble: BaseException | None = None
        self.failures: list[str] = []

    @pytest.fixture
    def student(self) -> Student | None:
        """The student whose functions the check calls."""
        return self._student

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Keep why a file could not be collected."""
        if report.failed:
            self.failures.append(report.longreprtext.strip().splitlines()[-1])

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run what the caller asked for instead of everything once."""
        if self.failures:
            return True
        try:
            self.result.append(self._work(Checker(self, [self._check(item) for item in session.items])))
        except BaseException as error:  # noqa: BLE001 - pytest would print it; the caller must get it as it is
            self.trouble = error
        self.done = True
        return True

    def run(self, item: pytest.Item, student: Student) -> CheckOutcome:
        """Run one item: through pytest's own protocol where it uses fixtures of its own, else straight away."""
        if isinstance(item, pytest.Function) and _is_plain(item):
            return _called(item, student)
        self._student, self._verdict = student, None
        # pytest tears down what the next item does not share. Nobody knows which is next: the class is left standing,
        # and torn down to the session when a check of another class is asked for.
        if self._last is not None and self._last.parent is not item.parent:
            self._last.ihook.pytest_runtest_teardown(item=self._last, nextitem=item.session)
        self._last = item
        item.ihook.pytest_runtest_protocol(item=item, nextitem=item.parent)
        return self._verdict or CheckOutcome("broken", "the check did not run")

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> pytest.TestReport:
        """Translate pytest's ending into one of the four endings of a check.

        The bare report keeps pytest from formatting a traceback that nobody reads.
        """
        if call.when == "call" and call.excinfo is None:
            self._verdict = CheckOutcome("passed")
        elif call.excinfo is not None:
            self._verdict = _verdict(call.excinfo, item, in_check=call.when == "call")
        ended: Literal["passed", "failed"] = "passed" if call.excinfo is None else "failed"
        phase = "call" if call.when == "collect" else call.when
        return pytest.TestReport(item.nodeid, item.location, {}, ended, None, phase)

    def _check(self, item: pytest.Item) -> Check:
        owner = _class_of(item)
        worth = getattr(getattr(item, "function", None), "__points__", None)
        title = (getattr(item, "function", None).__doc__ or "").strip().split("\n")[0]
        if not hasattr(owner, "__exercise__") or not isinstance(worth, int) or not title:
            raise BrokenCheckError(
                f"the check {item.name!r} has no exercise, no points or no docstring",
                where=str(item.path),
                fix="write @exercise(...) over its class, @points(...) over it, and the line for students as docstring",
            )
        return Check(owner.__exercise__, item.name, title, item.path == self._visible, worth, item)


def _is_plain(item: pytest.Function) -> bool:
    """Whether the student is all a check needs: then pytest's three phases, a millisecond each time, would add nothing.

    A parametrized check, a fixture of the author's, a `setup_method` (a fixture to pytest) or a mark needs them.
    """
    return set(item.fixturenames) <= {"student"} and not hasattr(item, "callspec") and not list(item.iter_markers())


def _called(item: pytest.Function, student: Student) -> CheckOutcome:
    arguments = {"student": student} if item.fixturenames else {}
    test = item.function if item.cls is None else item.function.__get__(item.cls())
    try:
        test(**arguments)
    except (Exception, pytest.fail.Exception, pytest.skip.Exception):  # noqa: BLE001 - whatever it raises is its ending
        return _verdict(pytest.ExceptionInfo.from_current(), item, in_check=True)
    return CheckOutcome("passed")


def _class_of(item: pytest.Item) -> Any:
    return getattr(item, "cls", None) or object


def _verdict(found: pytest.ExceptionInfo[BaseException], item: pytest.Item, *, in_check: bool) -> CheckOutcome:
    error = found.value
    if in_check and isinstance(error, CheckFailed):
        return CheckOutcome("failed", error.message, error.hint or "", started=not isinstance(error, NotAttempted))
    if in_check and isinstance(error, CheckSkipped):
        return CheckOutcome("skipped", error.reason)
    if in_check and isinstance(error, AssertionError):
        return CheckOutcome("failed")
    place = found.traceback[-1]
    file = Path(place.path).name
    return CheckOutcome(
        "broken",
        f"{item.name}: {type(error).__name__}: {error} ({file}, line {place.lineno + 1})"[:500],
    )
