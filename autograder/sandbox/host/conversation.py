"""The frames between the grader and a student's process, in turn: the grader sends one and receives one.

A conversation can be recorded, and its beginning can be known already: then what is sent is compared with what was sent
before, and what was received comes without asking the process again.
"""

from __future__ import annotations

import hashlib
import itertools
import math
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from autograder.limits import Limits
from autograder.sandbox.host.results import ProcessEnded
from autograder.sandbox.host.socket_channel import Deadline, SocketChannel
from autograder.sandbox.host.submission_budget import SubmissionBudget
from autograder.sandbox.protocol.framing import FrameError, PackedFrame, ReceivedFrame

MAX_CALLBACKS = 100_000
AHEAD_SECONDS = 0.5
"""How long the next of several answers may take before the questions are asked one by one instead."""
SHORT_FRAME = 64
CALLBACK = b'{"callback"'
"""The beginning of a callback's tree."""


class Message(NamedTuple):
    """A frame of the grader's: a request with its limit and its subject, or the result of a callback, without them."""

    frame: PackedFrame
    seconds: float = 0.0
    subject: str = ""


class Step(NamedTuple):
    """A frame that was sent, the frame that came back or the error in its place, and the seconds in between."""

    message: Message
    received: ReceivedFrame | ProcessEnded
    seconds: float = math.inf


def frame_key(frame: ReceivedFrame) -> tuple[int, bytes]:
    """Return what is the same for two frames only if they say the same; a long frame's bytes are replaced by a digest.

    The header says the number of the request and CPU seconds, which are no part of an answer.
    """
    if len(frame.tree) + len(frame.buffers) <= SHORT_FRAME:
        return len(frame.tree), frame.tree + frame.buffers
    digest = hashlib.blake2b(frame.tree, digest_size=32)
    digest.update(frame.buffers)
    return len(frame.tree), digest.digest()


@dataclass
class Conversation:
    """Exchanges frames with one process within the limits of a request and of the submission.

    `bytes_received` counts from the last time that someone set it to zero.
    """

    channel: SocketChannel
    limits: Limits
    budget: SubmissionBudget
    cpu_clock: Callable[[], float]
    bytes_received: int = 0
    is_reproducible: bool = True
    """False where something else was sent than in the known steps."""

    def __post_init__(self) -> None:
        self._number = self._callbacks = 0
        self._cpu_seconds = 0.0
        self._known_steps: deque[Step] = deque()
        self._steps: list[Step] | None = None
        self._ahead: dict[Message, deque[ReceivedFrame]] = {}
        self._is_answered_ahead = False
        self._received_at = 0.0
        self._deadline = self._new_deadline(Message(PackedFrame(0, ()), self.limits.call_seconds))

    @property
    def has_known_steps(self) -> bool:
        """Whether a part of the conversation that has taken place is still to be repeated."""
        return bool(self._known_steps)

    def record(self, known_steps: Sequence[Step]) -> None:
        """Record from now on; the conversation begins with the known steps."""
        self._known_steps, self._steps, self.is_reproducible = deque(known_steps), [], True

    def stop_recording(self) -> list[Step]:
        """Return the steps since `record`."""
        steps, self._steps = self._steps or [], None
        self.is_reproducible = self.is_reproducible and not self._known_steps
        self._known_steps.clear()
        return steps

    def drop_known_steps(self) -> None:
        """Do not repeat what is left of the known steps."""
        self._known_steps.clear()

    def ask(self, message: Message) -> ReceivedFrame:
        """Send a frame and return the one that comes back; ProcessEnded, FrameError or EOFError where none comes."""
        if self._known_steps:
            step = self._known_steps.popleft()
            if step.message != message:
                self.is_reproducible = False
                self._known_steps.clear()
                raise ProcessEnded("protocol", "a check did not repeat its questions")
        else:
            step = Step(message, self.exchange(message), self.seconds)
        if self._steps is not None:
            self._steps.append(step)
        if isinstance(step.received, ProcessEnded):
            raise step.received
        return step.received

    def exchange(self, message: Message) -> ReceivedFrame:
        """Send a frame to the process and receive one, unless it has answered this request ahead."""
        frame = self._take_ahead(message) if self._ahead else None
        self._is_answered_ahead = frame is not None
        if frame is not None:
            return frame
        if message.subject:
            self._start_request(message)
        else:
            self._continue_request()
        self.channel.send(message.frame.with_header(self._number), self._deadline)
        return self._receive(is_last=True)

    def ask_ahead(self, requests: Sequence[Message]) -> None:
        """Send requests in one go, and keep the answers for the time when they are asked one after the other.

        ProcessEnded, FrameError or EOFError where an answer takes long, is a callback, or does not come.
        """
        self._ahead.clear()
        self._start_request(requests[0])
        numbers = [self._number, *(self._next_number() for _ in requests[1:])]
        frames = [r.frame.with_header(number) for number, r in zip(numbers, requests, strict=True)]
        self.channel.send([b"".join(itertools.chain.from_iterable(frames))], self._deadline)
        for number, request in zip(numbers, requests, strict=True):
            self._number = number
            self._deadline = self._new_deadline(request._replace(seconds=min(request.seconds, AHEAD_SECONDS)))
            frame = self._receive(is_last=number == numbers[-1])
            if frame.tree.startswith(CALLBACK):
                raise FrameError("a callback in the middle of other requests")
            self._ahead.setdefault(request, deque()).append(frame)

    def drop_answers_ahead(self) -> None:
        """Forget answers that were not asked for."""
        self._ahead.clear()

    def _take_ahead(self, message: Message) -> ReceivedFrame | None:
        """Return what the process has answered to a request ahead."""
        frames = self._ahead.get(message) if message.subject else None
        return frames.popleft() if frames else None

    def _receive(self, *, is_last: bool) -> ReceivedFrame:
        frame = self.channel.receive(self._deadline, is_last=is_last)
        if frame.number != self._number:
            raise FrameError("a reply to another request")
        # The process states its own CPU time. A false value can only delay the deadline, up to its patience.
        self._cpu_seconds = frame.cpu_seconds if frame.cpu_seconds >= 0 else 0.0
        self._received_at = time.monotonic()
        self.bytes_received += len(frame.tree) + len(frame.buffers)
        return frame

    @property
    def seconds(self) -> float:
        """The seconds from the start of the last request to the last frame."""
        return self._deadline.elapsed

    def _next_number(self) -> int:
        self._number = (self._number + 1) % (1 << 32)
        return self._number

    def _start_request(self, message: Message) -> None:
        self._next_number()
        self._callbacks = 0
        self._deadline = self._new_deadline(message)
        self.budget.require_time()
        self.channel.require_silence()

    def _continue_request(self) -> None:
        """Give back the time since the callback was received."""
        if self._is_answered_ahead:
            raise FrameError("a callback for a request that was answered")
        self._callbacks += 1
        if self._callbacks > MAX_CALLBACKS:
            raise ProcessEnded("timeout", f"a function was called back more than {MAX_CALLBACKS:,} times")
        self._deadline.extend(time.monotonic() - self._received_at)

    def _new_deadline(self, message: Message) -> Deadline:
        return Deadline(
            message.seconds, self.limits.patience, self.cpu_clock, self._cpu_seconds, message.subject, self.budget.end
        )
