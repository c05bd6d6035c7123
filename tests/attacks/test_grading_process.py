"""Code of a student that gets into a grading process finds nothing there, and changes no other submission's marks."""

from __future__ import annotations

import ast
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from autograder.authoring import sample_submissions
from autograder.authoring.course_copy import copy_course
from autograder.course.configuration import Course
from autograder.course.notebook import Notebook
from autograder.grading.json_subprocess import WorkerDied
from autograder.grading.worker import Worker
from autograder.limits import Limits
from autograder.notebook_tests.source_notebook import SourceNotebook
from autograder.notebook_tests.worker import NotebookReply, NotebookWorker
from autograder.sandbox.host.sandbox import Sandbox
from tests.attacks.payload import SEARCH
from tests.notebook_tests.builders import check, notebook, solution
from tests.preparations import WITHOUT_MATPLOTLIB

pytestmark = pytest.mark.slow

UNIT = "training-loop"
COURSE_FILES = {"table.csv": b"1,2\n"}

INTRUSIONS = {
    "np.load with allow_pickle": "import numpy as np\nnp.load('values.npy', allow_pickle=True)",
    "np.load of an archive": "import numpy as np\ndict(np.load('values.npz', allow_pickle=True))",
    "np.load, spelled otherwise": "import numpy as np\n"
    "getattr(np, 'lo' 'ad')('values.npy', **{'allow_' 'pickle': True})",
    "yaml.unsafe_load": "import yaml\nyaml.unsafe_load(open('values.yaml'))",
    "doctest": "import doctest\ndoctest.run_docstring_examples(square, {'square': square})",
    "timeit": "import timeit\ntimeit.timeit(square('text'), number=1)",
    "runpy": "import runpy\nrunpy.run_path('program.txt')",
    "an interpreter": "import code\ncode.InteractiveInterpreter().runsource(square('text'))",
    "exec by another name": "run = getattr(__builtins__, 'exec', None) or __builtins__['exec']\n"
    "run(square('text'), {})",
    "a program": "import subprocess\nsubprocess.run(['bash', 'program.sh'])",
}
"""Tests that would run what the student wrote."""

STUDENT = """
import numpy as np

class Payload:
    def __reduce__(self):
        return (exec, ("import numpy; numpy.allclose = lambda *a: True; raise SystemExit(7)",))

array = np.empty(1, dtype=object)
array[0] = Payload()
np.save("values.npy", array, allow_pickle=True)
np.savez("values.npz", values=array)
TEXT = "import numpy; numpy.allclose = lambda *a: True; raise SystemExit(7)"
open("values.yaml", "w").write(f"!!python/object/apply:exec ['{TEXT}']")
open("program.txt", "w").write(TEXT)
open("program.sh", "w").write("exit 7")

def square(x):
    '''Square.

    >>> raise SystemExit(7)
    '''
    return TEXT if x == "text" else x * x
"""


