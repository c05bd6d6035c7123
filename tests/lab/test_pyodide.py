"""`lab` in Pyodide, Python for browsers: no threads, no processes, and a time limit all the same.

These run in Node.js. NumPy is a stand-in, so no check of a unit is among them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests import pyodide_runtime
from tests.pyodide_runtime import Pyodide

pytestmark = pytest.mark.slow

LIMIT = """
import json, time, traceback
from lab.checking.timeout import CheckTimeout, run_with_timeout

def stopped(function, seconds=0.2):
    start = time.monotonic()
    try:
        run_with_timeout(function, seconds)
    except CheckTimeout as stop:
        names = [frame.name for frame in traceback.extract_tb(stop.__traceback__)]
        return [names, time.monotonic() - start]
    return None
"""

EXERCISE = """
import sys
import __main__
from lab.checking import exercises
from lab.checking.api import exercise, expect, points

@exercise("wait")
class TestWait:
    @points(1)
    def test_waits(self, student):
        '''It comes back.'''
        expect(student.wait(3.0).value == 3.0, 'it should come back')

exercises.find = lambda name: exercises.Exercise("wait", 1, TestWait)
"""


@pytest.fixture(scope="module")
def pyodide() -> Iterator[Pyodide]:
    if not pyodide_runtime.is_possible():
        pytest.skip("no Node.js with npm here")
    pyodide_runtime.install()
    runtime = Pyodide()
    yield runtime
    runtime.close()


def run(pyodide: Pyodide, code: str) -> Any:
    """Run code whose last line is a value for JSON."""
    *lines, last = code.strip().splitlines()
    value, _ = pyodide.run("\n".join(["import json", *lines, f"json.dumps({last})"]))
    return json.loads(value)


def test_this_is_python_for_a_browser_without_threads(pyodide: Pyodide) -> None:
    platform, refusal = run(
        pyodide,
        """
import sys, threading
try:
    threading.Thread(target=print).start()
except RuntimeError as error:
    refusal = str(error)
[sys.platform, refusal]
""",
    )

    assert platform == "emscripten"
    assert refusal == "can't start new thread"


@pytest.mark.parametrize(
    "loop",
    [
        "while True: pass",
        "i = 0\n    while i >= 0: i += 1",
        "for _ in iter(int, 1): pass",
        "while True: loop_once()",
        "[0 for i in iter(int, 1) if i]",
        "while True:\n        try: 1 / 0\n        except: pass",
    ],
    ids=["empty", "counter", "for", "calls", "comprehension", "catches everything"],
)
def test_an_endless_loop_is_stopped_and_the_traceback_leads_to_it(pyodide: Pyodide, loop: str) -> None:
    code = f"""{LIMIT}
def loop_once(): pass
def endless():
    {loop}
stopped(endless)
"""
    names, seconds = run(pyodide, code)

    assert "endless" in names
    assert seconds >= 0.2


def test_a_limit_ends_with_the_function(pyodide: Pyodide) -> None:
    code = (
        LIMIT
        + """
import sys
def loop(n):
    for _ in range(n): pass
first = stopped(lambda: loop(10), 60)
start = time.monotonic()
while time.monotonic() < start + 0.3: pass
try: run_with_timeout(lambda: 1 / 0, 60)
except ZeroDivisionError: own = True
[first, own, sys.monitoring.get_tool(4)]
"""
    )

    assert run(pyodide, code) == [None, True, None]


def test_a_limit_needs_no_handler_of_interrupts(pyodide: Pyodide) -> None:
    code = (
        LIMIT
        + """
import signal
def endless():
    while True: pass
before = signal.signal(signal.SIGINT, signal.SIG_IGN)
names = stopped(endless)[0]
signal.signal(signal.SIGINT, before)
names
"""
    )

    assert "endless" in run(pyodide, code)


def test_a_limit_within_a_limit_leaves_the_outer_one(pyodide: Pyodide) -> None:
    code = (
        LIMIT
        + """
def endless():
    while True: pass
stopped(lambda: run_with_timeout(endless, 60))
"""
    )
    names, _ = run(pyodide, code)

    assert "endless" in names


def test_a_check_says_where_the_loop_was(pyodide: Pyodide) -> None:
    code = (
        EXERCISE
        + """
from lab.checking.check_runner import run_checks
def wait(x):
    while True:
        x += 1
(result,) = run_checks(exercises.find('wait'), wait, 0.3)
[result.outcome, result.message, result.location]
"""
    )
    outcome, message, location = run(pyodide, code)

    assert outcome == "stopped"
    assert "still running after 0.3 seconds" in message
    assert location.startswith("`wait`, line ")


def test_a_card_is_text_where_no_page_is(pyodide: Pyodide) -> None:
    code = (
        EXERCISE
        + """
import lab
def wait(x): return x
lab.check('wait', wait)
"""
    )
    _, printed = pyodide.run(code)

    assert "── wait: 1 of 1" in printed
    assert "✓ passed" in printed


def test_predictions_are_kept_in_a_file(pyodide: Pyodide) -> None:
    code = """
import os, pathlib, lab
os.makedirs('/work', exist_ok=True); os.chdir('/work')
lab.predict('perfect-line', 'no')
first = json.loads(pathlib.Path('predictions.json').read_text())
lab.predict('perfect-line', 'yes')
second = json.loads(pathlib.Path('predictions.json').read_text())
[first == second, first['perfect-line']['answer'], sorted(os.listdir())]
"""

    assert run(pyodide, code) == [True, "no", ["predictions.json"]]


def test_the_command_on_files_says_that_it_needs_processes(pyodide: Pyodide) -> None:
    code = """
import pathlib, sys
from lab.ci.cli import main
pathlib.Path('line-and-loss.ipynb').write_text('{}')
print('exit code', main(['check']))
"""
    _, printed = pyodide.run(code)

    assert "exit code 2" in printed
    assert "lab.progress" in printed
    assert "Traceback" not in printed


def test_handing_in_writes_a_file_and_says_how_to_get_it(pyodide: Pyodide) -> None:
    code = """
import json, os, pathlib, zipfile, lab
os.makedirs('/drive/course', exist_ok=True); os.chdir('/drive/course')
cell = {'cell_type': 'code', 'id': 'a', 'metadata': {}, 'source': '', 'outputs': []}
text = json.dumps({'cells': [cell], 'metadata': {}, 'nbformat': 4, 'nbformat_minor': 5})
pathlib.Path('line-and-loss.ipynb').write_text(text)
from lab.overview import course_outline
unit = course_outline.UnitOutline('line-and-loss', 'A line', 60)
course_outline.read = lambda: course_outline.CourseOutline(units=(unit,))
lab.hand_in('line-and-loss')
print(zipfile.ZipFile('line-and-loss-hand-in.zip').namelist())
"""
    _, printed = pyodide.run(code)
    words = " ".join(printed.split())

    assert "['line-and-loss.ipynb']" in printed
    assert "right-click it in the list of files" in words
    assert "Download" in words
