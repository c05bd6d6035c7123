"""Run nbgrader's own tests with its executor and with this engine, and write docs/nbgrader-tests.md.

`python -m benchmarks.nbgrader_tests` takes about 20 minutes. The tests are those of the installed nbgrader. The engine
is configured by a `nbgrader_config.py` in Jupyter's configuration path, as on a machine where all courses use it. The
exit code is 1 if a test that passes with nbgrader's executor fails with the engine and is not in `EXCEPTIONS`.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

from benchmarks import markdown_tables

PAGE = Path("docs") / "nbgrader-tests.md"
FOLDER = Path("build") / "benchmarks" / "nbgrader_tests"
MODULES = ("test_nbgrader_autograde", "test_nbgrader_generate_feedback")
CONFIGURATION = "from autograder.notebook_tests.pipeline import configure\n\nc = get_config()\nconfigure(c)\n"
RUN_TO_THE_END = (0, 1, 5)
"""The exit codes of pytest where all tests passed, where some failed, and where no test has the names."""
OUTCOME = re.compile(r"^\S*::(test_\w+(?:\[\w+\])?) (PASSED|FAILED|SKIPPED|ERROR)\b", re.MULTILINE)

DAMAGE = "the submission does not fit its assignment or asks for another kernel: it is graded, and no batch stops"
HIDDEN = "hidden tests are removed from `autograded/` after they have run, so that feedback cannot show them"
EXCEPTIONS: Mapping[str, str] = {
    "test_autograde_timeout": "a timeout of 2 is 2 seconds of CPU time and 6 on the wall clock; the test sleeps for 5",
    "test_handle_failure": DAMAGE,
    "test_handle_failure_single_notebook": DAMAGE,
    "test_hidden_tests_autotest": HIDDEN,
    "test_hidden_tests_single_notebook": HIDDEN,
    "test_incorrect_source_kernelspec": "for another kernel a person grades every cell, and the batch continues",
    "test_missing_source_kernelspec": DAMAGE,
    "test_side_effects": "files that cells write stay in the sandbox; only test cells that name them can read them",
}
"""The tests that fail with the engine, each with the intended difference that makes it fail."""


def main(names: Sequence[str]) -> None:
    """Run the named tests, or all of them and write the page; SystemExit where one fails unexpectedly."""
    stock = {module: run_tests(FOLDER / "stock" / module, module, names, engine=False) for module in MODULES}
    engine = {module: run_tests(FOLDER / "engine" / module, module, names, engine=True) for module in MODULES}
    if not names:
        markdown_tables.replace_tables(PAGE, {"counts": counts_table(stock, engine), "exceptions": exceptions_table()})
    unexpected = [text for module in MODULES for text in differences(stock[module], engine[module])]
    if unexpected:
        raise SystemExit("\n".join(unexpected))


def run_tests(folder: Path, module: str, names: Sequence[str] = (), *, engine: bool) -> dict[str, str]:
    """Run nbgrader's tests whose names contain one of `names`, or all; return the outcome of each."""
    shutil.rmtree(folder, ignore_errors=True)
    for name in ("home", "jupyter", "configuration"):
        (folder / name).mkdir(parents=True)
    (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")  # this course's settings must not apply
    (folder / "configuration" / "nbgrader_config.py").write_text(CONFIGURATION if engine else "", encoding="utf-8")
    environment = {
        **os.environ,
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        "HOME": str(folder.resolve() / "home"),
        "JUPYTER_CONFIG_DIR": str(folder.resolve() / "jupyter"),
        "JUPYTER_CONFIG_PATH": str(folder.resolve() / "configuration"),
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
    }
    command = [sys.executable, "-m", "pytest", "-c", "pytest.ini", "-p", "no:cacheprovider", "-v", "--color=no"]
    command += ["--pyargs", f"nbgrader.tests.apps.{module}", "-k", " or ".join(names)]
    process = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    (folder / f"{module}.log").write_text(process.stdout + process.stderr, encoding="utf-8")
    outcomes = {name: outcome.lower() for name, outcome in OUTCOME.findall(process.stdout)}
    if process.returncode not in RUN_TO_THE_END:
        raise SystemExit(f"nbgrader's tests were not run to the end:\n{process.stdout}{process.stderr}")
    return outcomes


def differences(stock: Mapping[str, str], engine: Mapping[str, str]) -> list[str]:
    """Return a line for each test that fails with the engine alone and is no exception, or an exception that passes."""
    lines = []
    for name, outcome in stock.items():
        passes = engine.get(name) == outcome
        if outcome == "passed" and passes == (name in EXCEPTIONS):
            lines.append(f"{name}: {engine.get(name, 'not run')}{', in spite of EXCEPTIONS' if passes else ''}")
    return lines


def counts_table(stock: Mapping[str, Mapping[str, str]], engine: Mapping[str, Mapping[str, str]]) -> str:
    """Return the table with the number of outcomes."""
    rows = [f"nbgrader {version('nbgrader')}, Python {sys.version.partition(' ')[0]}", ""]
    rows += ["| tests | nbgrader's executor | this engine |", "|---|---|---|"]
    rows += [f"| {module} | {_counts(stock[module])} | {_counts(engine[module])} |" for module in MODULES]
    return "\n".join(rows)


def exceptions_table() -> str:
    """Return the table of the intended differences."""
    rows = [f"| {name} | {reason} |" for name, reason in sorted(EXCEPTIONS.items())]
    return "\n".join(["| test | why it fails with this engine |", "|---|---|", *rows])


def _counts(outcomes: Mapping[str, str]) -> str:
    values = list(outcomes.values())
    return ", ".join(f"{values.count(o)} {o}" for o in ("passed", "failed", "error", "skipped") if o in values)


if __name__ == "__main__":
    main(sys.argv[1:])