@pytest.fixture(scope="module", autouse=True)
def _skip_if_a_layer_is_missing() -> None:
    with Sandbox(preparation=WITHOUT_MATPLOTLIB) as sandbox:
        if not sandbox.isolation.complete:
            pytest.skip("; ".join(f"{missing.layer}: {missing.reason}" for missing in sandbox.missing))


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """A port of this machine at which somebody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.fixture
def target(tmp_path: Path, port: int, monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """What the code in the grading process looks for."""
    paths = [tmp_path / name for name in ("gradebook.db", "submitted/ada/ps.ipynb", ".config/token")]
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("secret")
    monkeypatch.setenv("GRADER_TEST_SECRET", "secret")
    return {"secrets": {path.name: str(path) for path in paths}, "port": port, "pid": os.getpid()}


def test_the_search_would_find_everything_without_confinement(target: dict[str, object], tmp_path: Path) -> None:
    code = re.sub(r"attempt\((?=.(run a program|write to the (system|kit)).,)", "(lambda *_: None)(", SEARCH)
    command = [sys.executable, "-c", f"{code}\nprint(search({target!r}))"]
    variables = {**os.environ, "HOME": str(tmp_path)}
    completed = subprocess.run(command, capture_output=True, text=True, check=True, env=variables)
    names = {"gradebook.db", "ps.ipynb", "token"}

    assert set(ast.literal_eval(completed.stdout)) >= {
        *(f"{verb} {name}" for verb in ("read", "write to", "write beside") for name in names),
        *("read the users of the machine", "read a variable of the environment", "use the network"),
        *("signal the batch", "see other processes", "run a program beside", "fork", "fill the disk"),
    }


def test_code_in_the_grading_process_of_a_unit_finds_nothing(
    course: Course, solved: Notebook, target: dict[str, object], tmp_path: Path
) -> None:
    """A check of this copy of the course runs what a student could have got into it."""
    copy_course(course, tmp_path / "course")
    checks = tmp_path / "course" / "hidden_checks" / UNIT.replace("-", "_") / "test_training_loop.py"
    head, method, rest = checks.read_text().partition("        for case in CASES:\n")
    payload = f"from lab.checking.failures import CheckFailed; raise CheckFailed(str(search({target!r})))"
    head = head.replace("import numpy as np\n", f"import numpy as np\n{SEARCH}\n", 1)
    checks.write_text(f"{head}        {payload}\n{method}{rest}")
    (tmp_path / "course" / "gradebook.db").write_text("secret")
    target["secrets"] |= {  # type: ignore[operator]
        "the gradebook": str(tmp_path / "course" / "gradebook.db"),
        "another unit": str(course.unit("gradient").reference),
        "another unit's checks": str(course.unit("gradient").checks / "test_gradient.py"),
        "another unit's notebook": str(course.unit("gradient").source),
    }
    worker = Worker(Course.load(tmp_path / "course"), UNIT)
    report = worker.grade("mallory", sample_submissions.notebook_bytes(solved), {}).report
    worker.close()
    failed_checks = [check for exercise in report.exercises for check in exercise.checks if check.outcome == "failed"]

    assert report.isolation.grader
    assert {check.message for check in failed_checks} == {"[]"}


@pytest.fixture(scope="module")
def worker() -> Iterator[NotebookWorker]:
    """The worker of an ordinary course."""
    worker = NotebookWorker(Limits(cell_seconds=2, call_seconds=2, notebook_seconds=20), course_files=COURSE_FILES)
    yield worker
    worker.close()


def grade(worker: NotebookWorker, student: str, *tests: str) -> NotebookReply:
    checks = [check(test, f"test-{number}") for number, test in enumerate(tests)]
    source_notebook = SourceNotebook("ps", "python", (solution(""), *checks))
    cells = [("answer", student), *((cell.name, cell.source) for cell in checks)]
    return worker.grade(source_notebook, notebook(cells), COURSE_FILES)


def failures(reply: NotebookReply) -> list[bool]:
    return [any(output["output_type"] == "error" for output in cell["outputs"]) for cell in reply.cells[1:]]


@pytest.mark.parametrize("intrusion", INTRUSIONS.values(), ids=INTRUSIONS)
def test_a_test_that_would_run_a_students_code_earns_nothing_and_a_person_is_asked(
    worker: NotebookWorker, intrusion: str
) -> None:
    """In the student's own process it runs, and may change the verdicts there; the other run differs then."""
    wrong = "import numpy as np\nassert np.allclose(square(2), 5)"
    reply = grade(worker, STUDENT, "assert square(2) == 4", intrusion, "assert square(3) == 9", wrong)

    assert failures(reply) == [False, True, False, True]
    assert reply.manual_grading
    assert set(reply.manual_grading) <= {"test-1", "test-3"}


def test_code_in_the_grading_process_of_an_ordinary_course_finds_nothing(
    worker: NotebookWorker, target: dict[str, object]
) -> None:
    refused_line = re.compile(r'attempt\("(run a program|fork)')  # the cell would wait for a person, its output hidden
    code = "\n".join(line for line in SEARCH.split("\n") if not refused_line.search(line))
    reply = grade(worker, "x = 1", f"{code}\nprint(search({target!r}))")
    (printed,) = [output["text"] for output in reply.cells[1]["outputs"] if output["output_type"] == "stream"]

    assert worker.isolation.grader
    assert printed == "[]\n"


DISTURBANCES = {
    "replaced functions": "import numpy as np, json\nnp.allclose = lambda *a: True\njson.dumps = lambda *a: '{}'",
    "an end": "import os\nos._exit(0)",
    "forged replies at every descriptor": "import os\nfor descriptor in range(256):\n    try:\n"
    '        os.write(descriptor, b\'{"cells": [], "manual_grading": {}, "notes": []}\\n\')\n'
    "    except OSError:\n        pass",
    "forged commands at every descriptor": 'import os, struct\nbody = b\'{"command": "fork"}\'\n'
    "for descriptor in range(3, 256):\n    try:\n        os.write(descriptor, struct.pack('!I', len(body)) + body)\n"
    "    except OSError:\n        pass",
    "half a command": "import os\nfor descriptor in range(3, 256):\n    try:\n        os.write(descriptor, bytes(3))\n"
    "    except OSError:\n        pass",
    "a file of the course": "open('table.csv', 'w').write('forged')",
    "a module": "import sys\nsys.modules['colorsys'] = None",
}
"""What code in the grading process could do to the submissions after its own."""


@pytest.mark.parametrize("disturbance", DISTURBANCES.values(), ids=DISTURBANCES)
def test_code_in_the_grading_process_changes_no_other_submission(worker: NotebookWorker, disturbance: str) -> None:
    with suppress(WorkerDied):  # the price is this submission's own
        grade(worker, "x = 1", disturbance)
    tests = ["import numpy as np\nassert np.allclose(x, 1)", "import numpy as np\nassert np.allclose(x, 2)"]
    tests += ["import colorsys", "assert open('table.csv').read() == '1,2\\n'"]
    reply = grade(worker, "x = 1", *tests)

    assert failures(reply) == [False, True, False, False]
    assert not reply.manual_grading
