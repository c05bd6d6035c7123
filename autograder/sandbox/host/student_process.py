"""A student's process, as the grader uses it: runs cells, calls functions, reads values and files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Literal, TypeAlias

import numpy as np

from autograder.limits import Limits
from autograder.sandbox.host import output_validation
from autograder.sandbox.host.results import CellResult, ProcessEnded, Raised, Returned, UnreadableResult
from autograder.sandbox.host.rpc import Reply, RpcClient
from autograder.sandbox.protocol import random_state
from autograder.sandbox.protocol.framing import FrameError, Handle, replace_surrogates

NameVersion: TypeAlias = Literal["check", "last", "own"]
"""A version of the notebook's names: "check" as they are at an exercise's check cell, "last" after the last cell, "own"
as at the check cell, but with the student's values where given cells have replaced them."""
Target: TypeAlias = "str | Handle | tuple[Handle, str]"
"""A global name, an object, or an attribute of an object."""

START_SECONDS = 20
OBJECT_LABEL = "an object that it returned"
"""What messages call an object of the student's."""


class StudentProcess:
    """A process in which one student's notebook runs. Any misbehaviour ends it with `ProcessEnded`.

    `client` exchanges the frames; by it, a conversation can be recorded and repeated.
    """

    def __init__(self, client: RpcClient, limits: Limits) -> None:
        self.limits = limits
        self.client = client
        self._seconds_in_cells = 0.0

    def __enter__(self) -> StudentProcess:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def alive(self) -> bool:
        """Whether the process has not ended."""
        return self.client.alive

    def start(self, files: Mapping[str, bytes], output_mode: str) -> None:
        """Send the submission's files; returns when the isolation layers are active and the files are written."""
        self.client.request("start", [dict(files), output_mode], START_SECONDS, "the start")

    def run_cell(
        self,
        source: str,
        seconds: float | None = None,
        *,
        checks_above: Sequence[str] = (),
        is_given: bool = False,
    ) -> CellResult:
        """Run a cell with IPython. Its exception is a part of the result; the next cell can run all the same.

        Before it runs, the notebook's names are kept for each of the `checks_above`, which stand directly above it.
        Of a given cell it is noted which of the student's names it replaces.
        """
        cell_limit, notebook_limit = seconds or self.limits.cell_seconds, self._remaining_notebook_seconds()
        try:
            reply = self.client.request(
                "run_cell", [source, list(checks_above), is_given], min(cell_limit, notebook_limit), "the cell"
            )
        except ProcessEnded as ended:
            if ended.reason == "timeout" and notebook_limit < cell_limit:
                raise self._notebook_timeout() from None
            raise
        self._seconds_in_cells += reply.seconds
        parts = reply.values.get("cell")
        outputs, error, updates = parts if type(parts) is list and len(parts) == 3 else ([], None, [])
        max_bytes = self.limits.output_bytes
        return CellResult(
            output_validation.cell_outputs(outputs, max_bytes),
            None if error is None else output_validation.exception(error, seconds=reply.seconds),
            reply.seconds,
            output_validation.display_updates(updates, max_bytes),
        )

    def call(
        self,
        target: Target,
        args: Iterable[Any] = (),
        kwargs: Mapping[str, Any] | None = None,
        seconds: float | None = None,
    ) -> Returned | Raised:
        """Call a function, an object or a method of the student's with copies of the arguments."""
        arguments, keywords = list(args), dict(kwargs or {})
        body = [_encode_target(target), arguments, keywords]
        reply = self.client.request("call", body, seconds or self.limits.call_seconds, _describe_target(target))
        if "value" not in reply.values:
            return _exception(reply)
        arguments_after, keywords_after = _arguments_after_call(reply.values.get("arguments"), arguments, keywords)
        warnings = output_validation.warning_texts(reply.values.get("warnings"))
        return Returned(reply.values["value"], arguments_after, keywords_after, warnings, reply.seconds)

    def fetch(self, target: Target) -> Returned | Raised:
        """Return the value of a global name or of an object's attribute."""
        reply = self.client.request("fetch", _encode_target(target), self.limits.call_seconds, _describe_target(target))
        if "value" not in reply.values:
            return _exception(reply)
        return Returned(reply.values["value"], seconds=reply.seconds)

    def select_names(self, version: NameVersion, check: str) -> tuple[bool, bool]:
        """Put back a version of the notebook's names, for the check cell of an exercise.

        Returns whether the check's own name has another value after the last cell, and whether a given cell has
        replaced the value of a name of the student's.
        """
        flags = self._request_value("select_names", [version, check], check)
        is_pair = type(flags) is tuple and len(flags) == 2
        return (flags[0] is True, flags[1] is True) if is_pair else (False, False)

    def exists(self, name: str) -> bool:
        """Whether the notebook defines this global name."""
        return self._request_value("exists", name, name) is True

    def substitute(self, name: str, function: Callable[..., Any]) -> None:
        """Replace a global of the student's with a trusted function."""
        self._request_value("substitute", [name, function], name)

    def read_file(self, name: str, max_bytes: int = 1_000_000) -> bytes | None:
        """Read a file in the scratch folder; None if it is missing, too large or not a regular file."""
        data = self._request_value("read_file", [name, max_bytes], name)
        return data if isinstance(data, bytes) and len(data) <= max_bytes else None

    def close(self) -> None:
        """End the process with all it has started, whatever it is doing."""
        self.client.close()

    def _request_value(self, method: str, body: Any, name: str) -> Any:
        return self.client.request(method, body, self.limits.call_seconds, f"`{name}`").values.get("value")

    def _remaining_notebook_seconds(self) -> float:
        limit = self.limits.notebook_seconds
        seconds = self._seconds_in_cells if self._seconds_in_cells < limit else self.client.cpu_seconds()
        if seconds >= limit or self._seconds_in_cells >= limit * self.limits.patience:
            self.client.close()
            raise self._notebook_timeout()
        return limit - seconds

    def _notebook_timeout(self) -> ProcessEnded:
        seconds = f"{self.limits.notebook_seconds:g} seconds"
        return ProcessEnded("timeout", f"the notebook did not finish within {seconds}")


