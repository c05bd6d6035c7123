"""What checks have asked, what was answered, and how they ended: the same answers need no check to be run again.

A check is a function of the answers: what it asks first is the same for all students, and what it asks next follows
from the answers so far. So its conversations with students' processes form a tree. As long as a student's process says
byte for byte what another one said before, the grader sends the next frame of the tree. Where it says something else,
the check is run, and the beginning of its conversation is given to it.

A process gets a frame only after it has answered the one before, as without the tree. A part of the tree is used once a
second run of the check has confirmed it. A check that asks or ends otherwise the second time is run each time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from autograder.checking.diagnosis import Transcript
from autograder.checking.pytest_session import CheckOutcome
from autograder.sandbox.host.conversation import Message, Step, frame_key
from autograder.sandbox.host.results import ProcessEnded
from autograder.sandbox.host.rpc import RpcClient

MAX_NODES = 20_000
MAX_BYTES = 16 << 20
"""Limits for all trees together: of the frames to send, and of the answers in transcripts."""

Position = tuple[str, str, int]
"""An exercise, the name of a check, and how many functions had been passed to the process before."""
FrameKey = tuple[int, bytes]


@dataclass(frozen=True, slots=True)
class Ending:
    """How a run of a check ended: its outcome, its transcript unless it passed, and the functions that it passed."""

    outcome: CheckOutcome
    transcript: Transcript
    functions: tuple[Callable[..., Any], ...]


@dataclass(slots=True)
class _Node:
    """A frame to send, or the ending of the check; and what follows each frame that was received."""

    message: Message | None
    ending: Ending | None = None
    is_confirmed: bool = False
    next: dict[FrameKey, _Node] = field(default_factory=dict)


class AnsweredChecks:
    """The trees of a unit's checks, for all submissions that are graded in this process."""

    def __init__(self) -> None:
        self._roots: dict[Position, _Node] = {}
        self._refused: set[tuple[str, str]] = set()
        self._frames: dict[Message, Message] = {}
        self._nodes = self._bytes = 0

    def accepts(self, position: Position) -> bool:
        """Whether this check can be recorded: it has not been seen to ask or to end differently."""
        return position[:2] not in self._refused

    def refuse(self, position: Position) -> None:
        """Forget a check, and run it each time from now on."""
        self._refused.add(position[:2])
        for root in [root for root in self._roots if root[:2] == position[:2]]:
            del self._roots[root]

    def follow(self, position: Position, client: RpcClient) -> tuple[list[Step], Ending | None]:
        """Let a process answer as far as the tree goes; return the steps, and the ending if it was reached."""
        steps: list[Step] = []
        node = self._roots.get(position)
        while node is not None and node.is_confirmed and node.message is not None:
            try:
                frame = client.replay(node.message)
            except ProcessEnded as error:
                return [*steps, Step(node.message, error)], None
            steps.append(Step(node.message, frame))
            node = node.next.get(frame_key(frame))
        return steps, node.ending if node is not None and node.is_confirmed else None

    def add(self, position: Position, steps: Sequence[Step], ending: Ending) -> None:
        """Add the conversation of a run, or confirm it; refuse the check if it contradicts an earlier run."""
        if not steps or isinstance(steps[-1].received, ProcessEnded):
            return
        node = self._roots.get(position)
        if node is None:
            node = self._roots[position] = self._new_node(steps[0].message)
        for step, following in zip(steps, [*(step.message for step in steps[1:]), None], strict=True):
            if node.message != step.message:
                self.refuse(position)
                return
            node.is_confirmed = node.is_confirmed or bool(node.next)
            key = frame_key(step.received)  # type: ignore[arg-type]
            if key not in node.next:
                if self._nodes >= MAX_NODES or self._bytes >= MAX_BYTES:
                    return
                node.next[key] = self._new_node(following)
            node = node.next[key]
        self._end(node, position, ending, sum(_size(step) for step in steps))

    def _end(self, node: _Node, position: Position, ending: Ending, size: int) -> None:
        if node.ending is None and node.message is None:
            node.ending = ending
            self._bytes += size if ending.transcript else 0
        elif node.ending is not None and node.ending.outcome == ending.outcome:
            node.is_confirmed = True
        else:
            self.refuse(position)

    def _new_node(self, message: Message | None) -> _Node:
        self._nodes += 1
        if message is None:
            return _Node(None)
        # a large part is a view of an array, which may change
        copy = message._replace(frame=message.frame._replace(parts=tuple(map(bytes, message.frame.parts))))
        if copy not in self._frames:
            self._frames[copy] = copy
            self._bytes += sum(map(len, copy.frame.parts))
        return _Node(self._frames[copy])


def _size(step: Step) -> int:
    frame = step.received
    return 0 if isinstance(frame, ProcessEnded) else len(frame.tree) + len(frame.buffers)
