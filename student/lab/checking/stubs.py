"""Whether the cell of an exercise still holds the stub that the student was given."""

from __future__ import annotations

import ast
import re

STUB = re.compile(r"# YOUR CODE HERE\s+raise NotImplementedError\(\)")


def is_stub(source: str, name: str) -> bool:
    """Return whether a cell's function only raises NotImplementedError; of a class, whether a method is a stub."""
    try:
        statements = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError):
        return STUB.search(source) is not None
    functions = [node for node in statements if isinstance(node, ast.FunctionDef) and node.name == name]
    if not functions:
        return STUB.search(source) is not None
    body = functions[-1].body
    code = body[1:] if ast.get_docstring(functions[-1]) is not None else body
    return len(code) == 1 and isinstance(code[0], ast.Raise) and "NotImplementedError" in ast.unparse(code[0])
