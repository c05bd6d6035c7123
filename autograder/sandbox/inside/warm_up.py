"""Requests that the fork server answers itself before its first fork.

Otherwise every student's process would import the modules and copy the pages that its first answers need. So the code
that answers requests is run here, on cells of this module. Once is enough: more runs save no page.
"""

from __future__ import annotations

import contextlib
import linecache
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from ..protocol import framing, random_state
from ..protocol.encoder import Encoder
from .grader_connection import GraderConnection
from .ipython_shell import StudentShell, reset
from .request_server import RequestServer

LATEST_INPUTS = ("_i", "_ii", "_iii", "_i00")

CELL = """
import numpy as np
def _same(value, *others, **options): return value
def _sum(array, *others): return np.sum(array ** 2) / len(array), {"parts": [array - 1.0, len(array)]}
def _call_back(function, value): return function(value)
def _error(value): raise ValueError("a message")
_number = 1.0
"""


class _Rehearsal(GraderConnection):
    """A connection without a grader: it receives prepared frames, and drops what is sent."""

    def __init__(self, frames: Iterator[bytes], frame_bytes: int) -> None:
        socket: Any = self
        super().__init__(socket, frame_bytes)
        self._frames = frames

    def recv(self, _size: int) -> bytes:
        """Return the next frame; EOFError after the last one."""
        for frame in self._frames:
            return frame
        raise EOFError

    def sendall(self, _data: bytes) -> None:
        """Drop data."""


def answer_requests(shell: StudentShell, limits: Mapping[str, float], cells: Sequence[str] = ()) -> None:
    """Run cells and answer requests of every kind; leave the shell and the streams as they were.

    The cells are the course's, such as the one that imports `lab`.
    """
    streams, path = (sys.stdout, sys.stderr), list(sys.path)
    history = shell.history_manager
    inputs = history.input_hist_parsed, history.input_hist_raw
    lengths, latest = [len(texts) for texts in inputs], {name: getattr(history, name) for name in LATEST_INPUTS}
    max_bytes = int(limits["frame_bytes"])
    frames = (_frame(tree, max_bytes) for tree in _requests(cells))
    with contextlib.suppress(EOFError):
        RequestServer(_Rehearsal(frames, max_bytes), shell, "nothing", limits).serve()
    reset(shell)
    for texts, length in zip(inputs, lengths, strict=True):
        del texts[length:]
    for name, text in latest.items():
        setattr(history, name, text)
    for name in [name for name in linecache.cache if name.startswith("<ipython-input-")]:
        del linecache.cache[name]
    sys.stdout, sys.stderr = streams
    sys.path[:] = path


def _requests(cells: Sequence[str]) -> Iterator[dict[str, Any]]:
    yield from (_request("run_cell", [cell, ["_same"], True]) for cell in cells)
    yield _request("run_cell", [CELL, ["_same"], False])
    array, strided = np.arange(8.0), np.arange(8.0).reshape(2, 4).T
    yield _request("select_names", ["check", "_same"])
    for arguments in ([1.0, 2], [array, array], [strided], [[1, "text"], (True, None)], [np.float64(1.0)]):
        yield _request("call", ["_same", arguments, {}])
        yield _request("call", ["_same", arguments, {"option": 0.5}])
    yield _request("call", ["_sum", [array, 1.0], {}])
    yield _request("call", ["_error", [1.0], {}])
    yield _request("call", ["_same", [np.random.default_rng(1)], {}])
    yield _request("call", ["_call_back", [_call_back, array], {}])
    yield {"result": 1.0, "generators": []}
    yield _request("fetch", "_number")
    yield _request("fetch", "_missing")
    yield _request("read_file", ["missing", 10])


def _call_back(array: Any) -> Any:
    """Stand for a function of the grader's, which is called from the other side."""


def _request(method: str, body: Any) -> dict[str, Any]:
    return {"method": method, "body": body}


def _frame(tree: dict[str, Any], max_bytes: int) -> bytes:
    encoder = Encoder(_encode_opaque, max_bytes)
    encoded_tree = {**tree, "body": encoder.encode(tree.get("body"))}
    return b"".join(framing.pack_frame(encoded_tree, encoder.buffers, max_bytes).with_header(1))


def _encode_opaque(value: Any) -> Any:
    return {"f": [0, "function"]} if callable(value) else {"g": random_state.get_state(value)}
