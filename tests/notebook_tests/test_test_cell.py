"""Ordinary test cells over the wire: they run unmodified where no student's code is, and mean what they meant."""

from __future__ import annotations

import json
import os
import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbgrader.utils import determine_grade

from autograder.grading.json_subprocess import WorkerDied
from autograder.limits import Limits
from autograder.notebook_tests.notebook_run import Marked, sit
from autograder.notebook_tests.source_notebook import Paper, PaperCell
from autograder.notebook_tests.worker import Answer, Invigilator
from autograder.notebook_tests.worker_main import cells as laid
from autograder.sandbox import Sandbox


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(Limits(cell_seconds=2, call_seconds=1, notebook_seconds=20, patience=2)) as sandbox:
        yield sandbox


@dataclass(frozen=True)
class Outcome:
    """What became of one notebook: points by test cell, what a person must look at, and the graded cells."""

    marked: Marked
    cells: list[dict[str, Any]]

    @property
    def points(self) -> dict[str, float | None]:
        nodes = [nbformat.from_dict(cell) for cell in self.cells]
        return {
            node.metadata.nbgrader.grade_id: determine_grade(node)[0]
            for node in nodes
            if node.metadata.get("nbgrader", {}).get("grade")
        }

    def outputs(self, name: str) -> list[dict[str, Any]]:
        return next(c["outputs"] for c in self.cells if c["metadata"].get("nbgrader", {}).get("grade_id") == name)

    @property
    def text(self) -> str:
        return json.dumps(self.cells)


Ask = Callable[..., Outcome]


def solution(source: str, name: str = "answer") -> PaperCell:
    return PaperCell(name, "code", source, solution=True)


def check(source: str, name: str = "test", points: float = 1) -> PaperCell:
    return PaperCell(name, "code", source, locked=True, grade=True, points=points)


def notebook(cells: Sequence[tuple[str, str]]) -> bytes:
    """A submitted notebook of code cells: name and source."""
    made = [
        {
            "cell_type": "code",
            "id": f"cell-{index}",
            "metadata": {"nbgrader": {"grade_id": name}} if name else {},
            "source": source,
            "outputs": [],
            "execution_count": None,
        }
        for index, (name, source) in enumerate(cells)
    ]
    return json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


@pytest.fixture
def ask(sandbox: Sandbox, tmp_path: Path) -> Iterator[Ask]:
    """Grade a student's cell by tests; `stub` is what was handed out, `course` the instructor's own code."""
    here = Path.cwd()
    os.chdir(tmp_path)

    def ask(
        student: str | Sequence[tuple[str, str]],
        *tests: str,
        stub: str = "",
        course: Sequence[str] = (),
        given: Sequence[PaperCell] = (),
        points: float = 1,
        language: str = "python",
    ) -> Outcome:
        names = ["test", *(f"test-{number}" for number in range(2, len(tests) + 1))]
        checks = [check(source, name, points) for name, source in zip(names, tests, strict=True)]
        paper = Paper("ps", language, (*given, solution(stub), *checks), tuple(course))
        cells = [("answer", student)] if isinstance(student, str) else list(student)
        submitted = [*((cell.name, cell.source) for cell in given), *cells, *((c.name, c.source) for c in checks)]
        marked = sit(paper, sandbox, notebook(submitted), {})
        return Outcome(marked, laid(paper, marked))

    yield ask
    os.chdir(here)


NP = "import numpy as np"

SQUARES = """
def squares(n):
    if n < 1:
        raise ValueError('too small')
    return [i * i for i in range(1, n + 1)]
"""

