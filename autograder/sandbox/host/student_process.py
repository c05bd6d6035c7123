"""One student's process, seen from the grader: cells go in, data comes out, and any misbehaviour ends it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

from autograder.limits import Limits
from autograder.sandbox.host import output_validation
from autograder.sandbox.host.results import CellRun, Raised, Returned, Stopped, Unreadable
from autograder.sandbox.host.rpc import Answer, Conversation
from autograder.sandbox.protocol import random_state
from autograder.sandbox.protocol.framing import FrameError, Handle, clean

Target: TypeAlias = "str | Handle | tuple[Handle, str]"

OPEN_SECONDS = 20


class Child:
    """A running notebook. After `Stopped` or `close` it is gone, and `alive` is False."""

    def __init__(self, conversation: Conversation, limits: Limits) -> None:
        self.limits = limits
        self._talk = conversation
        self._cells_used = 0.0

    def __enter__(self) -> Child:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def alive(self) -> bool:
        return self._talk.alive

    def begin(self, files: Mapping[str, bytes], show: str) -> None:
        """The first words: its files and how much of what it shows is wanted; it answers when its walls stand."""
        self._talk.ask("open", [dict(files), show], OPEN_SECONDS, "the start")

    def run_cell(self, source: str, seconds: float | None = None) -> CellRun:
        """Run one cell through IPython; an error in it is a value, the next cell runs all the same."""
        own, left = seconds or self.limits.cell_seconds, self._left_for_cells()
        try:
            answer = self._talk.ask("cell", source, min(own, left), "the cell")
        except Stopped as stopped:
            if stopped.reason == "timeout" and left < own:
                raise self._too_long() from None
            raise
        self._cells_used += answer.seconds
        told = answer.body.get("cell")
        shown, error, updates = told if type(told) is list and len(told) == 3 else ([], None, [])
        most = self.limits.output_bytes
        return CellRun(
            output_validation.cell_outputs(shown, most),
            None if error is None else output_validation.raised(error, seconds=answer.seconds),
            answer.seconds,
            output_validation.cell_updates(updates, most),
        )

    def call(
        self,
        target: Target,
        args: Iterable[Any] = (),
        kwargs: Mapping[str, Any] | None = None,
        seconds: float | None = None,
    ) -> Returned | Raised:
        """Call a function of the student's, an object, or a method of one, with copies of the arguments."""
        passed, named = list(args), dict(kwargs or {})
        question = [_target(target), passed, named]
        answer = self._talk.ask("call", question, seconds or self.limits.call_seconds, _name(target))
        if "value" not in answer.body:
            return _exception(answer)
        after, after_named = _after(answer.body.get("after"), passed, named)
        noted = output_validation.texts(answer.body.get("warnings"), 20, 300)
        return Returned(answer.body["value"], after, after_named, noted, answer.seconds)

    def fetch(self, target: Target) -> Returned | Raised:
        """A global name, or an attribute of an object: its value."""
        answer = self._talk.ask("fetch", _target(target), self.limits.call_seconds, _name(target))
        if "value" not in answer.body:
            return _exception(answer)
        return Returned(answer.body["value"], seconds=answer.seconds)

    def exists(self, name: str) -> bool:
        """Whether the notebook defines this global name."""
        return self._ask("exists", name, name) is True

    def substitute(self, name: str, function: Callable[..., Any]) -> Callable[[], None]:
        """Let the student's code reach a trusted function under this name; returns how to undo it."""
        self._ask("substitute", [name, function], name)
        return lambda: self.restore(name)

    def restore(self, name: str) -> None:
        """What the name meant before `substitute`."""
        self._ask("restore", name, name)

    def read_file(self, name: str, max_bytes: int = 1_000_000) -> bytes | None:
        """A file the notebook left in its folder; None if it is missing, too large or no ordinary file."""
        found = self._ask("read", [name, max_bytes], name)
        return found if isinstance(found, bytes) and len(found) <= max_bytes else None

    def close(self) -> None:
        """End it, whatever it is doing; returns when nothing of it is left."""
        self._talk.close()

    def _ask(self, do: str, body: Any, what: str) -> Any:
        return self._talk.ask(do, body, self.limits.call_seconds, f"`{what}`").body.get("value")

    def _left_for_cells(self) -> float:
        most, slow = self.limits.notebook_seconds, self.limits.notebook_seconds * self.limits.patience
        spent = self._cells_used if self._cells_used < most else self._talk.processor_seconds()
        if spent >= most or self._cells_used >= slow:
            self._talk.close()
            raise self._too_long()
        return most - spent

    def _too_long(self) -> Stopped:
        return Stopped("timeout", f"the notebook did not finish within {self.limits.notebook_seconds:g} seconds")


def _target(target: Target) -> Any:
    if isinstance(target, str):
        return target
    return [target, None] if isinstance(target, Handle) else list(target)


def _name(target: Target) -> str:
    if isinstance(target, str):
        return f"`{target}`"
    return f"`{target.type_name}`" if isinstance(target, Handle) else f"`{target[0].type_name}.{target[1]}`"


def _exception(answer: Answer) -> Raised:
    why = answer.message.get("unreadable")
    if isinstance(why, str):
        told = {"type_name": "Unreadable", "message": f"the value cannot be read: {clean(why)}"}
        return output_validation.raised(told, Unreadable, seconds=answer.seconds)
    return output_validation.raised(answer.body.get("raised"), seconds=answer.seconds)


def _after(raw: Any, passed: list[Any], named: dict[str, Any]) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """The arguments as the call left them; what cannot change in place is what was passed."""
    if type(raw) is not tuple or len(raw) != 2 or type(raw[0]) is not list or type(raw[1]) is not dict:
        return tuple(passed), named
    told, told_named = raw
    if len(told) != len(passed):
        return tuple(passed), named
    changed = tuple(_changed(new, old) for new, old in zip(told, passed, strict=True))
    return changed, {key: _changed(told_named.get(key), old) for key, old in named.items()}


def _changed(new: Any, old: Any) -> Any:
    if type(new) is not list or not new:
        return old
    if not random_state.is_generator(old):
        return new[0]
    try:
        return random_state.generator_of(new[0])
    except FrameError:
        return old
