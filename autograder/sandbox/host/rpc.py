"""Requests to a student's process: one at a time, each with a deadline, with callbacks before the reply."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NoReturn, Protocol, TypeAlias

from autograder.limits import Limits
from autograder.sandbox.host.callback_limits import MAX_ARGUMENT_BYTES, CallbackTimeout
from autograder.sandbox.host.results import ProcessEnded
from autograder.sandbox.host.socket_channel import Deadline, SocketChannel
from autograder.sandbox.host.submission_budget import SubmissionBudget
from autograder.sandbox.protocol import framing, random_state
from autograder.sandbox.protocol.decoder import Decoder, Reference
from autograder.sandbox.protocol.encoder import Encoder
from autograder.sandbox.protocol.framing import FrameError, FunctionStub, GeneratorState, Handle

Function: TypeAlias = Callable[..., Any]
Frame: TypeAlias = tuple[dict[str, Any], memoryview]
"""The tree and the buffers of a frame that was received."""

MAX_CALLBACKS = 100_000
ENCODED_KEYS = ("cell", "value", "warnings", "arguments", "exception")


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
        self.alive = True
        self._limits = limits
        self._channel = channel
        self._control = control
        self._request_ids = itertools.count(1)
        self._functions: dict[int, Function] = {}
        self._cpu_seconds = 0.0
        self._is_busy = False
        self._budget = budget or SubmissionBudget(limits)

    def request(self, method: str, body: Any, seconds: float, subject: str) -> Reply:
        """Send a request and return the reply; `subject` is what an error message calls its work."""
        if not self.alive:
            raise ProcessEnded("exit", "the notebook's process has already ended")
        if self._is_busy:
            raise RuntimeError("the student's process waits for the result of a callback and takes no other request")
        request_id = next(self._request_ids)
        deadline = Deadline(
            seconds, self._limits.patience, self.cpu_seconds, self._cpu_seconds, subject, self._budget.end
        )
        encoder = self._new_encoder()
        tree = {"method": method, "id": request_id, "body": encoder.encode(body)}
        self._is_busy = True
        try:
            self._budget.require_time()
            self._channel.require_silence()
            self._channel.send(tree, encoder.buffers, deadline)
            reply, buffers = self._receive_reply(deadline, request_id, starting=method == "start")
            # The process states its own CPU time. A false value can only delay the deadline, up to its patience.
            cpu_seconds = reply.get("cpu")
            self._cpu_seconds = cpu_seconds if type(cpu_seconds) is float and cpu_seconds >= 0 else 0.0
            values = _decode_values(reply, buffers)
            self._budget.require_memory()
            return Reply(reply, values, deadline.elapsed)
        except ProcessEnded as ended:
            self.close()
            if ended.reason == "timeout":
                self._budget.require_time()
            raise
        except (FrameError, EOFError) as error:
            self._raise_ended(subject, error)
        finally:
            self._is_busy = False

    def cpu_seconds(self) -> float:
        """Return the CPU time the process has used."""
        return self._control.cpu_seconds()

    def close(self) -> None:
        """End the process."""
        if self.alive:
            self.alive = False
            self._channel.close()
            self._control.kill_without_waiting()

    def _new_encoder(self) -> Encoder:
        return Encoder(self._encode_opaque, self._limits.frame_bytes - framing.ENVELOPE_BYTES)

    def _receive_reply(self, deadline: Deadline, request_id: int, starting: bool) -> Frame:
        tree, buffers = self._channel.receive(deadline)
        if starting and "start_error" in tree:
            reason = framing.make_printable(str(tree["start_error"])[:300])
            raise ProcessEnded("sandbox", f"the isolation layers could not be activated: {reason}")
        if "callback" in tree:
            tree, buffers = self._serve_callbacks((tree, buffers), deadline)
        if tree.get("reply") != request_id:
            raise FrameError("a reply to another request")
        return tree, buffers

    def _serve_callbacks(self, frame: Frame, deadline: Deadline) -> Frame:
        """Answer callbacks until the reply arrives, and return it."""
        with self._budget.callback_limits.memory_limit():
            for _ in range(MAX_CALLBACKS):
                start = time.monotonic()
                result, buffers = self._run_callback(frame)
                deadline.extend(time.monotonic() - start)
                self._channel.send(result, buffers, deadline)
                frame = self._channel.receive(deadline)
                if "callback" not in frame[0]:
                    return frame
        raise ProcessEnded("timeout", f"a function was called back more than {MAX_CALLBACKS:,} times")

    def _run_callback(self, frame: Frame) -> tuple[dict[str, Any], list[Any]]:
        """Call a trusted function and return its result; of an exception only that it failed, not its message.

        The message could reveal expected values. The student chooses the arguments, so the function may also be given
        too much work; then the process is ended.
        """
        tree, buffers = frame
        function = self._functions.get(framing.require_type(tree["callback"], int))
        decoder = Decoder(buffers, self._resolve_callback_argument)
        body = framing.require_type(decoder.decode(tree.get("body")), list)
        decoder.finish()
        if function is None or len(body) != 2 or type(body[0]) is not tuple or type(body[1]) is not dict:
            raise FrameError("a callback of a function that was never passed")
        if buffers.nbytes > MAX_ARGUMENT_BYTES:
            return {"failed": True}, []
        args, kwargs = body
        encoder = self._new_encoder()
        try:
            with self._budget.callback_limits.time_limit():
                result = {"result": encoder.encode(function(*args, **kwargs))}
            generators = filter(random_state.is_generator, (*args, *kwargs.values()))
            result["generators"] = [random_state.get_state(generator) for generator in generators]
            framing.pack_frame(result, encoder.buffers, self._limits.frame_bytes)
        except CallbackTimeout:
            seconds = f"{self._limits.call_seconds:g} seconds"
            raise ProcessEnded("timeout", f"it asked for more work than fits into {seconds}") from None
        except Exception:
            return {"failed": True}, []
        return result, encoder.buffers

    def _encode_opaque(self, value: Any) -> Any:
        """Encode a handle, a generator or a function; the process can call the function from now on."""
        if isinstance(value, Handle):
            return {"h": [value.id, value.type_name]}
        if random_state.is_generator(value):
            return {"g": random_state.get_state(value)}
        if not callable(value):
            raise TypeError(f"a {type(value).__name__} cannot be sent to a student's process")
        function_id = len(self._functions)
        self._functions[function_id] = value
        return {"f": [function_id, str(getattr(value, "__name__", "function"))]}

    def _resolve_callback_argument(self, reference: Reference) -> Any:
        """Return what a reference in a callback stands for: a handle, a generator, or a function of the grader's."""
        if isinstance(reference, GeneratorState):
            return random_state.rebuild_generator(reference.state)
        if isinstance(reference, FunctionStub) and reference.id in self._functions:
            return self._functions[reference.id]
        return _require_handle(reference)

    def _raise_ended(self, subject: str, error: Exception) -> NoReturn:
        """Kill the process after an error of the connection, and raise the reason."""
        self.alive = False
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
    decoder = Decoder(buffers, _require_handle)
    values = {key: decoder.decode(tree[key]) for key in tree if key in ENCODED_KEYS}
    decoder.finish()
    if not values and "unreadable" not in tree:
        raise FrameError("a reply without a value")
    return values


def _require_handle(reference: Reference) -> Handle:
    if isinstance(reference, Handle):
        return reference
    raise FrameError("a function or a generator of the student's")
