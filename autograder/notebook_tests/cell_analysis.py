"""What the code of a test cell tells before it runs: whether a person must grade it, and which files it reads."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

SOURCE_READERS = frozenset({"getsource", "getsourcelines", "getsourcefile", "getfile", "getclosurevars"})
HISTORY = frozenset({"In", "Out", "_ih", "_oh", "_dh", "_i", "_ii", "_iii"})
TEXT_RUNNERS = frozenset({"eval", "exec", "compile"})
UNPICKLERS = frozenset({"pickle", "cPickle", "dill", "cloudpickle", "joblib", "shelve", "marshal"})
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
        tree = ast.parse(plain)
    except SyntaxError:
        return CellAnalysis(source)
    nodes = list(ast.walk(tree))
    return CellAnalysis(source, next(_manual_reasons(nodes), ""), tuple(dict.fromkeys(_file_names(nodes))))


def _manual_reasons(nodes: list[ast.AST]) -> Iterator[str]:
    """Yield the reasons why only a person can grade the test."""
    for node in nodes:
        if isinstance(node, ast.Attribute | ast.Name):
            yield from _reasons_in_name(node)
        elif isinstance(node, ast.alias) and node.name.partition(".")[0] in UNPICKLERS:
            yield "the test unpickles, which would run what a student wrote"
        elif isinstance(node, ast.ImportFrom | ast.alias) and SOURCE_READERS & _imported_names(node):
            yield "the test reads the student's source"
        elif isinstance(node, ast.Call):
            yield from _reasons_in_call(node)


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
    if name in TEXT_RUNNERS and constant is None:
        yield f"the test would run text by `{name}`, perhaps a student's"
    if "patch" in (name, attribute) and isinstance(constant, str) and PATCHED.match(constant):
        yield f"the test replaces '{constant}', which the student's process does not see"


def _file_names(nodes: list[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and FILE_NAME.fullmatch(node.value):
            yield node.value
