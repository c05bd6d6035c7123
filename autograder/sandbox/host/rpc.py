"""Requests to a student's process: one at a time, each with a deadline, with callbacks before the reply."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NoReturn, Protocol

from autograder.limits import Limits
from autograder.sandbox.host.callbacks import Callbacks, Function, require_handle
from autograder.sandbox.host.conversation import Conversation, Message, Step
from autograder.sandbox.host.results import ProcessEnded
from autograder.sandbox.host.socket_channel import SocketChannel
from autograder.sandbox.host.submission_budget import SubmissionBudget
from autograder.sandbox.protocol import framing
from autograder.sandbox.protocol.decoder import Decoder
from autograder.sandbox.protocol.framing import FrameError, ReceivedFrame

ENCODED_KEYS = ("cell", "value", "warnings", "arguments", "exception")
QUESTIONS = ("call", "fetch")
"""The requests that change nothing for the next ones."""
UNCHECKED_BYTES = 1 << 18
"""Bytes that may be received before the grader looks at its memory again; values take a small multiple of that."""


class ProcessControl(Protocol):
    """Reads the CPU time of a student's process and kills it."""

    def cpu_seconds(self) -> float:
        """Return the CPU time the process has used."""

    def kill(self) -> tuple[int, float]:
        """Kill the process with all it has started; return its exit code (negative: a signal) and CPU seconds."""

    def kill_without_waiting(self) -> None:
        """Kill the process with all it has started."""


@dataclass(frozen=True)
class Reply:
    """A reply: the tree as it was received, its decoded values, and the seconds it took."""

    tree: dict[str, Any]
    values: dict[str, Any]
    seconds: float


