"""Question and answer with a child: one at a time, each before its deadline, with calls back in between."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NoReturn, Protocol, TypeAlias

from autograder.limits import MIB, Limits
from autograder.sandbox.host.callback_limits import CallbackTimeout, Leash
from autograder.sandbox.host.results import Stopped
from autograder.sandbox.host.socket_channel import Channel, Deadline
from autograder.sandbox.protocol import framing, random_state
from autograder.sandbox.protocol.decoder import Decoder
from autograder.sandbox.protocol.encoder import Encoder
from autograder.sandbox.protocol.framing import Handle

Function: TypeAlias = Callable[..., Any]

MAX_CALLBACKS = 100_000
PARTS = ("cell", "value", "warnings", "after", "raised")


class Keeper(Protocol):
    """Who can look at the child's processor clock and end it: the zygote's end of the story."""

    def processor_seconds(self) -> float: ...

    def end(self) -> tuple[int, float]:
        """Kill the child with everything it started; its exit code (negative: a signal) and seconds used."""

    def dismiss(self) -> None:
        """The same, where nobody wants to know how it ended."""


@dataclass(frozen=True)
class Answer:
    """A reply: as it came, its decoded parts, and how long it took."""

    message: dict[str, Any]
    body: dict[str, Any]
    seconds: float


class Conversation:
    """The line to one child. Whatever breaks it ends the child and raises `Stopped`."""

    def __init__(self, channel: Channel, keeper: Keeper, limits: Limits) -> None:
        self.alive = True
        self._limits = limits
        self._channel = channel
        self._keeper = keeper
        self._questions = itertools.count(1)
        self._functions: dict[int, Function] = {}
        self._cpu = 0.0
        self._busy = False

    def ask(self, do: str, body: Any, seconds: float, what: str) -> Answer:
        if not self.alive:
            raise Stopped("exit", "the notebook's process has already ended")
        if self._busy:
            raise RuntimeError("a child cannot be asked while it waits for an answer itself")
        number = next(self._questions)
        deadline = Deadline(seconds, self._limits.patience, self.processor_seconds, self._cpu, what)
        encoder = self._encoder()
        tree = {"do": do, "id": number, "body": encoder.encode(body)}
        self._busy = True
        try:
            self._channel.expect_silence()
            self._channel.send(tree, encoder.buffers, deadline)
            message, buffers = self._listen(deadline, number, starting=do == "open")
            # the child's own word for its clock: a lie can only lead to the patient end of a deadline
            used = message.get("cpu")
            self._cpu = used if type(used) is float and used >= 0 else 0.0
            return Answer(message, _decode(message, buffers), deadline.elapsed)
        except Stopped:
            self.close()
            raise
        except (framing.FrameError, EOFError) as error:
            self._stop(what, error)
        finally:
            self._busy = False

    def processor_seconds(self) -> float:
        return self._keeper.processor_seconds()

    def close(self) -> None:
        if self.alive:
            self.alive = False
            self._channel.close()
            self._keeper.dismiss()

    def _encoder(self) -> Encoder:
        return Encoder(self._outgoing, self._limits.frame_bytes - 65_536)

    def _listen(self, deadline: Deadline, number: int, starting: bool) -> tuple[dict[str, Any], memoryview]:
        message, buffers = self._channel.receive(deadline)
        if starting and "refused" in message:
            why = framing.printable(str(message["refused"])[:300])
            raise Stopped("sandbox", f"the walls could not be put up: {why}")
        if "ask" in message:
            message, buffers = self._serve(message, buffers, deadline)
        if message.get("reply") != number:
            raise framing.FrameError("an answer to another question")
        return message, buffers

    def _serve(
        self, message: dict[str, Any], buffers: memoryview, deadline: Deadline
    ) -> tuple[dict[str, Any], memoryview]:
        """Answer the child's own questions until it answers ours."""
        leash = Leash(self._limits.call_seconds, self._limits.memory_mb * MIB)
        with leash.held():
            for _ in range(MAX_CALLBACKS):
                started = time.monotonic()
                tree, pieces = self._call_back(message, buffers, leash)
                deadline.pardon(time.monotonic() - started)
                self._channel.send(tree, pieces, deadline)
                message, buffers = self._channel.receive(deadline)
                if "ask" not in message:
                    return message, buffers
        raise Stopped("timeout", f"a function was called back more than {MAX_CALLBACKS:,} times")

    def _call_back(
        self, message: dict[str, Any], buffers: memoryview, leash: Leash
    ) -> tuple[dict[str, Any], list[Any]]:
        """A trusted function's value, or nothing at all: its exceptions could tell what it compares with.

        The arguments are the student's, so the function may be asked for a year's work; then the child is ended.
        """
        function = self._functions.get(framing.expect(message["ask"], int))
        decoder = Decoder(buffers, self._lent)
        body = framing.expect(decoder.decode(message.get("body")), list)
        decoder.finish()
        if function is None or len(body) != 2 or type(body[0]) is not tuple or type(body[1]) is not dict:
            raise framing.FrameError("a call of a function that was never passed")
        encoder = self._encoder()
        try:
            with leash.call():
                tree = {"answer": encoder.encode(function(*body[0], **body[1]))}
            used = filter(random_state.is_generator, (*body[0], *body[1].values()))
            tree["drawn"] = [random_state.state_of(generator) for generator in used]
            framing.pack(tree, encoder.buffers, self._limits.frame_bytes)
        except CallbackTimeout:
            seconds = f"{self._limits.call_seconds:g} seconds"
            raise Stopped("timeout", f"it asked for more work than fits into {seconds}") from None
        except Exception:
            return {"failed": True}, []
        return tree, encoder.buffers

    def _outgoing(self, value: Any) -> Any:
        if isinstance(value, Handle):
            return {"h": [value.id, value.type_name]}
        if random_state.is_generator(value):
            return {"g": random_state.state_of(value)}
        if not callable(value):
            raise TypeError(f"a {type(value).__name__} cannot be sent to a student's process")
        number = len(self._functions)
        self._functions[number] = value
        return {"f": [number, str(getattr(value, "__name__", "function"))]}

    def _lent(self, what: framing.Handle | framing.Stub | framing.Dice) -> Any:
        """What a call back may bring along: data, handles, generators, and functions that were passed from here."""
        if isinstance(what, framing.Dice):
            return random_state.generator_of(what.state)
        if isinstance(what, framing.Stub) and what.id in self._functions:
            return self._functions[what.id]
        return _incoming(what)

    def _stop(self, what: str, error: Exception) -> NoReturn:
        self.alive = False
        self._channel.close()
        code, used = self._keeper.end()
        if isinstance(error, framing.FrameError) and code in (-9, 0):
            raise Stopped("protocol", f"{what} disturbed the connection to the grader") from None
        raise ending(what, code, used, self._limits) from None