MEANING = {
    "a list": """
        def squares(n):
            if n < 1:
                raise ValueError('too small')
            return [i * i for i in range(1, n + 1)]
        --
        assert squares(3) == [1, 4, 9]
    """,
    "an exception of its own type": """
        def squares(n):
            if n < 1:
                raise ValueError('too small')
            return [i * i for i in range(1, n + 1)]
        --
        import pytest
        with pytest.raises(ValueError, match='small'):
            squares(0)
    """,
    "a test with unittest": """
        def squares(n):
            if n < 1:
                raise ValueError('too small')
            return [i * i for i in range(1, n + 1)]
        --
        from unittest import TestCase
        TestCase().assertRaises(ValueError, squares, 0)
        TestCase().assertEqual(squares(1), [1])
    """,
    "a key error's text": """
        def f(): {}['k']
        --
        try:
            f()
        except KeyError as error:
            assert str(error) == "'k'"
    """,
    "an array": """
        import numpy as np
        def f(a): return a * 2
        --
        import numpy as np
        np.testing.assert_array_equal(f(np.arange(3)), [0, 2, 4])
    """,
    "a NumPy scalar's type": """
        import numpy as np
        def f(): return np.float64(1)
        --
        import numpy as np
        assert type(f()) is np.float64
    """,
    "an array of texts": """
        import numpy as np
        def f(): return np.array(['a', 'b'])
        --
        assert f().tolist() == ['a', 'b']
    """,
    "a set": """
        def f(x): return {x, 2}
        --
        assert f(1) == {1, 2}
    """,
    "a dictionary with numbers for keys": """
        def f(): return {1: 'a', (2, 3): None}
        --
        assert f() == {1: 'a', (2, 3): None}
    """,
    "a counter": """
        from collections import Counter
        def f(s): return Counter(s)
        --
        from collections import Counter
        assert f('aab') == Counter(a=2, b=1) and f('aab').most_common(1) == [('a', 2)]
    """,
    "a named tuple": """
        from collections import namedtuple
        P = namedtuple('P', 'x y')
        def f(): return P(1, 2)
        --
        assert f().x == 1 and f() == (1, 2)
    """,
    "a fraction": """
        from fractions import Fraction
        def f(x): return x + Fraction(1, 2)
        --
        from fractions import Fraction
        assert f(Fraction(1, 2)) == 1
    """,
    "a variable": """
        answer = 42
        --
        assert answer == 42 and isinstance(answer, int)
    """,
    "a missing name": """
        cubes = 3
        --
        try:
            squares
        except NameError:
            pass
        else:
            assert False
    """,
    "names in globals": """
        answer = 1
        --
        assert 'answer' in globals() and 'other' not in globals()
        assert globals()['answer'] == 1 and 'answer' in dir()
    """,
    "arguments by name and with defaults": """
        def f(a, *, b=2): return a - b
        --
        assert f(3, b=1) == 2 and f(a=3) == 1
    """,
    "a function of the test's, called back": """
        def f(g, x): return g(x) + g(2 * x)
        --
        calls = []
        def g(x):
            calls.append(x)
            return x
        assert f(g, 1) == 3 and calls == [1, 2]
    """,
    "an error in a function of the test's": """
        def f(g): return g()
        --
        class Mine(Exception): pass
        def g(): raise Mine
        try:
            f(g)
        except Mine:
            pass
        else:
            assert False
    """,
    "a function that makes functions": """
        def adder(n): return lambda x: x + n
        --
        assert adder(2)(3) == 5
    """,
    "a list changed in place": """
        def f(items): items.append(items.pop(0))
        --
        items = [1, 2, 3]
        f(items)
        assert items == [2, 3, 1]
    """,
    "a row changed in place": """
        def f(rows): rows[0][0] = 9
        --
        row = [1]
        f([row])
        assert row == [9]
    """,
    "an array changed in place": """
        def f(a): a[0] = 5
        --
        import numpy as np
        a = np.zeros(2)
        f(a)
        assert a[0] == 5
    """,
    "a generator of random numbers": """
        import numpy as np
        def f(rng): return rng.normal()
        --
        import numpy as np
        rng = np.random.default_rng(1)
        other = np.random.default_rng(1)
        assert f(rng) == other.normal()
        assert rng.normal() == other.normal()
    """,
    "the global seed": """
        import numpy as np
        import random
        def f(): return np.random.rand(), random.random()
        --
        import numpy as np
        import random
        np.random.seed(3); random.seed(3)
        mine = np.random.rand(), random.random()
        np.random.seed(3); random.seed(3)
        assert f() == mine
    """,
    "printed text": r"""
        def f(): print('hello')
        --
        import io, contextlib
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            f()
        assert out.getvalue() == 'hello\n'
    """,
    "a warning": """
        import warnings
        def f(): warnings.warn('old', DeprecationWarning)
        --
        import pytest
        with pytest.warns(DeprecationWarning, match='old'):
            f()
    """,
    "a signature": """
        def f(a, b=2): pass
        --
        import inspect
        assert list(inspect.signature(f).parameters) == ['a', 'b']
        assert inspect.signature(f).parameters['b'].default == 2 and callable(f)
    """,
    "a docstring": """
        def f():
            '''Says it.'''
        --
        assert f.__doc__ == 'Says it.' and f.__name__ == 'f'
    """,
    "a generator": """
        def f(n):
            yield from range(n)
        --
        import types
        assert isinstance(f(3), types.GeneratorType)
        assert list(f(3)) == [0, 1, 2]
    """,
    "a name taken away": """
        def f(): return 1
        def g(): return f()
        --
        kept = f
        del f
        try:
            g()
        except NameError:
            pass
        else:
            assert False
        finally:
            f = kept
        assert g() == 1
    """,
    "a name replaced": """
        def f(): return 1
        def g(): return f()
        --
        def f(): return 7
        assert g() == 7
    """,
    "input replaced by name": """
        def f(): return input()
        --
        input = lambda *_: '5'
        assert f() == '5'
    """,
    "a library's object": """
        from sklearn.linear_model import LinearRegression
        model = LinearRegression()
        --
        from sklearn.linear_model import LinearRegression
        assert isinstance(model, LinearRegression)
        import numpy as np
        model.fit(np.array([[1.], [2.]]), np.array([2., 4.]))
        assert np.isclose(model.coef_[0], 2)
    """,
    "a figure": """
        import matplotlib.pyplot as plt
        def draw():
            plt.plot([1, 2])
            plt.title('Loss')
        --
        import matplotlib.pyplot as plt
        draw()
        assert plt.gca().get_title() == 'Loss'
        assert len(plt.gca().lines) == 1
    """,
    "a file": """
        with open('out.csv', 'w') as f: _ = f.write('1,2')
        --
        assert open('out.csv').read() == '1,2'
    """,
    "magics": """
        x = 1
        --
        %matplotlib inline
        assert x == 1
    """,
    "comprehensions and functions of the test's": """
        def squares(n):
            if n < 1:
                raise ValueError('too small')
            return [i * i for i in range(1, n + 1)]
        --
        def same(n):
            return squares(n) == [i ** 2 for i in range(1, n + 1)]
        assert all(same(n) for n in range(1, 4))
    """,
    "a hash of a text": """
        def squares(n):
            if n < 1:
                raise ValueError('too small')
            return [i * i for i in range(1, n + 1)]
        --
        from hashlib import sha1
        assert sha1(str(type(squares(1))).encode()).hexdigest() == sha1(b"<class 'list'>").hexdigest()
    """,
}
"""By what a test uses: the student's cell and, below the dashes, the test."""