class RpcClient:
    """Sends requests to one student's process. Every error ends the process and raises `ProcessEnded`."""

    def __init__(
        self, channel: SocketChannel, control: ProcessControl, limits: Limits, budget: SubmissionBudget | None = None
    ) -> None:
        self._is_open = True
        self._limits = limits
        self._channel = channel
        self._control = control
        self._is_busy = False
        self._subject = ""
        self._budget = budget or SubmissionBudget(limits)
        self._callbacks = Callbacks(limits, self._budget.callback_limits)
        self._conversation = Conversation(channel, limits, self._budget, self.cpu_seconds)

    @property
    def alive(self) -> bool:
        """Whether the process can answer, or its answers are known."""
        return self._is_open or self._conversation.has_known_steps

    @property
    def functions(self) -> Sequence[Function]:
        """The grader's functions that the process can call."""
        return self._callbacks.functions

    def request(self, method: str, body: Any, seconds: float, subject: str) -> Reply:
        """Send a request and return the reply; `subject` is what an error message calls its work."""
        if not self.alive:
            raise ProcessEnded("exit", "the notebook's process has already ended")
        if self._is_busy:
            raise RuntimeError("the student's process waits for the result of a callback and takes no other request")
        if method not in QUESTIONS:
            self._conversation.drop_answers_ahead()
        encoder = self._callbacks.new_encoder()
        tree = {"method": method, "body": encoder.encode(body)}
        frame = framing.pack_frame(tree, encoder.buffers, self._limits.frame_bytes)
        self._is_busy = True
        try:
            received, reply = self._receive_reply(Message(frame, seconds, subject), starting=method == "start")
            values = _decode_values(reply, received.buffers)
            self._check_memory()
            return Reply(reply, values, self._conversation.seconds)
        except (ProcessEnded, FrameError, EOFError) as error:
            self._end(subject, error)
        finally:
            self._is_busy = False

    def replay(self, message: Message) -> ReceivedFrame:
        """Send a frame that was sent to another process before; return what comes back, not decoded."""
        subject = self._subject = message.subject or self._subject
        try:
            received = self._conversation.exchange(message)
            self._check_memory()
        except (ProcessEnded, FrameError, EOFError) as error:
            self._end(subject, error)
        return received

    def ask_ahead(self, requests: Sequence[Message]) -> None:
        """Send requests in one go; their answers are kept until the requests are made.

        ProcessEnded where they are not all answered soon. Made one by one, in another process, they may well be.
        """
        try:
            self._conversation.ask_ahead(requests)
            self._check_memory()
        except (ProcessEnded, FrameError, EOFError) as error:
            self._end(requests[0].subject, error)

    def record(self, known_steps: Sequence[Step], function_count: int) -> None:
        """Record what is sent and received from now on; it begins with the known steps.

        The process keeps only the first functions: the steps pass the others once more.
        """
        self._callbacks.keep(function_count)
        self._conversation.record(known_steps)

    def stop_recording(self) -> list[Step] | None:
        """Return the steps since `record`; None where what was sent did not repeat the known steps."""
        steps = self._conversation.stop_recording()
        return steps if self._conversation.is_reproducible else None

    def add_functions(self, functions: Sequence[Function]) -> None:
        """Let the process call functions that frames of `replay` have passed to it."""
        self._callbacks.keep(len(self._callbacks.functions), functions)

    def cpu_seconds(self) -> float:
        """Return the CPU time the process has used."""
        return self._control.cpu_seconds()

    def close(self) -> None:
        """End the process."""
        self._conversation.drop_known_steps()
        if self._is_open:
            self._is_open = False
            self._channel.close()
            self._control.kill_without_waiting()

    def _receive_reply(self, request: Message, starting: bool) -> tuple[ReceivedFrame, dict[str, Any]]:
        frame = self._conversation.ask(request)
        tree = framing.require_type(framing.parse_tree(frame.tree), dict)
        if starting and "start_error" in tree:
            reason = framing.make_printable(str(tree["start_error"])[:300])
            raise ProcessEnded("sandbox", f"the isolation layers could not be activated: {reason}")
        if "callback" not in tree:
            return frame, tree
        with self._budget.callback_limits.memory_limit():
            while "callback" in tree:
                frame = self._conversation.ask(Message(self._callbacks.run(frame, tree)))
                tree = framing.require_type(framing.parse_tree(frame.tree), dict)
        self._conversation.bytes_received += UNCHECKED_BYTES  # the functions may have kept something
        return frame, tree

    def _check_memory(self) -> None:
        if self._conversation.bytes_received >= UNCHECKED_BYTES:
            self._conversation.bytes_received = 0
            self._budget.require_memory()

    def _end(self, subject: str, error: Exception) -> NoReturn:
        """End the process after an error, and raise the reason."""
        if not self._is_open or isinstance(error, ProcessEnded):
            self.close()
            if isinstance(error, ProcessEnded) and error.reason == "timeout":
                self._budget.require_time()
            raise error
        self._raise_ended(subject, error)

    def _raise_ended(self, subject: str, error: Exception) -> NoReturn:
        """Kill the process after an error of the connection, and raise the reason."""
        self._is_open = False
        self._conversation.drop_known_steps()
        self._channel.close()
        exit_code, cpu_seconds = self._control.kill()
        if isinstance(error, FrameError) and exit_code in (-9, 0):
            raise ProcessEnded("protocol", f"{subject} disturbed the connection to the grader") from None
        raise explain_exit(subject, exit_code, cpu_seconds, self._limits) from None


def explain_exit(subject: str, exit_code: int, cpu_seconds: float, limits: Limits) -> ProcessEnded:
    """Describe how a process ended, in words for the student."""
    if exit_code in (-9, -24) and cpu_seconds >= limits.cpu_seconds - 1:
        return ProcessEnded("timeout", f"the notebook used more than {limits.cpu_seconds} seconds of computing")
    if exit_code == -9:
        return ProcessEnded("memory", f"{subject} was stopped: it used too much memory or closed its own connection")
    if exit_code >= 0:
        # not the number, into which student code could put a hidden input
        return ProcessEnded("exit", f"{subject} ended the notebook's process, as `exit` does")
    names = {
        -11: "a segmentation fault",
        -6: "an abort",
        -4: "an illegal instruction",
        -8: "an arithmetic fault",
    }
    name = names.get(exit_code, "a signal")
    return ProcessEnded("signal", f"{subject} crashed Python ({name})")


def _decode_values(tree: dict[str, Any], buffers: memoryview) -> dict[str, Any]:
    decoder = Decoder(buffers, require_handle)
    values = {key: decoder.decode(tree[key]) for key in tree if key in ENCODED_KEYS}
    decoder.finish()
    if not values and "unreadable" not in tree:
        raise FrameError("a reply without a value")
    return values
