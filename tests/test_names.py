"""Local names are nouns of their type: no bare participle or pronoun says what a value is."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FOLDERS = ("autograder", "hidden_checks", "student/lab", "solutions", "benchmarks", "tests")

REFUSED = frozenset(
    """
    another asked begun called chosen done drawn found given gone heard held it judged kept known laid lost made marked
    meant named one others placed said seen sent shown spoken stopped taken that them these they this those told used
    wanted what which who whom whose written
    """.split()
)


def bound_names(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Names that are assigned, and names of parameters, with their lines."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id, node.lineno
        elif isinstance(node, ast.arg):
            yield node.arg, node.lineno
        elif isinstance(node, ast.ExceptHandler) and node.name:
            yield node.name, node.lineno


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_local_name_is_a_bare_participle_or_pronoun(folder: str) -> None:
    refused = [
        f"{path.relative_to(ROOT)}:{line}: {name}"
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "corpus" not in path.parts  # what attackers and students hand in
        for name, line in bound_names(ast.parse(path.read_text(encoding="utf-8")))
        if name in REFUSED
    ]

    assert not refused, "\n".join(refused)