def cells_of(text: str) -> list[str]:
    return textwrap.dedent(text).strip().split("\n--\n")


@pytest.mark.parametrize("case", MEANING)
def test_a_test_means_what_it_meant(case: str, ask: Ask) -> None:
    student, test = cells_of(MEANING[case])
    outcome = ask(student, test)

    assert outcome.points == {"test": 1}, outcome.outputs("test")
    assert not outcome.marked.held


@pytest.mark.parametrize("case", [name for name in MEANING if name not in ("a missing name", "magics")])
def test_a_test_fails_without_the_work(case: str, ask: Ask) -> None:
    _, test = cells_of(MEANING[case])

    assert ask("", test).points == {"test": 0}


CHEATS = {
    "a patched allclose": """
        import numpy as np
        np.allclose = np.isclose = np.testing.assert_allclose = lambda *a, **k: True
        def f(x): return x * 0
    """,
    "patched builtins": """
        import builtins
        builtins.abs = abs = lambda x: 0
        all = lambda x: True
        def f(x): return x * 0
    """,
    "a shadowed module": """
        class np:
            allclose = staticmethod(lambda *a: True)
            arange = staticmethod(lambda n: n)
        def f(x): return 0
    """,
    "a walk over the frames": """
        import sys
        def f(x):
            frame = sys._getframe()
            while frame:
                for space in (frame.f_locals, frame.f_globals):
                    if callable(space.get('reference')):
                        return space['reference'](x)
                frame = frame.f_back
            return x * 0
    """,
    "a search of the memory": """
        import gc
        def f(x):
            found = [o for o in gc.get_objects() if getattr(o, '__name__', '') == 'reference']
            return found[0](x) if found else x * 0
    """,
    "an object that equals everything": """
        class Yes:
            def __eq__(self, other): return True
            __array_ufunc__ = None
            def __sub__(self, other): return 0
            __rsub__ = __sub__
            def __abs__(self): return 0
            def __lt__(self, other): return True
            def all(self): return self
        def f(x): return Yes()
    """,
    "an array that agrees with everything": """
        import numpy as np
        class Yes(np.ndarray):
            def __array_function__(self, *a, **k): return True
            def __array_ufunc__(self, *a, **k): return True
            def __eq__(self, other): return True
        def f(x): return np.zeros(3).view(Yes)
    """,
    "a number that agrees with everything": """
        class Yes(float):
            def __eq__(self, other): return True
            def __sub__(self, other): return 0.0
            __rsub__ = __sub__
        def f(x): return Yes(0)
    """,
    "a class with a library's name": """
        class DataFrame:
            def equals(self, other): return True
            def __eq__(self, other): return True
        DataFrame.__module__ = 'pandas'
        def f(x): return DataFrame()
    """,
    "IPython's transformers": """
        get_ipython().input_transformers_post.append(lambda lines: ['pass'])
        def f(x): return x * 0
    """,
    "an overwritten reference": """
        import sys
        def f(x):
            for module in list(sys.modules.values()):
                if hasattr(module, 'reference'):
                    module.reference = f
            sys.modules['__main__'].reference = f
            return x * 0
    """,
    "the argument zeroed": """
        def f(x):
            x[:] = 0
            return x * 0
    """,
    "a spoofed result": """
        def f(x):
            print('1.0')
            from IPython.display import display
            display(1.0)
            return 1.0
    """,
    "a test of one's own": """
        def f(x): return x * 0
        def reference(x): return x * 0
        expected = 0
    """,
    "the agent replaced": """
        import gc
        for o in gc.get_objects():
            if type(o).__name__ == 'Agent':
                type(o).__call__ = lambda self, *a: ('returned', ('plain', True), '', '', [])
        def f(x): return x * 0
    """,
    "a forged answer": """
        import gc
        for o in gc.get_objects():
            if type(o).__name__ == 'Agent':
                told = ('object', (o, 'error', [['m', '__class__']], 3, None))
                type(o).__call__ = lambda self, *a: ('returned', told, 7, None, 9)
        def f(x): return x * 0
    """,
}
"""What a student may try who does not know how to double an array."""