def ending(what: str, code: int, used: float, limits: Limits) -> Stopped:
    """How a process ended, in a student's words."""
    if code in (-9, -24) and used >= limits.cpu_seconds - 1:
        return Stopped("timeout", f"the notebook used more than {limits.cpu_seconds} seconds of computing")
    if code == -9:
        return Stopped("memory", f"{what} was stopped: it used too much memory or closed its own connection")
    if code >= 0:
        return Stopped("exit", f"{what} ended the notebook's process (exit status {code})")
    names = {
        -11: "a segmentation fault",
        -6: "an abort",
        -4: "an illegal instruction",
        -8: "an arithmetic fault",
    }
    return Stopped("signal", f"{what} crashed Python ({names.get(code, f'signal {-code}')})")


def _decode(message: dict[str, Any], buffers: memoryview) -> dict[str, Any]:
    decoder = Decoder(buffers, _incoming)
    body = {key: decoder.decode(message[key]) for key in message if key in PARTS}
    decoder.finish()
    if not body and "unreadable" not in message:
        raise framing.FrameError("an answer without content")
    return body


def _incoming(what: framing.Handle | framing.Stub | framing.Dice) -> Handle:
    if isinstance(what, Handle):
        return what
    raise framing.FrameError("a function or a generator from the child")
