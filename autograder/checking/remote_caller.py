"""Calls of the student's functions in the sandbox; where its process was stopped, the next call starts another."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lab.checking.calls import OpaqueValue, Reply, Target, map_leaves

from autograder.checking.known_answers import KnownAnswers
from autograder.checking.pytest_session import Check
from autograder.checking.reference_objects import ObjectServer
from autograder.limits import Limits
from autograder.sandbox.host.results import ProcessEnded, Raised, Returned
from autograder.sandbox.host.student_process import NameVersion, StudentProcess
from autograder.sandbox.host.submission_budget import SubmissionBudget
from autograder.sandbox.protocol.framing import Handle

DEFINE_REMOTE_CLASS = (
    "from lab.checking.remote_class import make_remote_class as _make_class\n{name} = _make_class({name})"
)
"""Run in the process: wraps the function that reaches an object server into a class."""


@dataclass
class RemoteCaller:
    """A `lab.checking.calls.Caller` over a student process.

    `open_process` returns a process in which the student's cells have been run, within the submission's `budget`;
    `names` says with which of the notebook's names it answers, `missing_name` what to reply where a name is missing.
    `served_names_in_use` are those names served from here that student code used. `stop_reason` says why the last
    process was stopped, and `missing_name_count` how often student code used a name that is not defined.
    `known_answers` has what other processes were asked, if work may be taken from there.
    """

    open_process: Callable[[], StudentProcess]
    process: StudentProcess | None = None
    budget: SubmissionBudget = field(default_factory=lambda: SubmissionBudget(Limits()))
    names: tuple[NameVersion, str] = ("last", "")
    missing_name: Callable[[str], Reply] = lambda name: Reply("missing")
    stop_reason: str = ""
    missing_name_count: int = 0
    served_names_in_use: set[str] = field(default_factory=set)
    known_answers: KnownAnswers | None = None
    _functions: dict[str, Callable[..., Any]] = field(default_factory=dict)
    _classes: set[str] = field(default_factory=set)
    _may_ask_ahead: bool = True
    _name_flags: tuple[bool, bool] = (False, False)

    def select_names(self, exercise: str, version: NameVersion = "check") -> tuple[bool, bool]:
        """Use a version of the notebook's names, for the check cell of an exercise.

        Returns whether the exercise's own name has another value after the last cell, and whether a given cell has
        replaced the value of a name of the student's.
        """
        self.names = (version, exercise)
        try:
            if self.process is None or not self.process.alive:
                self._running_process()
                return self._name_flags
            return self.process.select_names(*self.names)
        except ProcessEnded:
            self.close()
            return False, False

    def call(self, target: Target, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Reply:
        """Call a name, or a method of a handle. That the process was stopped is a reply, never an exception."""
        return self._request(lambda process: process.call(_address(target), args, dict(kwargs)), target.name)

    def fetch(self, target: Target) -> Reply:
        """Read a name, or an attribute of a handle."""
        return self._request(lambda process: process.fetch(_address(target)), target.name)

    def ask_ahead(self, checks: Sequence[Check]) -> None:
        """Let the process answer in one go what the visible ones of some checks usually ask.

        A process that ends over it is replaced: the next one, and all further ones, are asked one question at a time.
        """
        if self.known_answers is None or self.process is None or not self.process.alive or not self._may_ask_ahead:
            return
        client = self.process.client
        questions = self.known_answers.usual_questions(checks, len(client.functions))
        if len(questions) < 2:
            return
        try:
            client.ask_ahead(questions)
        except ProcessEnded:
            self._may_ask_ahead = False
            self.restart()

    def serve_function(self, name: str, function: Callable[..., Any]) -> None:
        """Serve a name from here instead of from student code, in every process that is started from now on."""

        def wrapper(*args: Any, **kwargs: Any) -> Any:
            self.served_names_in_use.add(name)
            return function(*args, **kwargs)

        self._functions[name] = wrapper

    def serve_class(self, name: str, server: ObjectServer) -> None:
        """Serve a class from here instead of from student code, in every process that is started from now on."""
        self.serve_function(name, server)
        self._classes.add(name)

    def read_file(self, name: str, max_bytes: int) -> bytes | None:
        """Return the content of a file that the student's cells wrote beside the notebook, None where there is none."""
        try:
            return self._running_process().read_file(name, max_bytes)
        except ProcessEnded:
            return None

    def restart(self) -> None:
        """End the process, and forget that it was stopped: the next call starts another."""
        self.close()
        self.stop_reason = ""

    def close(self) -> None:
        """End the process."""
        if self.process is not None:
            self.process.close()
            self.process = None

    def _running_process(self) -> StudentProcess:
        if self.process is None or not self.process.alive:
            self.close()
            self.process = self.open_process()
            self._name_flags = self.process.select_names(*self.names)
            self._put_served_names(self.process)
        return self.process

    def _put_served_names(self, process: StudentProcess) -> None:
        for name, function in self._functions.items():
            process.substitute(name, function)
            if name in self._classes:
                process.run_cell(DEFINE_REMOTE_CLASS.format(name=name))

    def _request(self, send: Callable[[StudentProcess], Returned | Raised], target: str) -> Reply:
        try:
            result = send(self._running_process())
        except ProcessEnded as error:
            self.stop_reason = str(error)
            return Reply("stopped", message=str(error))
        if isinstance(result, Raised):
            is_name_error = result.type_name == "NameError"
            self.missing_name_count += is_name_error
            if is_name_error and result.line is None:  # the target itself does not exist
                return self.missing_name(target)
            return Reply(
                "raised",
                error=result.type_name,
                message=result.message,
                warnings=result.warnings,
                line=result.line,
                source_line=result.source_line,
            )
        is_handle = isinstance(result.value, Handle)
        value, handle = map_leaves(result.value, _data_or_opaque), result.value if is_handle else None
        arguments = (*result.arguments, *result.keywords.values())
        return Reply("returned", value, handle, arguments=arguments, warnings=result.warnings)


def _data_or_opaque(value: Any) -> Any:
    """Replace the handle of an object among data by its class's name: such an object cannot be called."""
    return OpaqueValue(value.type_name) if isinstance(value, Handle) else value


def _address(target: Target) -> str | tuple[Handle, str]:
    return target.name if target.owner is None else (target.owner, target.name)