DOUBLED = {
    "a comparison by NumPy": """
        import numpy as np
        def reference(x): return 2 * x
        x = np.arange(1., 4.)
        assert np.allclose(f(x.copy()), reference(x))
    """,
    "a comparison by hand": """
        import numpy as np
        def reference(x): return 2 * x
        x = np.arange(1., 4.)
        y = f(x)
        assert (abs(y - reference(np.arange(1., 4.))) < 1e-6).all()
    """,
    "an assertion of NumPy": """
        import numpy as np
        def reference(x): return 2 * x
        x = np.arange(1., 4.)
        np.testing.assert_allclose(f(x), reference(np.arange(1., 4.)))
    """,
    "an equality": """
        import numpy as np
        def reference(x): return 2 * x
        assert (f(np.ones(3)) == reference(np.ones(3))).all()
    """,
    "the frame's own comparison": """
        import numpy as np
        reference = lambda x: 2 * x
        assert f(np.ones(3)).equals(reference(np.ones(3)))
    """,
}
"""Tests of a function that should double an array."""


@pytest.mark.parametrize("test", DOUBLED)
@pytest.mark.parametrize("cheat", CHEATS)
def test_no_trick_earns_a_point(cheat: str, test: str, ask: Ask) -> None:
    outcome = ask(
        textwrap.dedent(CHEATS[cheat]), textwrap.dedent(DOUBLED[test]), stub="def f(x):\n    pass", course=[NP]
    )

    assert outcome.points == {"test": 0}, outcome.outputs("test")