def _encode_target(target: Target) -> Any:
    if isinstance(target, str):
        return target
    return [target, None] if isinstance(target, Handle) else list(target)


def _describe_target(target: Target) -> str:
    """Describe what is called, for messages; an object without its class, whose name student code may have made up."""
    if isinstance(target, str):
        return f"`{target}`"
    return OBJECT_LABEL if isinstance(target, Handle) else f"`{target[1]}`"


def _exception(reply: Reply) -> Raised:
    reason = reply.tree.get("unreadable")
    if isinstance(reason, str):
        message = f"the value cannot be read: {replace_surrogates(reason)}"
        return output_validation.exception(
            {"type_name": "Unreadable", "message": message}, UnreadableResult, seconds=reply.seconds
        )
    return output_validation.exception(reply.values.get("exception"), seconds=reply.seconds)


def _arguments_after_call(
    reply: Any, arguments: list[Any], keywords: dict[str, Any]
) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """Return the arguments as the call left them, according to its reply; immutable ones are those that were passed."""
    if type(reply) is not tuple or len(reply) != 2 or type(reply[0]) is not list or type(reply[1]) is not dict:
        return tuple(arguments), keywords
    new_arguments, new_keywords = reply
    if len(new_arguments) != len(arguments):
        return tuple(arguments), keywords
    changed = tuple(_argument_after_call(new, old) for new, old in zip(new_arguments, arguments, strict=True))
    return changed, {name: _argument_after_call(new_keywords.get(name), old) for name, old in keywords.items()}


def _argument_after_call(new: Any, old: Any) -> Any:
    if type(new) is not list or not new:
        # what an array that was not changed would be, had it been sent
        return np.array(old, old.dtype.newbyteorder("="), order="C") if type(old) is np.ndarray else old
    if not random_state.is_generator(old):
        return new[0]
    try:
        return random_state.rebuild_generator(new[0])
    except FrameError:
        return old
