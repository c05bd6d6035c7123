"""The grader calls students' functions with copies of its data, and gets data back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder.sandbox.host.results import Raised, Returned, UnreadableResult
from autograder.sandbox.host.student_process import StudentProcess
from autograder.sandbox.protocol.framing import Handle

RunNotebook = Callable[..., StudentProcess]


def value(result: Returned | Raised) -> Any:
    assert isinstance(result, Returned), result
    return result.value


def exception(result: Returned | Raised) -> Raised:
    assert isinstance(result, Raised), result
    return result


def test_a_function_returns_a_value(run_notebook: RunNotebook) -> None:
    process = run_notebook("import numpy as np\ndef double(x, *, times=2):\n    return x * times")

    assert np.array_equal(value(process.call("double", [np.arange(3)])), [0, 2, 4])
    assert value(process.call("double", ["ab"], {"times": 3})) == "ababab"


def test_changed_arguments_come_back_and_the_grader_s_own_stay_unchanged(run_notebook: RunNotebook) -> None:
    process = run_notebook("def change(a, items, n, *, table):\n    a[0] = 9; items.append(1); table['x'] = 2")
    original = np.zeros(2)
    result = process.call("change", [original, [], 7], {"table": {}})

    assert isinstance(result, Returned)
    assert np.array_equal(result.arguments[0], [9, 0])
    assert result.arguments[1:] == ([1], 7)
    assert result.keywords == {"table": {"x": 2}}
    assert np.array_equal(original, [0, 0])


def test_read_only_and_strided_arguments_stay_so(run_notebook: RunNotebook) -> None:
    process = run_notebook("def flags(a):\n    return a.flags.writeable, a.flags.c_contiguous, a.sum()")
    read_only, strided = np.arange(4.0), np.arange(8.0)[::2]
    read_only.flags.writeable = False

    assert value(process.call("flags", [read_only])) == (False, True, 6.0)
    assert value(process.call("flags", [strided])) == (True, False, 12.0)


def test_an_exception_says_where_it_occurred(run_notebook: RunNotebook) -> None:
    process = run_notebook("def f(x):\n    y = 1\n    return x / 0")
    error = exception(process.call("f", [1]))

    assert (error.type_name, error.message, error.line) == ("ZeroDivisionError", "division by zero", 3)
    assert error.source_line == "return x / 0"
    assert error.bases == ("ZeroDivisionError", "ArithmeticError", "Exception", "BaseException")
    assert process.alive


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("raise SystemExit(0)", "SystemExit"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt"),
        ("return f()", "RecursionError"),
        ("return input()", "RuntimeError"),
        ("return [0] * 10**12", "MemoryError"),
        ("raise type('X' * 10_000, (Exception,), {})('y' * 10_000)", "X" * 100),
        ("raise type('Bad', (Exception,), {'__str__': lambda self: 1 / 0})", "Bad"),
        ("raise Exception('\\x1b[31m\\ud800')", "Exception"),
    ],
)
def test_no_exception_ends_the_process(run_notebook: RunNotebook, body: str, name: str) -> None:
    process = run_notebook(f"def f():\n    {body}\ndef g(): return 1")
    error = exception(process.call("f"))

    assert error.type_name == name
    assert len(error.message) <= 500
    assert error.message.isprintable()
    assert value(process.call("g")) == 1


@pytest.mark.parametrize(
    "body",
    [
        "x = []; x.append(x); return x",
        "return [0] * 10**7",
        "return 10 ** 10_000",
        "return 'x' * 10**8",
        "import numpy; return numpy.zeros(10**8)",
    ],
    ids=["cyclic", "ten million numbers", "a gigantic integer", "a long text", "a large array"],
)
def test_a_result_that_cannot_be_sent_is_unreadable_and_the_process_goes_on(
    run_notebook: RunNotebook, body: str
) -> None:
    process = run_notebook(f"def f(): {body}\ndef g(): return 1")

    assert isinstance(process.call("f"), UnreadableResult)
    assert value(process.call("g")) == 1


def test_a_missing_name_is_a_name_error(run_notebook: RunNotebook) -> None:
    process = run_notebook("x = 1")

    assert exception(process.call("f")).type_name == "NameError"
    assert process.exists("x")
    assert not process.exists("f")


def test_objects_stay_in_the_process_and_are_used_by_handles(run_notebook: RunNotebook) -> None:
    process = run_notebook(
        "class Scaler:\n    def fit(self, x):\n        self.mean_ = x.mean()\n        return self\n"
        "    def transform(self, x): return x - self.mean_"
    )
    scaler = value(process.call("Scaler"))

    assert isinstance(scaler, Handle)
    assert scaler.type_name == "Scaler"
    assert value(process.call((scaler, "fit"), [np.array([1.0, 3.0])])) == scaler
    assert value(process.fetch((scaler, "mean_"))) == 2.0
    assert np.array_equal(value(process.call((scaler, "transform"), [np.array([2.0])])), [0.0])


def test_an_unknown_handle_is_an_error_and_no_crash(run_notebook: RunNotebook) -> None:
    assert isinstance(run_notebook().call(Handle(99, "Scaler")), Raised)


def test_the_name_of_a_student_s_class_is_printable(run_notebook: RunNotebook) -> None:
    process = run_notebook("def f(): return type('\\x1b[31m\\u202e', (), {})()")

    assert value(process.call("f")).type_name.isprintable()


def test_the_warnings_of_a_call_are_returned(run_notebook: RunNotebook) -> None:
    process = run_notebook("import numpy as np\ndef f(x): return np.log(x)")
    result = process.call("f", [np.zeros(1)])

    assert isinstance(result, Returned)
    assert "divide by zero" in result.warnings[0]


FILTERS = [
    pytest.param("warnings.filterwarnings('ignore')\ndef f(x): return np.log(x)", id="in a cell"),
    pytest.param("def f(x):\n    warnings.simplefilter('ignore')\n    return np.log(x)", id="in the function"),
    pytest.param("np.seterr(all='ignore')\ndef f(x): return np.log(x)", id="numpy's"),
]


@pytest.mark.parametrize("code", FILTERS)
def test_a_warning_that_the_student_s_filters_ignore_is_not_returned(run_notebook: RunNotebook, code: str) -> None:
    result = run_notebook(f"import warnings\nimport numpy as np\n{code}").call("f", [np.zeros(1)])

    assert isinstance(result, Returned)
    assert result.warnings == ()


def test_a_warning_is_returned_for_every_call(run_notebook: RunNotebook) -> None:
    process = run_notebook("import numpy as np\ndef f(x): return np.log(x)")
    results = [process.call("f", [np.zeros(1)]) for _ in range(3)]

    assert [len(result.warnings) for result in results if isinstance(result, Returned)] == [1, 1, 1]


def test_files_are_written_to_and_read_from_the_scratch_folder(run_notebook: RunNotebook) -> None:
    process = run_notebook(
        "open('out.json', 'w').write(open('data/in.txt').read())\nimport os\nos.mkdir('folder')",
        files={"data/in.txt": b"hello"},
    )

    assert process.read_file("out.json") == b"hello"
    assert process.read_file("out.json", max_bytes=3) is None
    assert process.read_file("missing") is None
    assert process.read_file("folder") is None


def test_every_process_draws_its_own_random_numbers(run_notebook: RunNotebook) -> None:
    cell = "import random, numpy as np\ndef f(): return random.random(), np.random.rand()"

    assert value(run_notebook(cell).call("f")) != value(run_notebook(cell).call("f"))