def test_the_course_s_own_functions_cannot_be_replaced(ask: Ask) -> None:
    given = PaperCell("given", "code", "def agree(a, b): return a == b", locked=True)
    outcome = ask("def f(): return 0\ndef agree(a, b): return True", "assert agree(f(), 5)", given=[given])

    assert outcome.points == {"test": 0}


def test_a_function_named_like_a_builtin_is_the_student_s_where_the_course_asks_for_it(ask: Ask) -> None:
    mine = "def sum(items): return 'mine'"

    assert ask(mine, "assert sum([1]) == 'mine'", stub="def sum(items):\n    pass").points == {"test": 1}
    assert ask(mine, "assert sum([1]) == 'mine'").points == {"test": 0}


def test_a_class_that_the_course_asks_for_compares_itself(ask: Ask) -> None:
    vector = "class Vector:\n    def __init__(self, x): self.x = x\n    def __eq__(self, o): return self.x == o.x\n"
    vector += "    def __add__(self, o): return Vector(self.x + o.x)\n    def __repr__(self): return f'V({self.x})'"
    test = "assert Vector(1) + Vector(2) == Vector(3)\nassert Vector(1) != Vector(2)\nv = Vector(1)\nv.x = 5\n"
    test += "assert v.x == 5 and repr(v) == 'V(5)' and isinstance(v, Vector) and type(v.x) is int"

    assert ask(vector, test, stub="class Vector:\n    pass").points == {"test": 1}


def test_an_exception_of_the_student_s_own_is_caught_by_its_name(ask: Ask) -> None:
    mine = "class TooSmall(ValueError): pass\ndef f(): raise TooSmall('no')"
    test = "try:\n    f()\nexcept TooSmall as error:\n    assert str(error) == 'no' and isinstance(error, ValueError)"

    assert ask(mine, test, stub="class TooSmall(ValueError):\n    pass").points == {"test": 1}


@pytest.mark.parametrize("test", [name for name in DOUBLED if name != "the frame's own comparison"])
def test_the_same_tests_give_honest_work_its_point(test: str, ask: Ask) -> None:
    assert ask("def f(x): return 2 * x", textwrap.dedent(DOUBLED[test]), stub="def f(x):\n    pass").points == {
        "test": 1
    }


