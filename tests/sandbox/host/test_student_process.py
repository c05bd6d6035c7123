"""The grader calls the student's functions with copies of its data and gets data back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder.sandbox import Handle, ProcessEnded, Raised, Returned, StudentProcess, UnreadableResult

Notebook = Callable[..., StudentProcess]


def value(answer: Returned | Raised) -> Any:
    assert isinstance(answer, Returned), answer
    return answer.value


def failure(answer: Returned | Raised) -> Raised:
    assert isinstance(answer, Raised), answer
    return answer


def test_a_function_returns_a_value(notebook: Notebook) -> None:
    child = notebook("import numpy as np\ndef double(x, *, times=2):\n    return x * times")

    assert np.array_equal(value(child.call("double", [np.arange(3)])), [0, 2, 4])
    assert value(child.call("double", ["ab"], {"times": 3})) == "ababab"


def test_arguments_come_back_as_the_call_left_them_and_the_graders_own_stay(notebook: Notebook) -> None:
    child = notebook("def spoil(a, items, n, *, table):\n    a[0] = 9; items.append(1); table['x'] = 2")
    mine = np.zeros(2)
    answer = child.call("spoil", [mine, [], 7], {"table": {}})

    assert isinstance(answer, Returned)
    assert np.array_equal(answer.arguments[0], [9, 0])
    assert answer.arguments[1:] == ([1], 7)
    assert answer.keywords == {"table": {"x": 2}}
    assert np.array_equal(mine, [0, 0])


def test_read_only_and_strided_arguments_arrive_as_such(notebook: Notebook) -> None:
    child = notebook("def flags(a):\n    return a.flags.writeable, a.flags.c_contiguous, a.sum()")
    frozen, strided = np.arange(4.0), np.arange(8.0)[::2]
    frozen.flags.writeable = False

    assert value(child.call("flags", [frozen])) == (False, True, 6.0)
    assert value(child.call("flags", [strided])) == (True, False, 12.0)


def test_an_exception_is_a_value_that_says_where_it_came_from(notebook: Notebook) -> None:
    child = notebook("def f(x):\n    y = 1\n    return x / 0")
    told = failure(child.call("f", [1]))

    assert (told.type_name, told.message, told.line) == ("ZeroDivisionError", "division by zero", 3)
    assert told.source_line == "return x / 0"
    assert told.bases[:3] == ("ZeroDivisionError", "ArithmeticError", "Exception")
    assert child.alive


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
def test_no_exception_ends_the_child(notebook: Notebook, body: str, name: str) -> None:
    child = notebook(f"def f():\n    {body}\ndef g(): return 1")
    told = failure(child.call("f"))

    assert told.type_name == name
    assert len(told.message) <= 500
    assert told.message.isprintable()
    assert value(child.call("g")) == 1


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
def test_what_cannot_cross_is_unreadable_and_the_child_lives_on(notebook: Notebook, body: str) -> None:
    child = notebook(f"def f(): {body}\ndef g(): return 1")

    assert isinstance(child.call("f"), UnreadableResult)
    assert value(child.call("g")) == 1


def test_a_missing_name_is_a_name_error(notebook: Notebook) -> None:
    child = notebook("x = 1")

    assert failure(child.call("f")).type_name == "NameError"
    assert child.exists("x")
    assert not child.exists("f")


def test_objects_stay_in_the_child_as_handles(notebook: Notebook) -> None:
    child = notebook(
        "class Scaler:\n    def fit(self, x):\n        self.mean_ = x.mean()\n        return self\n"
        "    def transform(self, x): return x - self.mean_"
    )
    scaler = value(child.call("Scaler"))

    assert isinstance(scaler, Handle)
    assert scaler.type_name == "Scaler"
    assert value(child.call((scaler, "fit"), [np.array([1.0, 3.0])])) == scaler
    assert value(child.fetch((scaler, "mean_"))) == 2.0
    assert np.array_equal(value(child.call((scaler, "transform"), [np.array([2.0])])), [0.0])


def test_an_unknown_handle_is_a_failure_not_a_crash(notebook: Notebook) -> None:
    assert isinstance(notebook().call(Handle(99, "Scaler")), Raised)


def test_a_function_passed_as_argument_calls_back(notebook: Notebook) -> None:
    child = notebook("def slope(f, x):\n    return (f(x + 1) - f(x - 1)) / 2")
    seen = []

    def square(x: Any) -> Any:
        seen.append(x)
        return x**2

    assert np.array_equal(value(child.call("slope", [square, np.array([3.0])])), [6.0])
    assert [float(x[0]) for x in seen] == [4.0, 2.0]


def test_a_trusted_functions_exception_tells_nothing(notebook: Notebook) -> None:
    child = notebook(
        "def use(f):\n    try:\n        f()\n    except Exception as e:\n        return type(e).__name__, str(e)"
    )

    def secret() -> None:
        raise ValueError("the expected value is 42")

    name, text = value(child.call("use", [secret]))

    assert name == "RuntimeError"
    assert "42" not in text


def test_a_substitute_answers_in_place_of_a_global_and_can_be_undone(notebook: Notebook) -> None:
    child = notebook("def mse(a): return 'mine'\ndef loss(a): return mse(a)")
    restore = child.substitute("mse", lambda a: ("reference", a))

    assert value(child.call("loss", [1])) == ("reference", 1)
    restore()
    assert value(child.call("loss", [1])) == "mine"


def test_a_substitute_for_a_missing_name_leaves_nothing_behind(notebook: Notebook) -> None:
    child = notebook()
    child.substitute("mse", abs)()

    assert not child.exists("mse")


def test_a_trusted_function_that_is_asked_for_a_night_of_work_ends_the_child(notebook: Notebook) -> None:
    child = notebook("def use(f): return f(10**15)")

    def count(n: int) -> int:
        return sum(1 for _ in range(n))

    with pytest.raises(ProcessEnded, match="asked for more work than fits into 1 seconds"):
        child.call("use", [count])
    assert not child.alive


def test_a_trusted_function_that_is_asked_for_all_the_memory_gives_nothing(notebook: Notebook) -> None:
    child = notebook("def use(f):\n    try: f(10**11)\n    except RuntimeError: return 'nothing'\ndef g(): return 1")

    assert value(child.call("use", [bytes])) == "nothing"
    assert value(child.call("g")) == 1


def test_a_name_of_a_student_s_class_cannot_steer_a_terminal(notebook: Notebook) -> None:
    child = notebook("def f(): return type('\\x1b[31m\\u202e', (), {})()")

    assert value(child.call("f")).type_name.isprintable()


def test_warnings_of_a_call_are_told(notebook: Notebook) -> None:
    child = notebook("import numpy as np\ndef f(x): return np.log(x)")
    answer = child.call("f", [np.zeros(1)])

    assert isinstance(answer, Returned)
    assert "divide by zero" in answer.warnings[0]


def test_files_go_in_and_come_out_of_the_scratch_folder(notebook: Notebook) -> None:
    child = notebook(
        "open('out.json', 'w').write(open('data/in.txt').read())\nimport os\nos.mkdir('folder')",
        files={"data/in.txt": b"hello"},
    )

    assert child.read_file("out.json") == b"hello"
    assert child.read_file("out.json", max_bytes=3) is None
    assert child.read_file("missing") is None
    assert child.read_file("folder") is None


def test_a_file_outside_the_folder_is_refused(sandbox: Any) -> None:
    with pytest.raises(ValueError, match="inside"):
        sandbox.open({"../x": b""})


def test_every_child_draws_its_own_random_numbers(notebook: Notebook) -> None:
    cell = "import random, numpy as np\ndef f(): return random.random(), np.random.rand()"

    assert value(notebook(cell).call("f")) != value(notebook(cell).call("f"))


def test_a_closed_child_answers_no_more(notebook: Notebook) -> None:
    child: StudentProcess = notebook("def f(): pass")
    child.close()

    assert not child.alive
    with pytest.raises(ProcessEnded):
        child.call("f")
