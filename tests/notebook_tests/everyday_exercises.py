"""Exercises with the idioms that test cells of ordinary courses use: each a solution, a test, a wrong answer.

A fourth part is a locked cell above them.
"""

from __future__ import annotations

import textwrap

from tests.notebook_tests.stock_comparison import Exercise


def exercise(name: str, text: str) -> Exercise:
    """Return an exercise given by its cells, which lines of dashes separate."""
    parts = [part.strip("\n") for part in textwrap.dedent(text).split("\n--\n")]
    solution, test, wrong, locked = [*parts, ""][:4]
    begin, end = "### BEGIN SOLUTION", "### END SOLUTION"
    return Exercise(name, f"{begin}\n{solution}\n{end}", test, wrong, locked)


OTHER_PROCESS = {
    "await": """
        async def double(x): return 2 * x
        --
        assert await double(4) == 8
        --
        async def double(x): return x
    """,
    "a patched function": """
        import random
        def roll(): return random.randint(1, 6)
        --
        from unittest import mock
        with mock.patch("random.randint", return_value=9) as dice:
            assert roll() == 9
            dice.assert_called_once_with(1, 6)
        --
        def roll(): return 9
    """,
    "a patched object": """
        import random
        def draw(): return random.choice("abc")
        --
        import random
        from unittest.mock import patch
        with patch.object(random, "choice", lambda items: "z"):
            assert draw() == "z"
        --
        def draw(): return "a"
    """,
    "a replaced function of a module": """
        import time
        def nap(seconds): time.sleep(seconds / 10)
        --
        import time
        naps, sleep = [], time.sleep
        time.sleep = naps.append
        nap(1)
        time.sleep = sleep
        assert naps == [0.1]
        --
        def nap(seconds): return seconds
    """,
    "the environment": """
        import os
        def place(): return os.environ.get("PLACE")
        --
        import os
        os.environ["PLACE"] = "here"
        assert place() == "here"
        --
        def place(): return "there"
    """,
    "arguments of the program": """
        import sys
        def first_argument(): return sys.argv[1]
        --
        import sys
        arguments, sys.argv = sys.argv, ["program", "x"]
        assert first_argument() == "x"
        sys.argv = arguments
        --
        def first_argument(): return "y"
    """,
    "a dictionary with defaults": """
        from collections import defaultdict
        def by_length(words):
            table = defaultdict(list)
            for word in words: table[len(word)].append(word)
            return table
        --
        table = by_length(["a", "bb"])
        assert table[1] == ["a"] and table[9] == []
        --
        def by_length(words): return {1: ["a"]}
    """,
    "attributes of an exception": """
        class TooMany(Exception):
            def __init__(self, count):
                super().__init__("too many")
                self.count = count
        def require_few(count):
            if count > 9: raise TooMany(count)
        --
        try:
            require_few(12)
        except TooMany as error:
            assert error.count == 12
        else:
            assert False
        --
        class TooMany(Exception): count = 0
        def require_few(count): raise TooMany
    """,
    "the code of an exit": """
        import sys
        def leave(): sys.exit(3)
        --
        try:
            leave()
        except SystemExit as end:
            assert end.code == 3
        else:
            assert False
        --
        def leave(): return 3
    """,
    "dataclasses": """
        from dataclasses import dataclass
        @dataclass
        class Book:
            title: str
            pages: int = 0
        --
        import dataclasses
        assert dataclasses.is_dataclass(Book) and len(dataclasses.fields(Book)) == 2
        assert dataclasses.asdict(Book("x")) == {"title": "x", "pages": 0}
        --
        class Book:
            def __init__(self, title): self.title = title
    """,
    "an abstract class": """
        from abc import ABC, abstractmethod
        class Form(ABC):
            @abstractmethod
            def size(self): ...
        --
        import inspect
        assert inspect.isabstract(Form) and Form.__module__ == "__main__"
        --
        class Form: pass
    """,
    "a copy of an object": """
        class Basket:
            def __init__(self): self.items = []
        --
        import copy
        first = Basket()
        second = copy.deepcopy(first)
        second.items.append(1)
        assert first.items == [] and copy.copy(first).items == []
        --
        class Basket: items = []
    """,
    "a class derived in the test": """
        class Animal:
            def speak(self): return self.sound() + "!"
        --
        class Dog(Animal):
            def sound(self): return "woof"
        assert Dog().speak() == "woof!"
        --
        class Animal:
            def speak(self): return "!"
    """,
    "a list that a context manager keeps": """
        from contextlib import contextmanager
        @contextmanager
        def logged(log):
            log.append("in")
            yield
            log.append("out")
        --
        entries = []
        with logged(entries): entries.append("body")
        assert entries == ["in", "body", "out"]
        --
        @contextmanager
        def logged(log): yield
    """,
    "a list that a closure keeps": """
        def adder(book):
            def add(item): book.append(item)
            return add
        --
        pages = []
        add = adder(pages)
        add(1)
        add(2)
        assert pages == [1, 2]
        --
        def adder(book): return lambda item: None
    """,
    "a list that an object keeps": """
        class Stack:
            def __init__(self, items): self.items = items
            def push(self, item): self.items.append(item)
        --
        base = []
        Stack(base).push(1)
        assert base == [1]
        --
        class Stack:
            def __init__(self, items): self.items = list(items)
            def push(self, item): self.items.append(item)
    """,
    "a decorator with wraps": """
        import functools
        def twice(function):
            @functools.wraps(function)
            def call(x): return function(function(x))
            return call
        --
        @twice
        def plus_one(x): return x + 1
        assert plus_one(0) == 2 and plus_one.__wrapped__(0) == 1 and plus_one.__name__ == "plus_one"
        --
        def twice(function): return lambda x: function(function(x))
    """,
    "exact types": """
        import fractions, matplotlib.pyplot as plt
        class Kind: pass
        kind, figure = Kind(), plt.figure()
        def function(): pass
        --
        from hashlib import sha1
        assert type(kind) is Kind and kind.__class__ is Kind and type(kind).__name__ == "Kind"
        assert type(function).__name__ == "function" and type(figure).__name__ == "Figure"
        assert sha1(str(type(figure)).encode()).hexdigest() == sha1(str(plt.Figure).encode()).hexdigest()
        --
        class Kind: pass
        kind, figure, function = 1, 2, 3
    """,
    "aliases in one value": """
        import numpy as np
        row = np.arange(3)
        rows = [0, row]
        --
        assert rows == [0, row]
        --
        rows = [1]
        row = 0
    """,
    "a large array": """
        import numpy as np
        large = np.ones(9_000_000)
        --
        assert large[:10].sum() == 10 and large.shape == (9_000_000,)
        --
        large = np.ones(3)
    """,
    "examples in a docstring": """
        def square(x):
            '''Square.

            >>> square(2)
            4
            '''
            return x * x
        --
        import doctest
        runner = doctest.DocTestRunner(verbose=False)
        for found in doctest.DocTestFinder().find(square, "square", globs=globals()): runner.run(found)
        assert runner.summarize(verbose=False).failed == 0 and runner.summarize(verbose=False).attempted == 1
        --
        def square(x):
            '''Square.

            >>> square(2)
            5
            '''
    """,
    "the main module": """
        def known(): return 1
        --
        import __main__
        assert __main__.known() == 1
        --
        def known(): return 2
    """,
    "a file that a function writes": """
        def save(name, text):
            with open(name, "w") as file: file.write(text)
        --
        save("saved.txt", "hello")
        assert open("saved.txt").read() == "hello"
        --
        def save(name, text): pass
    """,
    "a file that the test writes": """
        def load(name):
            with open(name) as file: return file.read()
        --
        import os, tempfile
        path = os.path.join(tempfile.mkdtemp(), "two.txt")
        for name in ("one.txt", path):
            with open(name, "w") as file: file.write("two")
            assert load(name) == "two"
        --
        def load(name): return "one"
    """,
    "the source of a function": """
        def total(items): return sum(items)
        --
        import inspect
        assert "sum(" in inspect.getsource(total)
        --
        def total(items): return 0
    """,
    "magics": """
        def one(): return 1
        --
        %time result = one()
        %matplotlib inline
        assert result == 1
        --
        def one(): return 2
    """,
    "a function replaced by the test": """
        def inner(): return 1
        def outer(): return inner()
        --
        def inner(): return 7
        assert outer() == 7
        --
        def inner(): return 1
        def outer(): return 1
    """,
    "exec of a text": """
        program = "answer = 6 * 7"
        --
        names = {}
        exec(program, names)
        assert names["answer"] == 42
        --
        program = "answer = 6"
    """,
}
"""Tests that are impossible, or mean something else, outside the student's process."""