class TestOutputs:
    def test_a_number_on_the_last_line_is_partial_credit(self, ask: Ask) -> None:
        assert ask(SQUARES, "squares(1)[0] / 2", points=3).points == {"test": 0.5}
        assert ask(SQUARES, "squares(1)[0] / 2;", points=3).points == {"test": 3}

    def test_more_points_than_there_are_wait_for_a_person(self, ask: Ask) -> None:
        outcome = ask(SQUARES, "99.0")

        assert outcome.points == {"test": 0}
        assert "more points" in outcome.marked.held["test"]

    def test_what_a_test_and_the_student_s_code_print_is_kept(self, ask: Ask) -> None:
        outcome = ask("def f(): print('mine')", "print('before')\nf()\nprint('after')")

        assert outcome.outputs("test") == [{"output_type": "stream", "name": "stdout", "text": "before\nmine\nafter\n"}]

    def test_a_warning_costs_nothing(self, ask: Ask) -> None:
        warned = ask(f"{NP}\ndef f(x): return np.log(x)", f"{NP}\nassert f(np.array([0.]))[0] == -np.inf", course=[NP])

        assert warned.points == {"test": 1}
        assert "RuntimeWarning" in warned.outputs("test")[0]["text"]

    def test_text_on_stderr_costs_the_points_as_in_nbgrader(self, ask: Ask) -> None:
        assert ask("import sys\ndef f(): print('oh', file=sys.stderr)", "f()").points == {"test": 0}

    def test_an_error_names_the_test_s_line_and_the_student_s(self, ask: Ask) -> None:
        (error,) = ask("def f():\n    return 1 / 0", "x = 1\nf()").outputs("test")

        assert error["ename"] == "ZeroDivisionError"
        assert error["traceback"][0] == "line 2 of the test: f()"
        assert "return 1 / 0" in error["traceback"][1]

    def test_names_of_a_test_are_there_for_the_next(self, ask: Ask) -> None:
        assert ask(SQUARES, "want = [1, 4]\ndef ok(): return squares(2) == want", "assert ok()").points == {
            "test": 1,
            "test-2": 1,
        }

    def test_and_for_the_student_s_later_cells(self, sandbox: Sandbox) -> None:
        paper = Paper("ps", "python", (solution(""), check("base = 3"), check("assert later == 4", "test-2")))
        handed = [("answer", ""), ("test", ""), ("", "later = base + 1"), ("test-2", "")]
        marked = sit(paper, sandbox, notebook(handed), {})

        assert Outcome(marked, laid(paper, marked)).points == {"test": 1, "test-2": 1}


HIDDEN = "assert f(1) == 2\n### BEGIN HIDDEN TESTS\nassert f(4711) == 9422, 'f(4711) is 9422'\n### END HIDDEN TESTS"


class TestHiddenTests:
    @pytest.mark.parametrize(
        "student",
        [
            "def f(x): return 2",
            "def f(x):\n    print('called with', x)\n    return 2",
            "def f(x):\n    if x > 1: raise ValueError(f'called with {x}')\n    return 2",
            "import sys\ndef f(x):\n    print(x, file=sys.stderr)\n    return 2 * x",
            "import warnings\ndef f(x):\n    warnings.warn(f'called with {x}')\n    return 2",
            "def f(x):\n    while x > 1: pass\n    return 2",
        ],
        ids=["wrong", "printing", "raising", "printing to stderr", "warning", "looping"],
    )
    def test_are_run_and_never_shown(self, student: str, ask: Ask) -> None:
        outcome = ask(student, HIDDEN)

        assert outcome.points == {"test": 0}
        assert "4711" not in outcome.text
        assert "9422" not in outcome.text

    def test_in_a_function_that_a_later_test_calls_are_not_shown(self, ask: Ask) -> None:
        first = "### BEGIN HIDDEN TESTS\ndef same(x):\n    assert f(x) == 9422, x\n### END HIDDEN TESTS"
        outcome = ask("def f(x): return 1", first, "same(4711)")

        assert outcome.points == {"test": 1, "test-2": 0}
        assert "9422" not in outcome.text

    def test_leave_a_line_that_says_so(self, ask: Ask) -> None:
        outcome = ask("def f(x): return 2 * x", HIDDEN)

        assert outcome.points == {"test": 1}
        assert outcome.cells[1]["source"] == "assert f(1) == 2\n# hidden tests ran here"


