"""The IPython shell that runs a student's cells: it behaves as under Jupyter, without a kernel, history or terminal.

The output mode says what is kept of a cell's outputs: all (`figures`), all but the images (`text`), or `nothing`.
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

from ..protocol.framing import replace_surrogates
from .exceptions import NO_MESSAGE, class_name, message_of
from .lazy_figures import LazyFigureFormatter, replace_placeholders
from .output_capture import CapturedStream, CapturingDisplayHook, CapturingPublisher, CellOutputs

NO_INPUT = "nobody is there to answer input() while a notebook is graded: write the value into the cell"
NO_PROGRAMS = "other programs cannot be started while a notebook is graded"
SCRIPTS = "script bash sh cmd ruby perl python python2 python3 pypy system sx !".split()
INSTALLERS = ("pip", "conda", "mamba", "micromamba", "uv")


class StudentShell(InteractiveShell):  # type: ignore[misc]
    """The shell of a fork server; each student's process gets a fresh copy of it with the fork."""

    displayhook_class = Type(CapturingDisplayHook)
    display_pub_class = Type(CapturingPublisher)

    def init_display_formatter(self) -> None:
        self.display_formatter = LazyFigureFormatter(parent=self)
        self.display_formatter.figures = {}
        self.configurables.append(self.display_formatter)

    def init_virtualenv(self) -> None:
        """Do nothing: IPython would look for the virtual environment of its terminal."""

    def capture_outputs(self, max_bytes: int) -> CellOutputs:
        """Collect from now on everything that cells print and display; return the collection."""
        outputs = CellOutputs(max_bytes)
        self.display_pub.outputs = self.displayhook.outputs = outputs
        sys.stdout, sys.stderr = CapturedStream("stdout", outputs), CapturedStream("stderr", outputs)
        self.outputs = outputs
        return outputs

    def run(self, source: str, output_mode: str) -> tuple[list[dict[str, Any]], BaseException | None]:
        """Run a cell; return its outputs and the exception that ended it."""
        self.display_formatter.silent = output_mode == "nothing"
        self.outputs.start_cell()
        # a warning is shown again in every cell, as under Jupyter
        self.user_ns.pop("__warningregistry__", None)
        error: BaseException | None = None
        code = self._compile(source) if output_mode == "nothing" else None
        try:
            result = self._run_compiled(source, code) if code else self.run_cell(source, store_history=True)
            error = result.error_before_exec or result.error_in_exec
        except BaseException as uncaught:  # SystemExit and other exceptions that IPython does not catch
            error = uncaught
            self.showtraceback()
        replace_placeholders(self.outputs, self.display_formatter, draw=output_mode == "figures")
        outputs = self.outputs.finish_cell()
        return [] if output_mode == "nothing" else outputs, error

    def _compile(self, source: str) -> CodeType | None:
        """Compile a cell that is plain Python; return None for one that IPython has to transform.

        A name alone on a line may be a magic without its %, and a `__future__` import affects later cells.
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

    def _run_compiled(self, source: str, code: CodeType) -> ExecutionResult:
        """Do what `run_cell` does, with the same namespace and hooks but without outputs, in a tenth of the time."""
        info = ExecutionInfo(source, True, False, True, None)
        result = ExecutionResult(info)
        self.history_manager.store_inputs(self.execution_count, source, source)
        result.execution_count = self.execution_count
        self.events.trigger("pre_execute")
        self.events.trigger("pre_run_cell", info)
        with self.builtin_trap:
            try:
                exec(code, self.user_global_ns, self.user_ns)  # noqa: S102 - a student's cell, in the sandbox
            except BaseException as error:
                result.error_in_exec = error
        self.events.trigger("post_execute")
        self.events.trigger("post_run_cell", result)
        self.execution_count += 1
        return result

    def showtraceback(self, *args: Any, **options: Any) -> None:
        """Show the traceback of the current exception, even of one whose `__str__` fails."""
        error_type = sys.exc_info()[0]
        try:
            super().showtraceback(*args, **options)
        except BaseException:
            self._showtraceback(error_type or Exception, None, [f"{class_name(error_type)}: {NO_MESSAGE}"])

    def _showtraceback(self, etype: type[BaseException], evalue: BaseException | None, stb: list[str]) -> None:
        lines = [replace_surrogates(str(line))[:20_000] for line in stb]
        value = "" if evalue is None else message_of(evalue)
        output = {"output_type": "error", "ename": class_name(etype), "evalue": value, "traceback": lines}
        self.outputs.add(output)

    def system(self, cmd: str) -> None:
        """Handle `!command`: print that programs cannot be started. The cell goes on, as after a failed command."""
        print(f"{NO_PROGRAMS}: {cmd}", file=sys.stderr)
        self.user_ns["_exit_code"] = 127

    system_piped = system_raw = system

    def getoutput(self, cmd: str, split: bool = True, depth: int = 0) -> Any:
        """Handle `x = !command`: the cell fails, because it needs the command's output."""
        raise UsageError(f"{NO_PROGRAMS}: {cmd}")

    def ask_exit(self) -> None:
        """Do nothing: after a cell with `exit` the next cell runs."""

    def enable_gui(self, gui: str | None = None) -> None:
        """Do nothing: there are no windows."""


def build_shell() -> StudentShell:
    """Create the shell; `input`, `!command`, `%pip` and the like explain why they do not work."""
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.cache_size = 0
    config.InteractiveShell.colors = "nocolor"
    config.InteractiveShell.xmode = "Context"
    config.InteractiveShell.ast_node_interactivity = "last_expr"
    config.InteractiveShell.history_length = 0
    config.Completer.use_jedi = False
    shell: StudentShell = StudentShell.instance(config=config)
    _replace_unavailable(shell)
    return shell


def _replace_unavailable(shell: StudentShell) -> None:

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


def warm_up(shell: StudentShell, *, figures: bool) -> None:
    """Run one cell of each kind, so that what their first run imports is imported before the first fork.

    Outputs are formatted only where there will be `figures`. The cell with a figure is run only where Matplotlib was
    preloaded: to import it takes longer than all else here.
    """
    streams = sys.stdout, sys.stderr
    shell.capture_outputs(1_000_000)
    matplotlib = "matplotlib.pyplot" in sys.modules
    for source in (*WARM_UP, _FIGURE) if matplotlib else WARM_UP:
        for mode in ("figures", "nothing") if figures else ("nothing",):
            shell.run(source, mode)
    reset(shell)
    sys.stdout, sys.stderr = streams


def reset(shell: StudentShell) -> None:
    """Remove all that cells have defined, and count from 1 again."""
    shell.reset(new_session=False)
    shell.execution_count = 1


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
WARM_UP = (_IMPORTS, "1 / 0", "def _f(:", _DISPLAY)
