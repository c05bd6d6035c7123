"""The autograder in a folder laid out as Gradescope's: results of every kind of submission, and of none."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder.authoring.sample_submissions import notebook_bytes, predictions_file, with_cells
from autograder.course.configuration import Course
from autograder.course.notebook import Notebook
from autograder.course.unit_content import UnitContent
from autograder.errors import SandboxError
from autograder.export.gradescope import run
from autograder.export.gradescope.archive import autograder_archive
from autograder.grading.json_subprocess import WorkerDied
from autograder.grading.worker import WorkerReply
from autograder.isolation import Isolation
from autograder.report import Report
from autograder.sandbox.inside import seccomp
from tests.classroom_results import put
from tests.conftest import UNIT
from tests.gradescope_results import require_documented_shape
from tests.sandbox.host.test_launcher import FILTERS

ROOT = Path(__file__).parents[3]

SECRETS = ("hidden_checks/training_loop/cases.py", "solutions/training_loop.py", f"source/{UNIT}/{UNIT}.ipynb")
WRONG = "def gap_report(w, b, best_w, best_b, true_w, true_b):\n    return {}"
CURIOUS = """

for path in {paths}:
    try:
        open(path, "a" if path.endswith("results.json") else "r").close()
        train_step = None
    except OSError:
        pass
"""
"""Lines below a right function that take it away if they can open one of these files."""


@pytest.fixture(scope="module")
def source(course: Course) -> Iterator[Path]:
    """Yield the folder with the unpacked archive, as the image has it: every user can read it."""
    with tempfile.TemporaryDirectory(prefix="gradescope-") as folder:
        root = Path(folder)
        root.chmod(0o755)
        with zipfile.ZipFile(io.BytesIO(autograder_archive(course, course.unit(UNIT), "after_due_date"))) as archive:
            archive.extractall(root / "source")
        yield root / "source"


@pytest.fixture
def root(source: Path) -> Path:
    """Return Gradescope's folder without a submission."""
    root = Path(tempfile.mkdtemp(dir=source.parent))
    root.chmod(0o755)
    for name in ("submission", "results"):
        (root / name).mkdir()
    (root / "source").symlink_to(source)
    return root


CONTAINER = """
import json, os, sys
root, filters, command = sys.argv[1], json.loads(sys.argv[2]), sys.argv[3:]
sys.path.insert(0, root)
from autograder.sandbox.inside import seccomp
for steps in filters:
    seccomp.load_filter([tuple(step) for step in steps])
os.execvp(command[0], command)
"""
"""Runs a program whose kernel lacks what the filters refuse."""