LIBRARIES = {
    "results of SciPy": """
        from scipy.optimize import minimize
        result = minimize(lambda x: (x[0] - 2) ** 2, [0.0])
        --
        assert abs(result.x[0] - 2) < 1e-4 and result.success
        --
        result = None
    """,
    "a bunch of scikit-learn": """
        from sklearn.datasets import load_iris
        iris = load_iris()
        --
        assert iris.data.shape == (150, 4)
        --
        iris = {}
    """,
    "a model that the test fits": """
        from sklearn.tree import DecisionTreeClassifier
        model = DecisionTreeClassifier()
        --
        import numpy as np
        from sklearn.base import clone
        from sklearn.model_selection import cross_val_score
        xs = np.arange(20.0).reshape(-1, 1)
        assert len(cross_val_score(clone(model), xs, (xs.ravel() > 9).astype(int), cv=2)) == 2
        --
        model = None
    """,
}

SEPARATE = {
    "a comparison of numbers": """
        def triple(x): return 3 * x
        --
        assert triple(2) == 6
        ### BEGIN HIDDEN TESTS
        assert [triple(number) for number in range(5)] == [0, 3, 6, 9, 12]
        ### END HIDDEN TESTS
        --
        def triple(x): return 6
    """,
    "an imported function": """
        from math import factorial
        --
        assert factorial(5) == 120
        --
        def factorial(n): return n
    """,
    "a function named like an import": """
        def cube_root(x): return x ** (1 / 3)
        --
        assert round(cube_root(27), 6) == 3
        --
        def cube_root(x): return x
        --
        from math import sqrt as cube_root
    """,
    "an imported module": """
        import statistics
        --
        assert statistics.mean([1, 2, 3]) == 2
        --
        statistics = None
    """,
    "a helper of a locked cell": """
        def half(x): return x / 2
        --
        close_to(half(3), 1.5)
        --
        def half(x): return x
        --
        TOLERANCE = 1e-9
        def close_to(a, b, tolerance=TOLERANCE): assert abs(a - b) < tolerance
    """,
    "a class that the course gives": """
        class Square(Shape):
            def area(self): return self.side ** 2
        --
        assert isinstance(Square(2), Shape) and Square(2).area() == 4
        --
        class Square(Shape):
            def area(self): return self.side
        --
        class Shape:
            def __init__(self, side): self.side = side
    """,
    "the variable that nbgrader sets": """
        answer = 42
        --
        import os
        assert isinstance(answer, int)
        if os.environ.get("NBGRADER_EXECUTION") == "autograde":
            assert answer == 42
        --
        answer = "?"
    """,
    "names of the test above": """
        area = pi * 4
        --
        assert 12 < area < 13
        from math import sqrt
        --
        area = 4
        --
        from math import pi
    """,
    "names of that test in a solution": """
        diagonal = sqrt(2)
        --
        assert round(diagonal, 3) == 1.414
        --
        diagonal = 2
    """,
    "a figure": """
        import matplotlib.pyplot as plt
        figure, axes = plt.subplots()
        axes.plot([1, 2], [3, 4])
        axes.set_title("Loss")
        --
        assert axes.get_title() == "Loss" and len(axes.lines) == 1
        --
        figure, axes = plt.subplots()
    """,
}
"""Tests that can be run outside the student's process."""
