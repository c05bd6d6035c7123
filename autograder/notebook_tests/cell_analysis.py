"""What the code of a test cell tells before it runs: whether a person must grade it, and which files it reads."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from autograder.python_syntax import parse_python

SOURCE_READERS = frozenset({"getsource", "getsourcelines", "getsourcefile", "getfile", "getclosurevars"})
HISTORY = frozenset({"In", "Out", "_ih", "_oh", "_dh", "_i", "_ii", "_iii"})
TEXT_RUNNERS = frozenset({"eval", "exec", "compile"})
UNPICKLERS = frozenset({"pickle", "cPickle", "dill", "cloudpickle", "joblib", "shelve", "marshal"})
CODE_RUNNERS = frozenset({"doctest", "runpy", "code", "codeop", "subprocess", "multiprocessing", "pdb", "imp"})
"""Modules whose functions run text, files or programs."""
UNSAFE_CALLS = frozenset({
    "read_pickle", "unsafe_load", "unsafe_load_all", "full_load", "load_module", "exec_module", "run_path",
    "run_module", "system", "popen",
})  # fmt: skip
TEXT_CALLS = frozenset({"import_module", "__import__", "sympify", "parse_expr", "timeit", "Timer"})
"""Functions that are harmless with a constant or a lambda as their first argument."""
HARMLESS_MAGICS = ("%%time", "%%capture")
FILE_NAME = re.compile(r"(?!/)(?!.*\.\.)[\w./ -]{1,120}\.(?!py|pyc|so|pth|ipynb|pkl)[A-Za-z]\w{0,7}")
PATCHED = re.compile(r"(builtins|__main__|sys\.std\w+)(\.|$)")


@dataclass(frozen=True)
class CellAnalysis:
    """The code to run, the reason why it cannot be run where there is one, and the files it mentions."""

    source: str
    manual_reason: str = ""
    files: tuple[str, ...] = ()


def analyze(source: str) -> CellAnalysis:
    """Analyze the source of a test cell, which may contain IPython's own syntax."""
    lines = source.split("\n")
    first = next((line.strip() for line in lines if line.strip()), "")
    if first.startswith("%%"):
        if not first.startswith(HARMLESS_MAGICS):
            return CellAnalysis(source, f"the test is written in '{first.split()[0]}'")
        source = "\n".join("" if line.strip() == first else line for line in lines)
    plain = re.sub(r"(?m)^(\s*)[%!].*$", r"\1pass", source)
    try:
        tree = parse_python(plain)
    except SyntaxError:
        return CellAnalysis(source)
    nodes = list(ast.walk(tree))
    return CellAnalysis(source, next(_manual_reasons(nodes), ""), tuple(dict.fromkeys(_file_names(nodes))))


def _manual_reasons(nodes: list[ast.AST]) -> Iterator[str]:
    """Yield the reasons why only a person can grade the test."""
    for node in nodes:
        if isinstance(node, ast.Attribute | ast.Name):
            yield from _reasons_in_name(node)
        elif (module := _imported_module(node)) in UNPICKLERS:
            yield "the test unpickles, which would run what a student wrote"
        elif module in CODE_RUNNERS:
            yield f"the test uses '{module}', which could run what a student wrote"
        elif isinstance(node, ast.ImportFrom | ast.alias) and SOURCE_READERS & _imported_names(node):
            yield "the test reads the student's source"
        elif isinstance(node, ast.Call):
            yield from _reasons_in_call(node)


def _imported_module(node: ast.AST) -> str:
    name = node.module if isinstance(node, ast.ImportFrom) else node.name if isinstance(node, ast.alias) else ""
    return (name or "").partition(".")[0]


def _imported_names(node: ast.ImportFrom | ast.alias) -> set[str]:
    return {alias.name for alias in node.names} if isinstance(node, ast.ImportFrom) else {node.name}


def _reasons_in_name(node: ast.Attribute | ast.Name) -> Iterator[str]:
    name = node.attr if isinstance(node, ast.Attribute) else node.id
    if name in SOURCE_READERS or (isinstance(node, ast.Name) and name in HISTORY and isinstance(node.ctx, ast.Load)):
        yield "the test reads the student's source"
    owner = node.value.id if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) else ""
    is_shared = owner in ("builtins", "__builtins__") or (owner, name) == ("sys", "stdin")
    if is_shared and isinstance(node.ctx, ast.Store):
        yield f"the test replaces '{owner}.{name}', which the student's process does not see"


def _reasons_in_call(node: ast.Call) -> Iterator[str]:
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    attribute = node.func.attr if isinstance(node.func, ast.Attribute) else ""
    argument = node.args[0] if node.args else None
    constant = argument.value if isinstance(argument, ast.Constant) else None
    is_text = constant is None and argument is not None and not isinstance(argument, ast.Lambda)
    if {name, attribute} & UNSAFE_CALLS or (is_text and {name, attribute} & TEXT_CALLS):
        yield f"the test calls `{name or attribute}`, which could run what a student wrote"
    if any(_allows_pickle(keyword) for keyword in node.keywords) or _is_call_of(node, "torch", "load"):
        yield "the test unpickles, which would run what a student wrote"
    if constant is None and (name in TEXT_RUNNERS or _is_call_of(node, "builtins", *TEXT_RUNNERS)):
        yield f"the test would run text by `{name or attribute}`, perhaps a student's"
    if "patch" in (name, attribute) and isinstance(constant, str) and PATCHED.match(constant):
        yield f"the test replaces '{constant}', which the student's process does not see"


def _allows_pickle(keyword: ast.keyword) -> bool:
    is_false = isinstance(keyword.value, ast.Constant) and not keyword.value.value
    return keyword.arg == "allow_pickle" and not is_false


def _is_call_of(node: ast.Call, owner: str, *names: str) -> bool:
    function = node.func
    if not isinstance(function, ast.Attribute) or not isinstance(function.value, ast.Name):
        return False
    return function.value.id == owner and function.attr in names


def _file_names(nodes: list[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and FILE_NAME.fullmatch(node.value):
            yield node.value
