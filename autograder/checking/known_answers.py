"""What checks have asked, what was answered, and how they ended: the same answers need no check to be run again.

A check is a function of the answers: what it asks first is the same for all students, and what it asks next follows
from the answers so far. So its conversations with students' processes form a tree. As long as a student's process says
byte for byte what another one said before, the grader sends the next frame of the tree. Where it says something else,
the check is run, and the beginning of its conversation is given to it. The same holds for other work that asks a
process, such as follow-through marking.

A part of the tree is used once a second run of the work has confirmed it. Work that asks or ends otherwise the second
time is done each time.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any

from autograder.checking.diagnosis import Transcript
from autograder.checking.pytest_session import Check
from autograder.sandbox.host.conversation import Message, Step, frame_key
from autograder.sandbox.host.results import ProcessEnded
from autograder.sandbox.host.rpc import RpcClient
from autograder.sandbox.protocol.framing import HEADER

MAX_NODES = 20_000
MAX_BYTES = 16 << 20
"""Limits for all trees together: of the frames to send, and of the answers in transcripts."""

MAX_BYTES_AHEAD = 1 << 15
"""Requests that are sent in one go: they fit into the buffer of a socket, so that nobody has to wait."""
SOON_SECONDS = 0.1
"""How long the process may have taken for an answer that is asked for with others."""
REFERENCES = (b'{"h":[', b'{"f":[')
"""What stands in a frame's tree for an object of the process's own, and for a function of the grader's."""

Position = tuple[Hashable, ...]
"""Which work it is, such as an exercise and the name of a check; and last, how many functions had been passed to the
process before."""
FrameKey = tuple[int, bytes]


@dataclass(frozen=True, slots=True)
class Ending:
    """How work ended: its result, what must be equal for the same result, and the functions that it passed."""

    result: Any
    summary: object
    functions: tuple[Callable[..., Any], ...]
    transcripts: Sequence[Transcript] = ()
    """The answers that are a part of the result."""


@dataclass(slots=True)
class _Node:
    """A frame to send, or the ending of the check; and what follows each frame that was received."""

    message: Message | None
    ending: Ending | None = None
    is_confirmed: bool = False
    next: dict[FrameKey, _Node] = field(default_factory=dict)
    count: int = 0
    """How often a process has come here."""
    seconds: float = math.inf
    """The shortest time for an answer to the frame."""

    @property
    def usual(self) -> _Node | None:
        """What most often follows."""
        return max(self.next.values(), key=lambda node: node.count, default=None)


class KnownAnswers:
    """The trees of a unit's checks and of other such work, for all submissions that are graded in this process."""

    def __init__(self) -> None:
        self._roots: dict[Position, _Node] = {}
        self._refused: set[Position] = set()
        self._kept: set[int] = set()
        self._frames: dict[Message, Message] = {}
        self._nodes = self._bytes = 0

    def accepts(self, position: Position) -> bool:
        """Whether this work can be recorded: it has not been seen to ask or to end differently."""
        return position[:-1] not in self._refused

    def keeps(self, transcript: Transcript) -> bool:
        """Whether a transcript is part of a result that is kept: then all students with these answers have this one."""
        return id(transcript) in self._kept

    def refuse(self, position: Position) -> None:
        """Forget work, and do it each time from now on."""
        self._refused.add(position[:-1])
        for root in [root for root in self._roots if root[:-1] == position[:-1]]:
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
            if node is not None:
                node.count += 1
        return steps, node.ending if node is not None and node.is_confirmed else None

    def usual_questions(self, checks: Sequence[Check], function_count: int) -> list[Message]:
        """Return what the visible ones of some checks usually ask a process, each up to what depends on its answers.

        That is what passes a function, whose calls come from the process, or an object of the process's own. What
        hidden checks ask is not for a process to know before its turn.
        """
        questions: list[Message] = []
        size = 0
        for check in checks:
            node = self._roots.get((check.exercise, check.name, function_count))
            is_independent = check.visible
            while node is not None and node.is_confirmed and node.message is not None:
                following = node.usual
                is_independent = is_independent and node.seconds <= SOON_SECONDS and _is_independent(node.message)
                if is_independent:
                    size += sum(map(len, node.message.frame.parts)) + HEADER.size
                    if size > MAX_BYTES_AHEAD:
                        return questions
                    questions.append(node.message)
                node = following
            if node is None or node.ending is None:
                return questions  # how many functions are passed after this check is not known
            function_count += len(node.ending.functions)
        return questions

    def add(self, position: Position, steps: Sequence[Step], ending: Ending) -> None:
        """Add the conversation of a run, or confirm it; refuse the work if it contradicts an earlier run."""
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
            node.seconds = min(node.seconds, step.seconds)
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
            self._bytes += size if any(ending.transcripts) else 0
            self._kept.update(map(id, ending.transcripts))
        elif node.ending is not None and node.ending.summary == ending.summary:
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


def _is_independent(message: Message) -> bool:
    """Return whether a frame is a question of plain data alone."""
    return bool(message.subject) and not any(mark in part for mark in REFERENCES for part in message.frame.parts)


def _size(step: Step) -> int:
    frame = step.received
    return 0 if isinstance(frame, ProcessEnded) else len(frame.tree) + len(frame.buffers)
