"""What a test's code gives away before it runs: whether only a person can grade it, and the files it reads."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

READERS_OF_SOURCE = frozenset({"getsource", "getsourcelines", "getsourcefile", "getfile", "getclosurevars"})
HISTORY = frozenset({"In", "Out", "_ih", "_oh", "_dh", "_i", "_ii", "_iii"})
RUNNERS = frozenset({"eval", "exec", "compile"})
UNPICKLERS = frozenset({"pickle", "cPickle", "dill", "cloudpickle", "joblib", "shelve", "marshal"})
HARMLESS = ("%%time", "%%capture")
FILE_NAME = re.compile(r"(?!/)(?!.*\.\.)[\w./ -]{1,120}\.(?!py|pyc|so|pth|ipynb|pkl)[A-Za-z]\w{0,7}")
PATCHED = re.compile(r"(builtins|__main__|sys\.std\w+)(\.|$)")


@dataclass(frozen=True)
class Inquiry:
    """The test as it will be run, why it cannot be, and file names it mentions."""

    source: str
    person: str = ""
    files: tuple[str, ...] = ()


def inquire(source: str) -> Inquiry:
    """Look at a test's source before IPython's own syntax is taken out of it."""
    lines = source.split("\n")
    first = next((line.strip() for line in lines if line.strip()), "")
    if first.startswith("%%"):
        if not first.startswith(HARMLESS):
            return Inquiry(source, f"the test is written in '{first.split()[0]}'")
        source = "\n".join("" if line.strip() == first else line for line in lines)
    bare = re.sub(r"(?m)^(\s*)[%!].*$", r"\1pass", source)
    try:
        parsed = ast.parse(bare)
    except SyntaxError:
        return Inquiry(source)
    nodes = list(ast.walk(parsed))
    return Inquiry(source, next(_reasons(nodes), ""), tuple(dict.fromkeys(_files(nodes))))


def _reasons(nodes: list[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Attribute | ast.Name):
            yield from _of_name(node)
        elif isinstance(node, ast.alias) and node.name.partition(".")[0] in UNPICKLERS:
            yield "the test unpickles, which would run what a student wrote"
        elif isinstance(node, ast.ImportFrom | ast.alias) and READERS_OF_SOURCE & _imported(node):
            yield "the test reads the student's source"
        elif isinstance(node, ast.Call):
            yield from _of_call(node)


def _imported(node: ast.ImportFrom | ast.alias) -> set[str]:
    return {alias.name for alias in node.names} if isinstance(node, ast.ImportFrom) else {node.name}


def _of_name(node: ast.Attribute | ast.Name) -> Iterator[str]:
    name = node.attr if isinstance(node, ast.Attribute) else node.id
    if name in READERS_OF_SOURCE or (isinstance(node, ast.Name) and name in HISTORY and isinstance(node.ctx, ast.Load)):
        yield "the test reads the student's source"
    owner = node.value.id if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) else ""
    everybodys = owner in ("builtins", "__builtins__") or (owner, name) == ("sys", "stdin")
    if everybodys and isinstance(node.ctx, ast.Store):
        yield f"the test replaces '{owner}.{name}', which the student's process does not see"


def _of_call(node: ast.Call) -> Iterator[str]:
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    attribute = node.func.attr if isinstance(node.func, ast.Attribute) else ""
    text = node.args[0] if node.args else None
    constant = text.value if isinstance(text, ast.Constant) else None
    if name in RUNNERS and constant is None:
        yield f"the test would run text by `{name}`, perhaps a student's"
    if "patch" in (name, attribute) and isinstance(constant, str) and PATCHED.match(constant):
        yield f"the test replaces '{constant}', which the student's process does not see"


def _files(nodes: list[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and FILE_NAME.fullmatch(node.value):
            yield node.value