def run_autograder(root: Path, *missing_layers: str) -> subprocess.CompletedProcess[str]:
    """Run the program as Gradescope does; this Python has the packages that `setup.sh` installs."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    environment |= {"AUTOGRADER_ROOT": str(root), "AUTOGRADER_PYTHON": sys.executable}
    command = [str(shutil.which("bash")), str(root / "source" / "run_autograder")]
    if missing_layers:
        environment["PATH"] = "/nowhere"  # without bubblewrap
        filters = json.dumps([FILTERS[layer] for layer in missing_layers])
        command = [sys.executable, "-c", CONTAINER, str(ROOT), filters, *command]
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)


def results_of(root: Path, *missing_layers: str) -> dict[str, Any]:
    completed = run_autograder(root, *missing_layers)
    assert completed.returncode == 0, completed.stdout + completed.stderr
    assert "isolation:" in completed.stdout
    results: dict[str, Any] = json.loads((root / "results" / "results.json").read_text(encoding="utf-8"))
    require_documented_shape(results)
    return results


@pytest.mark.slow
def test_a_right_submission_gets_all_points(root: Path, content: UnitContent, solved: Notebook) -> None:
    put(root / "submission" / f"{UNIT}.ipynb", notebook_bytes(solved))
    put(root / "submission" / "predictions.json", predictions_file(content))
    results = results_of(root)

    assert results["score"] == 40 == sum(row["max_score"] for row in results["tests"])
    assert {row["visibility"] for row in results["tests"]} == {"visible", "after_due_date"}


@pytest.mark.slow
@pytest.mark.parametrize(
    "missing_layers",
    [(), ("namespaces",), ("namespaces", "landlock")],
    ids=["here", "in a container", "in a container without Landlock"],
)
def test_a_wrong_one_gets_hints_and_neither_reads_nor_writes_gradescope_s_files(
    root: Path, content: UnitContent, solved: Notebook, missing_layers: tuple[str, ...]
) -> None:
    if missing_layers and (os.getuid() != 0 or seccomp.MACHINE not in seccomp.ARCHITECTURES):
        pytest.skip("containers run as root, on Linux")
    paths = [str((root / "source").resolve() / "kit" / path) for path in SECRETS]
    assert all(map(os.path.isfile, paths))
    curious = CURIOUS.format(paths=[*paths, str(root / "results" / "results.json")])
    cells = {"gap_report": WRONG, "train_step": content.solutions["train_step"] + curious}
    put(root / "submission" / f"{UNIT}.ipynb", notebook_bytes(with_cells(solved, cells)))
    results = results_of(root, *missing_layers)
    rows = {
        tag: [row for row in results["tests"] if tag in row.get("tags", ())] for tag in ("train_step", "gap_report")
    }

    assert all(row["status"] == "passed" for row in rows["train_step"])
    assert not all(row["status"] == "passed" for row in rows["gap_report"])
    assert results["score"] == sum(row["score"] for row in results["tests"]) < 40
    assert any("Think about this" in row["output"] or "Hint" in row["output"] for row in rows["gap_report"])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({}, "Please hand in training-loop.ipynb"),
        ({"essay.txt": b"hello"}, "There is no notebook of this unit"),
        ({f"{UNIT}.ipynb": b"my dog ate it"}, "could not be graded: the file is not a notebook"),
    ],
    ids=["nothing", "another file", "no notebook"],
)
def test_where_nothing_can_be_graded_the_student_reads_why(root: Path, files: dict[str, bytes], message: str) -> None:
    for name, data in files.items():
        put(root / "submission" / name, data)
    results = results_of(root)

    assert message in results["output"]
    assert (results["score"], results["tests"]) == (0, [])


@pytest.mark.slow
def test_of_a_damaged_file_the_rest_is_graded(root: Path, solved: Notebook) -> None:
    data = notebook_bytes(solved)
    put(root / "submission" / f"{UNIT}.ipynb", data[: -len(data) // 3])
    results = results_of(root)

    assert 0 < results["score"] < 40


class StubWorker:
    """A worker that returns a report, or dies."""

    reply: Report | Exception

    def __init__(self, *arguments: object) -> None:
        pass

    def grade(self, *arguments: object, **options: object) -> WorkerReply:
        if isinstance(self.reply, Exception):
            raise self.reply
        return WorkerReply(self.reply, self.reply.json_text(), ())

    def close(self) -> None:
        pass


@pytest.mark.parametrize("reply", ["a check broke", WorkerDied("the grading process died")], ids=["broken", "died"])
def test_where_a_person_must_look_there_is_no_score(
    root: Path,
    solved: Notebook,
    reply: str | Exception,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    from tests.classroom_results import report

    put(root / "submission" / f"{UNIT}.ipynb", notebook_bytes(solved))
    put(root / "results" / "results.json", b'{"score": 40}')
    StubWorker.reply = report(problems=[reply]) if isinstance(reply, str) else reply
    monkeypatch.setattr(run, "Worker", StubWorker)

    assert run.main(root) == 1
    assert f"HELD BACK: {reply}" in capsys.readouterr().out
    assert not list((root / "results").iterdir())


def test_without_a_layer_that_hides_files_only_root_may_read_what_is_hidden(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = [tmp_path / name for name in run.SECRET_FOLDERS]
    for folder in folders:
        folder.mkdir(parents=True, mode=0o755)
    run.protect_course(tmp_path, Isolation(landlock=3))
    run.protect_course(tmp_path, Isolation(bubblewrap=True))
    assert {folder.stat().st_mode & 0o777 for folder in folders} == {0o755}

    monkeypatch.setattr(os, "getuid", lambda: 0)
    run.protect_course(tmp_path, Isolation())
    assert {folder.stat().st_mode & 0o777 for folder in folders} == {0o700}

    monkeypatch.setattr(os, "getuid", lambda: 1000)
    with pytest.raises(SandboxError, match="could read the hidden checks"):
        run.protect_course(tmp_path, Isolation())
