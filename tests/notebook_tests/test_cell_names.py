"""The global names that a cell binds and reads."""

from __future__ import annotations

import ast

import pytest

from autograder.notebook_tests.cell_names import names_in

BOUND = {
    "x = 1\ny: int = 2\nz += 1": {"x", "y", "z"},
    "def f(a):\n    b = a": {"f"},
    "class K:\n    c = 1": {"K"},
    "import numpy as np, os.path\nfrom math import pi as p": {"np", "os", "p"},
    "for i in range(3):\n    j = i": {"i", "j"},
    "with open('a') as file: pass": {"file"},
    "if (n := 3): pass": {"n"},
    "def f():\n    global g\n    g = 1": {"f", "g"},
    "items = [k for k in range(3)]": {"items"},
    "%matplotlib inline\n!ls\nx = 1": {"x"},
    "value = await f()": {"value"},
    "(((": set(),
}


@pytest.mark.parametrize("source", BOUND)
def test_the_names_that_a_cell_binds(source: str) -> None:
    assert names_in(source).bound == BOUND[source]


READ = {
    "y = x": ({"x"}, {"x"}),
    "def f(a=limit):\n    return a + scale": ({"limit", "scale"}, {"limit"}),
    "class K(Base):\n    size = width\n    def area(self): return height": (
        {"Base", "width", "height"},
        {"Base", "width"},
    ),
    "total = [x * k for x in items]": ({"k", "items"}, {"k", "items"}),
    "f = lambda x: x + offset": ({"offset"}, set()),
    "def f(X, y):\n    return X @ y": (set(), set()),
}


@pytest.mark.parametrize("source", READ)
def test_the_names_that_a_cell_reads_and_those_that_it_reads_at_once(source: str) -> None:
    names = names_in(source)

    assert (names.read, names.read_at_once) == READ[source]


def test_imports_are_known_by_what_they_import() -> None:
    source = "import numpy as np\nimport os.path\nfrom math import sqrt as root\nroot = 1"

    assert names_in(source).imports == {"np": "numpy", "os": "os", "root": "math:sqrt"}


def test_code_that_cannot_be_written_again_hides_no_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: ast.AST) -> str:
        raise ValueError("an f-string with a backslash")

    monkeypatch.setattr(ast, "unparse", fail)
    names = names_in("import math as m\ndef check(a):\n    return near(a)\nTOL = 1e9")

    assert names.bound == {"m", "check", "TOL"}
    assert names.read == {"near", "a"}
