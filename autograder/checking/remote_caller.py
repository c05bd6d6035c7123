"""The student's names, called from afar: asks the child, and starts another one where the last was stopped."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from lab.checking.calls import OpaqueValue, Reply, Target, map_leaves

from autograder.checking.reference_objects import ObjectServer
from autograder.sandbox import Child, Handle, Raised, Returned, Stopped

Opener = Callable[[], Child]

STAND_IN = "from lab.checking.remote_class import make_remote_class as _make_class\n{name} = _make_class({name})"
"""Turns, in the child, a deputy's number to ring into the class it speaks for."""


@dataclass
class RemoteCaller:
    """A `lab.checking.api.Caller` over a child process.

    `open_child` gives a child in which the student's cells have been run. `substitutes` are names answered from here,
    those in `classes` by a deputy of a class; `stopped` says why the last child was, `misses` that a name was looked
    for in vain.
    """

    open_child: Opener
    child: Child | None = None
    substitutes: dict[str, Callable[..., Any]] = field(default_factory=dict)
    classes: set[str] = field(default_factory=set)
    stopped: str = ""
    misses: bool = False

    def call(self, target: Target, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Reply:
        """Call a name, or a method of a handle; a stop is a reply, never an exception."""
        return self._ask(lambda child: child.call(_address(target), args, dict(kwargs)))

    def fetch(self, target: Target) -> Reply:
        """Read a name, or an attribute of a handle."""
        return self._ask(lambda child: child.fetch(_address(target)))

    def substitute(self, names: Mapping[str, Callable[..., Any]]) -> set[str]:
        """Answer these names of the student's from here, in this child and in every later one.

        The set that comes back fills with the names that the student's code does call.
        """
        before, called = self.substitutes, set[str]()
        self.classes = {name for name, known in names.items() if isinstance(known, type)}
        speakers = {name: ObjectServer(known) if isinstance(known, type) else known for name, known in names.items()}
        self.substitutes = {name: _noting(name, speaker, called) for name, speaker in speakers.items()}
        if self.child is not None and self.child.alive:
            try:
                for name in before:
                    self.child.restore(name)
                self._put_substitutes(self.child)
            except Stopped:
                self.close()
        return called

    def read_file(self, name: str, max_bytes: int) -> bytes | None:
        """A file the student's cells left beside the notebook."""
        try:
            return self._living().read_file(name, max_bytes)
        except Stopped:
            return None

    def close(self) -> None:
        """End the child."""
        if self.child is not None:
            self.child.close()
            self.child = None

    def _living(self) -> Child:
        if self.child is None or not self.child.alive:
            self.close()
            self.child = self.open_child()
            self._put_substitutes(self.child)
        return self.child

    def _put_substitutes(self, child: Child) -> None:
        for name, function in self.substitutes.items():
            child.substitute(name, function)
            if name in self.classes:
                child.run_cell(STAND_IN.format(name=name))

    def _ask(self, question: Callable[[Child], Returned | Raised]) -> Reply:
        try:
            answer = question(self._living())
        except Stopped as stop:
            self.stopped = str(stop)
            return Reply("stopped", message=str(stop))
        if isinstance(answer, Raised):
            self.misses = self.misses or answer.type_name == "NameError"
            missing = answer.type_name == "NameError" and answer.line is None
            said = Reply("raised", error=answer.type_name, message=answer.message, warnings=answer.warnings)
            return Reply("missing") if missing else said
        is_handle = isinstance(answer.value, Handle)
        value, handle = (None, answer.value) if is_handle else (map_leaves(answer.value, _data_or_opaque), None)
        after = (*answer.arguments, *answer.keywords.values())
        return Reply("returned", value, handle, arguments=after, warnings=answer.warnings)


def _data_or_opaque(value: Any) -> Any:
    """Replace the handle of an object among data by its class's name: such an object cannot be called."""
    return OpaqueValue(value.type_name) if isinstance(value, Handle) else value


def _address(target: Target) -> str | tuple[Handle, str]:
    return target.name if target.owner is None else (target.owner, target.name)


def _noting(name: str, function: Callable[..., Any], called: set[str]) -> Callable[..., Any]:
    def answer(*args: Any, **kwargs: Any) -> Any:
        called.add(name)
        return function(*args, **kwargs)

    return answer
