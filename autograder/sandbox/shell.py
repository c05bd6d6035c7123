"""The IPython a student's cells run in: Jupyter's behaviour without a kernel, a history or a terminal."""

from __future__ import annotations

import builtins
import getpass
import linecache
import sys
from types import TracebackType
from typing import Any

from IPython.core.error import UsageError
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type
from traitlets.config import Config

from .display import Hook, Outputs, Publisher, Stream
from .figures import Formatter, settle
from .wire import clean, printable

NO_INPUT = "nobody is there to answer input() while a notebook is graded: write the value into the cell"
NO_PROGRAMS = "other programs cannot be started while a notebook is graded"
SCRIPTS = (
    "script",
    "bash",
    "sh",
    "cmd",
    "ruby",
    "perl",
    "python",
    "python2",
    "python3",
    "pypy",
    "system",
    "sx",
    "!",
)
INSTALLERS = ("pip", "conda", "mamba", "micromamba", "uv")


class Shell(InteractiveShell):  # type: ignore[misc]
    """One per zygote; every child inherits a fresh copy by being forked."""

    displayhook_class = Type(Hook)
    display_pub_class = Type(Publisher)

    def init_display_formatter(self) -> None:
        self.display_formatter = Formatter(parent=self)
        self.display_formatter.pending = {}
        self.configurables.append(self.display_formatter)

    def init_virtualenv(self) -> None:
        """IPython would look for the virtual environment of its terminal."""

    def collect(self, max_bytes: int) -> Outputs:
        """Send everything the cells show into a new collection."""
        outputs = Outputs(max_bytes)
        self.display_pub.outputs = self.displayhook.outputs = outputs
        sys.stdout, sys.stderr = Stream("stdout", outputs), Stream("stderr", outputs)
        self.outputs = outputs
        return outputs

    def run(self, source: str, draw: bool) -> tuple[list[dict[str, Any]], BaseException | None]:
        """Run one cell; its outputs, with the figures settled, and the exception it ended with."""
        self.outputs.start()
        # a warning is shown again in every cell, as under Jupyter
        self.user_ns.pop("__warningregistry__", None)
        error: BaseException | None = None
        try:
            result = self.run_cell(source, store_history=True)
            error = result.error_before_exec or result.error_in_exec
        except BaseException as escaped:  # SystemExit and whatever else IPython lets through
            error = escaped
            self.showtraceback()
        settle(self.outputs, self.display_formatter, draw)
        return self.outputs.finish(), error

    def showtraceback(self, *args: Any, **options: Any) -> None:
        """An exception whose own text raises must not take the shell with it."""
        kind = sys.exc_info()[0]
        try:
            super().showtraceback(*args, **options)
        except BaseException:
            self._showtraceback(kind or Exception, None, [f"{name_of(kind)}: (its text cannot be shown)"])

    def _showtraceback(self, etype: type[BaseException], evalue: BaseException | None, stb: list[str]) -> None:
        lines = [clean(str(line))[:20_000] for line in stb]
        value = "" if evalue is None else text_of(evalue)
        output = {"output_type": "error", "ename": name_of(etype), "evalue": value, "traceback": lines}
        self.outputs.add(output)

    def system(self, cmd: str) -> None:
        """`!command`: a notebook goes on after a command that failed, so this only says so."""
        print(f"{NO_PROGRAMS}: {cmd}", file=sys.stderr)
        self.user_ns["_exit_code"] = 127

    system_piped = system_raw = system

    def getoutput(self, cmd: str, split: bool = True, depth: int = 0) -> Any:
        raise UsageError(f"{NO_PROGRAMS}: {cmd}")

    def ask_exit(self) -> None:
        """`exit` in a cell ends nothing: the next cell is run all the same."""

    def enable_gui(self, gui: str | None = None) -> None:
        """No windows here."""


def name_of(kind: Any) -> str:
    return clean(str(getattr(kind, "__name__", "Exception")))[:100]


