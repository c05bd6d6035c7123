"""A pytest session that runs checks on one student after another.

pytest collects the visible checks of `lab` and the hidden ones of `hidden_checks`, once. Its run loop then calls a
function of the caller's, which runs single checks on any student. Fixtures of session scope are created once.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, Literal, TypeVar

import pytest
from lab.checking.api import CheckFailed, CheckSkipped, NotAttempted, Student

from autograder.errors import AutograderError, BrokenCheckError
from autograder.report import Outcome

T = TypeVar("T")

# The user's pytest configuration must not change a grade, pytest must not print anything, and every plugin costs time
# in each of the three phases of a check.
DISABLED_PLUGINS = """
    terminal cacheprovider warnings logging junitxml pastebin doctest unraisableexception threadexception faulthandler
    stepwise setuponly setupplan skipping unittest debugging legacypath
""".split()
OPTIONS = [f"-pno:{name}" for name in DISABLED_PLUGINS] + [
    *("--capture=no", "--import-mode=importlib", "--noconftest"),
    *("-o", "addopts=", "-o", "python_classes=Test*", "-o", "python_functions=test_*"),
    *("-o", "consider_namespace_packages=true"),  # a course's parts of `lab` are in no package of their own
]


@dataclass(frozen=True, slots=True)
class Check:
    """A collected check: its exercise, points, title for students, and whether it needs nothing but the student."""

    exercise: str
    name: str
    title: str
    visible: bool
    points: int
    item: pytest.Item
    is_plain: bool = False


@dataclass(frozen=True, slots=True)
class CheckOutcome:
    """How a check ended.

    `started` is False where the student's function still raises NotImplementedError. `is_engine_error` says of a broken
    check that the exception came from the engine or the system, so that no answer can be its cause. `public_message`
    is the message without words of the student's, where the two differ.
    """

    outcome: Outcome
    message: str = ""
    hint: str = ""
    started: bool = True
    is_engine_error: bool = False
    public_message: str = ""


class Checker:
    """The collected checks, which can be run in any order and any number of times."""

    def __init__(self, plugin: _Plugin[Any], checks: Sequence[Check]) -> None:
        self._plugin, self.checks = plugin, tuple(checks)
        self.returns: Mapping[str, tuple[str, ...]] = {
            check.exercise: _class_of(check.item).__returns__ for check in self.checks
        }
        """The names of the parts of the answer, by exercise."""

    def checks_of(self, exercise: str) -> tuple[Check, ...]:
        """Return the checks of one exercise."""
        return tuple(check for check in self.checks if check.exercise == exercise)

    def run(self, check: Check, student: Student) -> CheckOutcome:
        """Run a check on a student."""
        return self._plugin.run(check, student)


def run_session(visible: Path, hidden: Sequence[Path], work: Callable[[Checker], T]) -> T:
    """Start pytest on the modules of visible and hidden checks, let `work` use the checks, and return its result.

    BrokenCheckError where pytest cannot collect them.
    """
    plugin = _Plugin(visible, work)
    folder = hidden[0].parent
    with _without_user_options(), _without_runtime_warnings():
        status = pytest.main([*OPTIONS, f"--rootdir={folder}", *map(str, (visible, *hidden))], plugins=[plugin])
    if plugin.error is not None:
        raise plugin.error
    if not plugin.has_run:
        raise BrokenCheckError(
            f"the checks cannot be collected: {'; '.join(plugin.collection_errors) or f'pytest ended with {status}'}",
            where=str(folder),
            fix="run pytest on that folder to see the whole error",
        )
    return plugin.results[0]


@contextmanager
def _without_user_options() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PYTEST_ADDOPTS", raising=False)
        patch.delenv("PYTEST_PLUGINS", raising=False)
        patch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
        yield


@contextmanager
def _without_runtime_warnings() -> Iterator[None]:
    """Drop NumPy's warnings about numbers of students, such as overflow: their lines would show hidden checks.

    The filters stay, so that a `catch_warnings` inside, as for the known mistakes, still records what it would record.
    """
    with warnings.catch_warnings(record=True):
        warnings.simplefilter("default", RuntimeWarning)
        yield


class _Plugin(Generic[T]):
    """Calls `work` in pytest's run loop, and records how each check ends."""

    def __init__(self, visible: Path, work: Callable[[Checker], T]) -> None:
        self._visible, self._work = visible, work
        self._student: Student | None = None
        self._outcome: CheckOutcome | None = None
        self._last: pytest.Item | None = None
        self.results: list[T] = []
        self.has_run = False
        self.error: BaseException | None = None
        self.collection_errors: list[str] = []

    @pytest.fixture
    def student(self) -> Student | None:
        """The student whose functions the check calls."""
        return self._student

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Record why a file could not be collected."""
        if report.failed:
            self.collection_errors.append(report.longreprtext.strip().splitlines()[-1])

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Call `work` instead of running every check once."""
        if self.collection_errors:
            return True
        try:
            self.results.append(self._work(Checker(self, [self._check(item) for item in session.items])))
        except BaseException as error:  # noqa: BLE001 - pytest would print it; the caller must get it as it is
            self.error = error
        self.has_run = True
        return True

    def run(self, check: Check, student: Student) -> CheckOutcome:
        """Run a check: by pytest's protocol if it uses fixtures of its own, else by calling its function."""
        item = check.item
        if check.is_plain:
            return _call(item, student)
        self._student, self._outcome = student, None
        # pytest tears down what the next item does not share, but the next item is not known yet. So the class is not
        # torn down until a check of another class is run.
        if self._last is not None and self._last.parent is not item.parent:
            self._last.ihook.pytest_runtest_teardown(item=self._last, nextitem=item.session)
        self._last = item
        item.ihook.pytest_runtest_protocol(item=item, nextitem=item.parent)
        return self._outcome or CheckOutcome("broken", "the check did not run")

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> pytest.TestReport:
        """Record the outcome of a check in the report's terms.

        The bare report that is returned saves pytest the time to format a traceback that nobody reads.
        """
        if call.when == "call" and call.excinfo is None:
            self._outcome = CheckOutcome("passed")
        elif call.excinfo is not None:
            self._outcome = _outcome(call.excinfo, item, in_check=call.when == "call")
        status: Literal["passed", "failed"] = "passed" if call.excinfo is None else "failed"
        phase = "call" if call.when == "collect" else call.when
        return pytest.TestReport(item.nodeid, item.location, {}, status, None, phase)

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
        return Check(owner.__exercise__, item.name, title, item.path == self._visible, worth, item, _is_plain(item))


