"""The IPython a student's cells run in: Jupyter's behaviour without a kernel, a history or a terminal.

What a cell shows is kept whole (`figures`), without its pictures (`text`), or not at all (`nothing`).
"""

from __future__ import annotations

import ast
import builtins
import getpass
import linecache
import sys
from types import CodeType
from typing import Any

from IPython.core.error import UsageError
from IPython.core.interactiveshell import ExecutionInfo, ExecutionResult, InteractiveShell
from traitlets import Type
from traitlets.config import Config

from ..protocol.framing import clean
from .exceptions import name_of, text_of
from .lazy_figures import Formatter, settle
from .output_capture import Hook, Outputs, Publisher, Stream

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

    def run(self, source: str, show: str) -> tuple[list[dict[str, Any]], BaseException | None]:
        """Run one cell; what it showed, with the figures settled, and the exception it ended with."""
        self.display_formatter.silent = show == "nothing"
        self.outputs.start()
        # a warning is shown again in every cell, as under Jupyter
        self.user_ns.pop("__warningregistry__", None)
        error: BaseException | None = None
        code = self._code(source) if show == "nothing" else None
        try:
            result = self._execute(source, code) if code else self.run_cell(source, store_history=True)
            error = result.error_before_exec or result.error_in_exec
        except BaseException as escaped:  # SystemExit and whatever else IPython lets through
            error = escaped
            self.showtraceback()
        settle(self.outputs, self.display_formatter, show == "figures")
        outputs = self.outputs.finish()
        return [] if show == "nothing" else outputs, error

    def _code(self, source: str) -> CodeType | None:
        """The cell compiled, where it is Python and nothing else; None where IPython has to look at it.

        A name alone on a line may be a magic without its %, and a `__future__` reaches into later cells.
        """
        if self.ast_transformers or self.input_transformers_post or "__future__" in source:
            return None
        name = f"<ipython-input-{self.execution_count}>"
        try:
            parsed = ast.parse(source)
            if any(isinstance(node, ast.Expr) and isinstance(node.value, ast.Name) for node in parsed.body):
                return None
            code: CodeType = compile(parsed, name, "exec", self.compile.flags & ~ast.PyCF_ONLY_AST, dont_inherit=True)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None
        linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
        return code

    def _execute(self, source: str, code: CodeType) -> ExecutionResult:
        """`run_cell` where nobody looks at what is shown: the same namespace and hooks, a tenth of the time."""
        info = ExecutionInfo(source, True, False, True, None)
        result = ExecutionResult(info)
        self.history_manager.store_inputs(self.execution_count, source, source)
        result.execution_count = self.execution_count
        self.events.trigger("pre_execute")
        self.events.trigger("pre_run_cell", info)
        with self.builtin_trap:
            try:
                exec(code, self.user_global_ns, self.user_ns)  # noqa: S102 - a student's cell, behind the walls
            except BaseException as error:
                result.error_in_exec = error
        self.events.trigger("post_execute")
        self.events.trigger("post_run_cell", result)
        self.execution_count += 1
        return result

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
        shell.run(source, "figures")
        shell.run(source, "nothing")
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
