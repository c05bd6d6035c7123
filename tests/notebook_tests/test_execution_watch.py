"""A test that is about to run what a student wrote is stopped before it does, and a person is asked."""

from __future__ import annotations

import pytest

from autograder.notebook_tests.source_notebook import SourceCell
from tests.notebook_tests.builders import Grade

STUDENT = """
import os
import numpy as np

class Payload:
    def __reduce__(self):
        return (eval, ("1 / 0",))

array = np.empty(1, dtype=object)
array[0] = Payload()
np.save("values.npy", array, allow_pickle=True)
open("program.txt", "w").write("y = 1")
open("values.yaml", "w").write("!!python/object/apply:eval ['1 / 0']")

def square(x):
    '''Square.

    >>> 1 + 1
    2
    '''
    return "1 + 1" if x == "text" else x * x
"""

LOAD = "load = getattr(np, 'lo' + 'ad'); options = {'allow_' + 'pickle': True}\n"
TEXT = "text = str(square('text'))\n"

REFUSED = {
    "an array of pickled objects": f"import numpy as np\n{LOAD}load('values.npy', **options)",
    "a text, by another name": TEXT + "getattr(__import__('builtins'), 'ev' + 'al')(text)",
    "a text, by timeit": TEXT + "from timeit import repeat\nrepeat(text, number=1)",
    "a text, by an interpreter": TEXT
    + "from importlib import import_module\nimport_module('co' + 'de').InteractiveInterpreter().runsource(text)",
    "a file, by runpy": "from importlib import import_module\ngetattr(import_module('run' + 'py'), 'run_' + 'path')"
    "('program.txt')",
    "a program": "from importlib import import_module\ngetattr(import_module('o' + 's'), 'sys' + 'tem')('true')",
    "an exception that is caught": TEXT
    + "try:\n    getattr(__import__('builtins'), 'ev' + 'al')(text)\nexcept:\n    pass",
}

ALLOWED = {
    "a text of its own": "assert eval('square(3) + 1') == 10",
    "a data class": "from dataclasses import dataclass\n"
    "@dataclass\nclass Point:\n    x: int\nassert Point(square(2)).x == 4",
    "a named tuple": "from collections import namedtuple\nassert namedtuple('Point', 'x y')(1, square(2)).y == 4",
    "an import": "import colorsys, wave\nassert square(2) == 4",
    "a measurement of time": "import timeit\nassert timeit.timeit(lambda: square(2), number=2) < 60",
    "a measurement of its own text": "import timeit\nassert timeit.timeit('1 + 1', number=2) < 60",
    "plain arrays": "import numpy as np\nnp.save('own.npy', np.arange(3))\n"
    "assert np.load('own.npy').sum() == square(1) + 2",
    "a literal": "import ast\nassert ast.literal_eval(str(square(2))) == 4",
}


@pytest.mark.parametrize("test", REFUSED.values(), ids=REFUSED)
def test_a_test_that_would_run_what_a_student_wrote_needs_a_person(grade: Grade, test: str) -> None:
    graded = grade(STUDENT, test)

    assert graded.result.manual_grading["test"]
    assert graded.points["test"] in (0, None)


@pytest.mark.parametrize("test", ALLOWED.values(), ids=ALLOWED)
def test_a_test_may_run_what_is_its_own(grade: Grade, test: str) -> None:
    graded = grade(STUDENT, test)

    assert (graded.points, dict(graded.result.manual_grading)) == ({"test": 1}, {})


def test_a_locked_cell_starts_no_program_either(grade: Grade) -> None:
    source = "import os\nstatus = getattr(os, 'sys' + 'tem')('true')"
    locked = SourceCell("program", "code", source, locked=True)
    graded = grade(STUDENT, "assert square(2) == 4 and status == 0", locked=[locked])

    assert graded.result.manual_grading == {"test": "'status' of the course exists only in the student's process"}
