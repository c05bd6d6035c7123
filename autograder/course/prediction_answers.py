"""Right answers to the predictions: what the outcome cells of the instructor's notebook return.

The notebook says each outcome once, for students and for the grader. Its cells run in this process, with the
instructor's solutions; nothing of a student is near. Figures and printed text are dropped.
"""

from __future__ import annotations

import builtins
import types
import warnings
from collections.abc import Callable
from contextlib import nullcontext, suppress
from typing import Any

import lab
import numpy as np
from lab.variants.variant import Variant, activated

from autograder.course.notebook import Notebook, Role, cell_name, cell_role, cell_source, solution_texts

REVEAL = "lab.reveal("


def compute_outcomes(source: Notebook, where: str, variant: Variant | None = None) -> dict[str, Any]:
    """Run a source notebook and return the outcome of each prediction that it reveals, by id.

    With a variant, its data is that of a student.
    As in a student's run, a cell that fails does not stop the next one. Where the outcome itself fails, its exception
    is raised.
    """
    outcomes: dict[str, Any] = {}

    def reveal(name: str) -> Callable[[Callable[[], Any]], Callable[[], Any]]:
        def run(outcome: Callable[[], Any]) -> Callable[[], Any]:
            outcomes[name] = outcome()
            return outcome

        return run

    namespace = _namespace(_Lesson(reveal))
    with warnings.catch_warnings(), np.errstate(), activated(variant):
        warnings.simplefilter("ignore")
        for name, text in _cells_to_the_last_outcome(source, where):
            code = _compile_cell(text, f"<cell '{name}'>")
            with nullcontext() if REVEAL in text else suppress(Exception):
                exec(code, namespace)  # noqa: S102 - the instructor's own cell
    return outcomes


def _compile_cell(text: str, file: str) -> types.CodeType:
    """Compile a cell. Only one that is no plain Python needs IPython, which takes a quarter of a second to import."""
    try:
        return compile(text, file, "exec")
    except SyntaxError:
        from IPython.core.inputtransformer2 import TransformerManager

        code: types.CodeType = compile(TransformerManager().transform_cell(text), file, "exec")
        return code


def _cells_to_the_last_outcome(source: Notebook, where: str) -> list[tuple[str, str]]:
    solutions = solution_texts(source, where)
    cells = [
        (cell_name(cell), solutions.get(cell_name(cell), cell_source(cell)))
        for cell in source["cells"]
        if cell_role(cell) not in (Role.TEXT, Role.CHECK)
    ]
    last = max((place for place, (_, text) in enumerate(cells) if REVEAL in text), default=-1)
    return cells[: last + 1]


class _Silent:
    """Accepts every attribute and every call, and does nothing."""

    def __getattr__(self, name: str) -> _Silent:
        return self

    def __call__(self, *args: object, **kwargs: object) -> _Silent:
        return self


class _Lesson(_Silent):
    """The package `lab` as an outcome needs it: with its data, without cards and figures."""

    def __init__(self, reveal: Callable[..., Any]) -> None:
        self.reveal = reveal
        self.data = lab.data
        self.generator = lab.generator


def _namespace(lesson: _Lesson) -> dict[str, Any]:
    def import_module(name: str, *args: Any, **kwargs: Any) -> Any:
        return lesson if name.split(".")[0] == "lab" else builtins.__import__(name, *args, **kwargs)

    own_builtins = types.ModuleType("builtins")
    vars(own_builtins).update(vars(builtins), print=_Silent(), __import__=import_module)
    return {"__name__": "__main__", "__builtins__": vars(own_builtins), "get_ipython": _Silent(), "display": _Silent()}