def _is_plain(item: pytest.Item) -> bool:
    """Return whether a check needs no parameter, fixture, `setup_method` or mark, and so not pytest's slow protocol."""
    names = set(item.fixturenames) if isinstance(item, pytest.Function) else {"request"}
    return names <= {"student"} and not hasattr(item, "callspec") and not list(item.iter_markers())


def _call(item: Any, student: Student) -> CheckOutcome:
    arguments = {"student": student} if item.fixturenames else {}
    test = item.function if item.cls is None else item.function.__get__(item.cls())
    try:
        test(**arguments)
    except (Exception, pytest.fail.Exception, pytest.skip.Exception):  # noqa: BLE001 - whatever it raises is its ending
        return _outcome(pytest.ExceptionInfo.from_current(), item, in_check=True)
    return CheckOutcome("passed")


def _class_of(item: pytest.Item) -> Any:
    return getattr(item, "cls", None) or object


def _outcome(info: pytest.ExceptionInfo[BaseException], item: pytest.Item, *, in_check: bool) -> CheckOutcome:
    error = info.value
    if in_check and isinstance(error, CheckFailed):
        public_message = "" if error.public_message == error.message else error.public_message
        return CheckOutcome(
            "failed",
            error.message,
            error.hint or "",
            started=not isinstance(error, NotAttempted),
            public_message=public_message,
        )
    if in_check and isinstance(error, CheckSkipped):
        return CheckOutcome("skipped", error.reason)
    if in_check and isinstance(error, AssertionError):
        return CheckOutcome("failed")
    entry = info.traceback[-1]
    place = f"{Path(entry.path).name}, line {entry.lineno + 1}"
    message = f"{item.name}: {type(error).__name__}: {_text(error)} ({place})"[:500]
    is_engine_error = isinstance(error, (AutograderError, OSError, MemoryError)) or not in_check
    return CheckOutcome("broken", message, is_engine_error=is_engine_error)


def _text(error: BaseException) -> str:
    """Return an exception's text; an int of more than 4,300 digits has none."""
    try:
        return str(error)
    except ValueError:
        return "no message"