PERSONS = {
    "the source": "import inspect\nassert 'for' in inspect.getsource(f)",
    "the history": "assert 'for' in In[1]",
    "another language": "%%bash\ntrue",
    "text that is run": "text = 'f(1)'\neval(text)",
    "pickles": "import pickle\npickle.load(open('model.bin', 'rb'))",
    "a patched builtin": "from unittest.mock import patch\nwith patch('builtins.input', return_value='5'):\n    f(1)",
    "an object of the test's class": "class Mine: pass\nf(Mine())",
    "a callback that asks back": "f(lambda: f(1))",
    "an object that nobody asked for": "assert thing == 5",
}


class TestWhatIsNotPossible:
    @pytest.mark.parametrize("case", PERSONS)
    def test_waits_for_a_person_instead_of_a_wrong_zero(self, case: str, ask: Ask) -> None:
        student = "class Thing: pass\nthing = Thing()\ndef f(x): return x() if callable(x) else x"
        outcome = ask(student, PERSONS[case], "assert f(1) == 1")

        assert list(outcome.marked.held) == ["test"], outcome.outputs("test")
        assert outcome.points == {"test": 0, "test-2": 1}

    def test_is_noticed_even_where_the_test_catches_everything(self, ask: Ask) -> None:
        outcome = ask("def f(x): return x", "class Mine: pass\ntry:\n    f(Mine())\nexcept:\n    pass")

        assert list(outcome.marked.held) == ["test"]

    def test_of_a_notebook_in_another_language_is_said_for_each_test(self, ask: Ask) -> None:
        outcome = ask("squares <- function(n) n", "stopifnot(TRUE)", language="R")

        assert outcome.marked.held == {"test": "the notebook is written in R"}


class TestTime:
    def test_a_student_s_endless_loop_ends_the_test_and_the_next_one_goes_on(self, ask: Ask) -> None:
        student = "def f():\n    while True: pass\ndef g(): return 1"
        outcome = ask(student, "try:\n    f()\nexcept:\n    pass", "assert g() == 1")

        assert outcome.points == {"test": 0, "test-2": 1}
        assert outcome.outputs("test")[0]["ename"] == "Stopped"

    def test_an_endless_cell_leaves_the_others_alone(self, ask: Ask) -> None:
        outcome = ask([("answer", "def f(): return 1"), ("", "while True: pass")], "assert f() == 1")

        assert outcome.points == {"test": 1}

    def test_a_test_that_computes_for_ever_on_a_student_s_data_is_ended(self, ask: Ask) -> None:
        outcome = ask("n = 10 ** 12", "total = 0\nwhile total < n:\n    total += 1", "assert n > 0")

        assert outcome.points == {"test": 0, "test-2": 1}
        assert outcome.outputs("test")[0]["ename"] == "TimeLimitExceeded"

    def test_a_process_that_ends_itself_costs_its_own_test_alone(self, ask: Ask) -> None:
        outcome = ask("import os\ndef f(): os._exit(0)\ndef g(): return 1", "f()", "assert g() == 1")

        assert outcome.points == {"test": 0, "test-2": 1}

    def test_a_test_that_sleeps_is_ended(self) -> None:
        with Sandbox(Limits(cell_seconds=2, call_seconds=1, notebook_seconds=3)) as quick:
            paper = Paper("ps", "python", (solution(""), check("import time\ntime.sleep(60)")))
            marked = sit(paper, quick, notebook([("answer", "x = 1")]), {})

        assert Outcome(marked, laid(paper, marked)).outputs("test")[0]["ename"] == "TimeLimitExceeded"