def text_of(error: BaseException, longest: int = 500) -> str:
    """An exception's message; exploding, endless and unprintable ones become something printable."""
    try:
        text = str.__str__(str(error))[: longest + 1]
    except BaseException:
        return "(its text cannot be shown)"
    text = printable(text)
    return text if len(text) <= longest else text[: longest - 1] + "…"


def build() -> Shell:
    """The shell of a zygote, warmed up: what its first use loads must not be loaded in every child."""
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.cache_size = 0
    config.InteractiveShell.colors = "nocolor"
    config.InteractiveShell.xmode = "Context"
    config.InteractiveShell.ast_node_interactivity = "last_expr"
    config.InteractiveShell.history_length = 0
    config.Completer.use_jedi = False
    shell: Shell = Shell.instance(config=config)
    _take_away(shell)
    return shell


def _take_away(shell: Shell) -> None:
    """What needs a person or another program says so in one line."""

    def no_input(*_: Any, **__: Any) -> str:
        raise RuntimeError(NO_INPUT)

    def no_script(line: str, cell: str | None = None) -> None:
        raise UsageError(NO_PROGRAMS)

    def no_install(line: str) -> None:
        print(f"{NO_PROGRAMS}, so nothing is installed", file=sys.stderr)

    builtins.input = getpass.getpass = no_input
    for name in SCRIPTS:
        shell.register_magic_function(no_script, "line_cell", name)
    for name in INSTALLERS:
        shell.register_magic_function(no_install, "line", name)


def warm_up(shell: Shell) -> None:
    """One cell of each kind."""
    streams = sys.stdout, sys.stderr
    shell.collect(1_000_000)
    for source in WARM_UP:
        shell.run(source, draw=True)
    shell.reset(new_session=False)
    shell.execution_count = 1
    sys.stdout, sys.stderr = streams


_IMPORTS = """
import asyncio, linecache, tempfile, traceback, warnings
import numpy as np
np.random.default_rng(0).normal(size=3); np.random.seed(0); np.linalg.norm([1.0])
warnings.warn("x"); print("x"); 1
"""
_DISPLAY = "from IPython.display import display, clear_output; display(1); clear_output(wait=True)"
_FIGURE = """
%matplotlib inline
import matplotlib.pyplot as plt
fig, ax = plt.subplots()
ax.plot([1, 2], label="x"); ax.set_title("x"); ax.legend(); fig.tight_layout(); plt.show()
"""
WARM_UP = (_IMPORTS, "1 / 0", "def _f(:", _DISPLAY, _FIGURE)


def explain(error: BaseException, namespace: dict[str, Any]) -> dict[str, Any]:
    """An exception as data, even one that explodes when it is looked at."""
    try:
        return _explain(error, namespace)
    except BaseException:
        return {"type_name": name_of(type(error)), "message": "(its text cannot be shown)"}


def _explain(error: BaseException, namespace: dict[str, Any]) -> dict[str, Any]:
    """Names, text, and where in the student's own cells it came from."""
    frames, line, source = [], None, ""
    step: TracebackType | None = error.__traceback__
    while step is not None:
        if step.tb_frame.f_globals is namespace:
            code, line = step.tb_frame.f_code, step.tb_lineno
            source = linecache.getline(code.co_filename, line).strip()[:200]
            frames.append(f"{code.co_name}, line {line}: {source}")
        step = step.tb_next
    if isinstance(error, SyntaxError) and isinstance(error.lineno, int):
        line, source = error.lineno, str(error.text or "").strip()[:200]
    bases = [name_of(base) for base in type(error).__mro__[:-1]][:10]
    return {
        "type_name": name_of(type(error)),
        "message": text_of(error),
        "line": line,
        "source_line": clean(source),
        "traceback": [clean(frame) for frame in frames[:3] + frames[3:][-5:]],
        "bases": bases,
    }
