"""What the code of a test cell tells before it runs."""

from __future__ import annotations

import pytest

from autograder.notebook_tests.cell_analysis import analyze
from tests.notebook_tests.builders import Grade

IMPOSSIBLE = {
    "the source": "import inspect\nassert 'for' in inspect.getsource(f)",
    "the history": "assert 'for' in In[1]",
    "another language": "%%bash\ntrue",
    "text that is run": "text = 'f(1)'\neval(text)",
    "pickles": "import pickle\npickle.load(open('model.bin', 'rb'))",
    "a patched builtin": "from unittest.mock import patch\nwith patch('builtins.input', return_value='5'):\n    f(1)",
}
"""Tests that cannot be run, by what they use."""


@pytest.mark.parametrize("case", IMPOSSIBLE)
def test_a_test_that_cannot_be_run_needs_manual_grading_and_the_next_one_is_run(case: str, grade: Grade) -> None:
    graded = grade("def f(x): return x", IMPOSSIBLE[case], "assert f(1) == 1")

    assert list(graded.result.manual_grading) == ["test"], graded.outputs()
    assert graded.points == {"test": 0, "test-2": 1}


@pytest.mark.parametrize(
    "source",
    [
        "np.load('a.npy', allow_pickle=True)",
        "yaml.unsafe_load(open('a.yaml'))",
        "pd.read_pickle('a.bin')",
        "torch.load('a.pt')",
        "import doctest",
        "from runpy import run_path",
        "import subprocess",
        "timeit.timeit(f('text'))",
        "importlib.import_module('my' + 'file')",
        "builtins.exec(text)",
        "sympy.sympify(f(1))",
        "os.system('./program')",
    ],
)
def test_a_test_that_could_run_what_a_student_wrote_is_not_run_outside(source: str) -> None:
    assert "student" in analyze(source).manual_reason


@pytest.mark.parametrize(
    "source", ["np.load('a.npy')", "timeit.timeit(lambda: f(1))", "importlib.import_module('math')", "re.compile(text)"]
)
def test_what_looks_like_it_and_is_harmless_can_be_run(source: str) -> None:
    assert not analyze(source).manual_reason


@pytest.mark.parametrize("source", ["%%time\nassert f(1)", "%matplotlib inline\nassert f(1)", "eval('f(1)')", "(("])
def test_other_tests_can_be_run(source: str) -> None:
    assert not analyze(source).manual_reason


def test_the_files_that_a_test_mentions_are_listed_once() -> None:
    source = "a = open('data/out.csv')\nb = open('data/out.csv')\nc = open('../up.csv'), open('model.pkl'), 'text'"

    assert analyze(source).files == ("data/out.csv",)