class TestFiles:
    GIVEN = {"helpers.py": b"def agree(a, b):\n    return a == b\n", "data.csv": b"1,2\n"}  # noqa: RUF012

    @pytest.fixture
    def batch(self) -> Iterator[Invigilator]:
        limits = Limits(cell_seconds=2, call_seconds=1, notebook_seconds=10)
        batch = Invigilator(limits, preload=("helpers", "nowhere"), given=self.GIVEN)
        yield batch
        batch.close()

    def grade(self, batch: Invigilator, student: str, test: str, files: dict[str, bytes]) -> Answer:
        paper = Paper("ps", "python", (solution(""), check(test)))
        return batch.grade(paper, notebook([("answer", student)]), {**files, **self.GIVEN})

    def test_of_the_course_are_there_for_both_sides(self, batch: Invigilator) -> None:
        student = "import helpers\nok = helpers.agree(open('data.csv').read(), '1,2\\n')"
        answer = self.grade(batch, student, "import helpers\nassert helpers.agree(ok, True)", {})

        assert answer.cells[1]["outputs"] == []

    def test_of_the_student_are_never_imported_by_a_test(self, batch: Invigilator) -> None:
        files = {"numpy/__init__.py": b"allclose = lambda *a: True", "mine.py": b"x = 1"}
        shadowed = self.grade(batch, "x = 4", "import numpy as np\nassert np.allclose(x, 5)", files)
        mine = self.grade(batch, "x = 4", "import mine", files)

        assert shadowed.cells[1]["outputs"][0]["ename"] == "AssertionError"
        assert mine.held == {"test": "the test imports 'mine', which is a file of the student's"}

    def test_a_process_that_dies_is_started_again(self, batch: Invigilator) -> None:
        with pytest.raises(WorkerDied):
            self.grade(batch, "x = 1", "import os\nos._exit(3)", {})

        assert self.grade(batch, "x = 1", "assert x == 1", {}).cells[1]["outputs"] == []


class TestRepairs:
    COURSE = (solution("def f(): pass"), check("assert f() == 1"))

    def points(self, sandbox: Sandbox, data: bytes) -> tuple[dict[str, float | None], Marked]:
        paper = Paper("ps", "python", self.COURSE)
        marked = sit(paper, sandbox, data, {})
        return Outcome(marked, laid(paper, marked)).points, marked

    @pytest.mark.parametrize(
        ("cells", "repair"),
        [
            ([("answer", "def f(): return 1")], "cell 'test' was missing: it was put back"),
            ([("answer", "def f(): return 1"), ("test", ""), ("test", "x")], "cell 'test' stood more than once"),
            (
                [("answer", "def f(): return 0"), ("answer", "def f(): return 1"), ("test", "")],
                "cell 'answer' stood more",
            ),
            ([("", "def f(): return 1"), ("test", "assert True")], ""),
        ],
        ids=["a deleted test", "a test twice", "an answer twice", "an answer without its name"],
    )
    def test_leave_the_work_its_points(self, cells: list[tuple[str, str]], repair: str, sandbox: Sandbox) -> None:
        points, marked = self.points(sandbox, notebook(cells))

        assert points == {"test": 1}
        assert repair in " ".join(marked.notes)

    def test_save_what_stands_in_a_file_cut_off(self, sandbox: Sandbox) -> None:
        whole = notebook([("answer", "def f(): return 1"), ("test", ""), ("", "x" * 500)])

        assert self.points(sandbox, whole[:-400])[0] == {"test": 1}

    def test_keep_the_pictures_of_a_written_answer(self, sandbox: Sandbox) -> None:
        handed = json.loads(notebook([("answer", "def f(): return 1")]))
        picture = {"photo.png": {"image/png": "aGVsbG8=", "text/html": "<script>"}}
        handed["cells"].append({"cell_type": "markdown", "source": "See", "metadata": {}, "attachments": picture})
        paper = Paper("ps", "python", self.COURSE)
        marked = sit(paper, sandbox, json.dumps(handed).encode(), {})

        assert laid(paper, marked)[-1]["attachments"] == {"photo.png": {"image/png": "aGVsbG8="}}

    def test_end_where_there_is_nothing_to_read(self, sandbox: Sandbox) -> None:
        points, marked = self.points(sandbox, b"")

        assert points == {"test": 0}
        assert marked.held == {"test": "the file is empty"}
