"""The grader's functions that a student's process may call, because they were passed to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from autograder.limits import Limits
from autograder.sandbox.host.callback_limits import MAX_ARGUMENT_BYTES, CallbackLimits, CallbackTimeout
from autograder.sandbox.host.results import ProcessEnded
from autograder.sandbox.protocol import framing, random_state
from autograder.sandbox.protocol.decoder import Decoder, Reference
from autograder.sandbox.protocol.encoder import Encoder
from autograder.sandbox.protocol.framing import (
    FrameError,
    FunctionStub,
    GeneratorState,
    Handle,
    PackedFrame,
    ReceivedFrame,
)

Function: TypeAlias = Callable[..., Any]


class Callbacks:
    """The functions that were passed to one process, by their ids: the numbers from 0."""

    def __init__(self, limits: Limits, callback_limits: CallbackLimits) -> None:
        self._limits = limits
        self._callback_limits = callback_limits
        self._functions: list[Function] = []

    @property
    def functions(self) -> Sequence[Function]:
        """All functions so far."""
        return self._functions

    def keep(self, count: int, more: Sequence[Function] = ()) -> None:
        """Keep the first functions only, and add more."""
        self._functions[count:] = more

    def new_encoder(self) -> Encoder:
        """Return an encoder; the process can call each function that it encodes from now on."""
        return Encoder(self._encode_opaque, self._limits.frame_bytes - framing.ENVELOPE_BYTES)

    def run(self, frame: ReceivedFrame, tree: dict[str, Any]) -> PackedFrame:
        """Call a trusted function and return its result; of an exception only that it failed, not its message.

        The message could reveal expected values. The student chooses the arguments, so the function may also be given
        too much work; then the process is ended.
        """
        index = framing.require_type(tree["callback"], int)
        decoder = Decoder(frame.buffers, self._resolve_argument)
        body = framing.require_type(decoder.decode(tree.get("body")), list)
        decoder.finish()
        if not 0 <= index < len(self._functions):
            raise FrameError("a callback of a function that was never passed")
        if len(body) != 2 or type(body[0]) is not tuple or type(body[1]) is not dict:
            raise FrameError("a callback without arguments")
        if frame.buffers.nbytes > MAX_ARGUMENT_BYTES:
            return self._pack({"failed": True})
        args, kwargs = body
        encoder = self.new_encoder()
        try:
            with self._callback_limits.time_limit():
                result = {"result": encoder.encode(self._functions[index](*args, **kwargs))}
            generators = filter(random_state.is_generator, (*args, *kwargs.values()))
            result["generators"] = [random_state.get_state(generator) for generator in generators]
            return self._pack(result, encoder.buffers)
        except CallbackTimeout:
            seconds = f"{self._limits.call_seconds:g} seconds"
            raise ProcessEnded("timeout", f"it asked for more work than fits into {seconds}") from None
        except Exception:
            return self._pack({"failed": True})

    def _pack(self, tree: dict[str, Any], buffers: Sequence[bytes | memoryview] = ()) -> PackedFrame:
        return framing.pack_frame(tree, list(buffers), self._limits.frame_bytes)

    def _encode_opaque(self, value: Any) -> Any:
        """Encode a handle, a generator or a function; the process can call the function from now on."""
        if isinstance(value, Handle):
            return {"h": [value.id, value.type_name]}
        if random_state.is_generator(value):
            return {"g": random_state.get_state(value)}
        if not callable(value):
            raise TypeError(f"a {type(value).__name__} cannot be sent to a student's process")
        self._functions.append(value)
        return {"f": [len(self._functions) - 1, str(getattr(value, "__name__", "function"))]}

    def _resolve_argument(self, reference: Reference) -> Any:
        """Return what a reference in a callback stands for: a handle, a generator, or a function of the grader's."""
        if isinstance(reference, GeneratorState):
            return random_state.rebuild_generator(reference.state)
        if isinstance(reference, FunctionStub) and 0 <= reference.id < len(self._functions):
            return self._functions[reference.id]
        return require_handle(reference)


def require_handle(reference: Reference) -> Handle:
    """Return a handle; FrameError for a function or a generator of the student's."""
    if isinstance(reference, Handle):
        return reference
    raise FrameError("a function or a generator of the student's")
