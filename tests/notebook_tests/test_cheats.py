"""Tricks that a student may try who does not know how to double an array. None earns a point."""

from __future__ import annotations

import textwrap

import pytest

from autograder.notebook_tests.rpc_server import RpcServer
from autograder.notebook_tests.source_notebook import SourceCell
from tests.notebook_tests.builders import Grade

NP = "import numpy as np"
STUB = "def f(x):\n    pass"

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
    "a replaced RPC server": """
        import gc
        for o in gc.get_objects():
            if type(o).__name__ == 'RpcServer':
                type(o).__call__ = lambda self, *a: ('returned', ('plain', True), '', '', [])
        def f(x): return x * 0
    """,
    "a forged reply": """
        import gc
        for o in gc.get_objects():
            if type(o).__name__ == 'RpcServer':
                value = ('object', (o, 'error', [['m', '__class__']], 3, None))
                type(o).__call__ = lambda self, *a: ('returned', value, 7, None, 9)
        def f(x): return x * 0
    """,
}

TESTS = {
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


@pytest.mark.parametrize("test", TESTS)
@pytest.mark.parametrize("cheat", CHEATS)
def test_no_trick_earns_a_point(cheat: str, test: str, grade: Grade) -> None:
    graded = grade(textwrap.dedent(CHEATS[cheat]), textwrap.dedent(TESTS[test]), stub=STUB, code=[NP])

    assert graded.points == {"test": 0}, graded.outputs()


@pytest.mark.parametrize("test", [name for name in TESTS if name != "the frame's own comparison"])
def test_honest_work_earns_the_point(test: str, grade: Grade) -> None:
    assert grade("def f(x): return 2 * x", textwrap.dedent(TESTS[test]), stub=STUB).points == {"test": 1}


def test_the_tricks_that_replace_the_rpc_server_look_for_its_name() -> None:
    assert sum(f"'{RpcServer.__name__}'" in cheat for cheat in CHEATS.values()) == 2


def test_functions_of_the_course_cannot_be_replaced(grade: Grade) -> None:
    agree = SourceCell("agree", "code", "def agree(a, b): return a == b", locked=True)
    student = "def f(): return 0\ndef agree(a, b): return True"

    assert grade(student, "assert agree(f(), 5)", locked=[agree]).points == {"test": 0}
