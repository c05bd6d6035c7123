"""Python in WebAssembly, for tests: Pyodide from npm, and a process of Node.js that runs code in it.

npm's package has Python alone, without NumPy: a stand-in of it lets `lab` be imported, and computes nothing.
"""

from __future__ import annotations

import fcntl
import json
import select
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "build" / "pyodide"
PACKAGE = FOLDER / "node_modules" / "pyodide"
VERSION = "314.0.6"
"""The version that jupyterlite-pyodide-kernel loads."""

LONGEST_SECONDS = 120

STAND_IN = """
import sys
import types


class StandIn(types.ModuleType):
    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        accept = {"__init__": lambda *_, **__: None, "__class_getitem__": classmethod(lambda cls, _: cls)}
        value = type(name, (), accept)
        setattr(self, name, value)
        return value


numpy = sys.modules["numpy"] = StandIn("numpy")
for name in ("typing", "random", "linalg"):
    sys.modules[f"numpy.{name}"] = StandIn(f"numpy.{name}")
    setattr(numpy, name, sys.modules[f"numpy.{name}"])
numpy.finfo = lambda _: types.SimpleNamespace(eps=2.0**-52)
"""


def is_possible() -> bool:
    """Return whether Pyodide is here, or can be installed."""
    return shutil.which("node") is not None and (PACKAGE.is_dir() or shutil.which("npm") is not None)


@contextmanager
def one_process_at_a_time() -> Iterator[None]:
    """Let no other process of a parallel test run install anything here meanwhile."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def install() -> None:
    """Install Pyodide, unless it is here in this version."""
    manifest = PACKAGE / "package.json"
    with one_process_at_a_time():
        if manifest.is_file() and json.loads(manifest.read_text(encoding="utf-8"))["version"] == VERSION:
            return
        command = ["npm", "install", "--no-audit", "--no-fund", "--prefix", str(FOLDER), f"pyodide@{VERSION}"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


class Pyodide:
    """A process with Pyodide, in which `lab` can be imported."""

    def __init__(self) -> None:
        command = ["node", str(Path(__file__).with_name("pyodide_server.mjs")), str(PACKAGE), str(ROOT / "student")]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._read()
        self.run(f"{STAND_IN}\nsys.path.insert(0, '/student')")

    def run(self, code: str) -> tuple[Any, str]:
        """Run code in a namespace of its own; return the value of its last line and what was printed."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"code": code}) + "\n")
        self._process.stdin.flush()
        answer = self._read()
        if "error" in answer:
            raise AssertionError(answer["error"])
        return answer.get("value"), answer["printed"]

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.communicate()

    def _read(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        if not select.select([self._process.stdout], [], [], LONGEST_SECONDS)[0]:
            self.close()
            raise AssertionError(f"no answer in {LONGEST_SECONDS} seconds")
        line = self._process.stdout.readline()
        if not line:
            raise AssertionError("Pyodide ended")
        answer: dict[str, Any] = json.loads(line)
        return answer
