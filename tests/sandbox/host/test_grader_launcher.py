"""Code that runs in a grading process finds nothing, with each isolation layer missing in turn, as root and not."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from autograder.sandbox.host.bubblewrap import GRADER_UID
from autograder.sandbox.host.grader_launcher import choose_mode
from autograder.sandbox.host.sandbox import Sandbox
from autograder.sandbox.inside import seccomp
from tests.attacks.payload import SEARCH
from tests.processes import home_for_other_users
from tests.sandbox.host.test_launcher import FILTERS, NOT_PERMITTED, ORDINARY_USER, ROOT, SCRIPT_START, filter_without

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(seccomp.MACHINE not in seccomp.ARCHITECTURES, reason="seccomp filters exist on Linux only"),
]

GRADER_FILTERS = {**FILTERS, "seccomp": filter_without(seccomp.SECCOMP, NOT_PERMITTED)}
ALLOWED_WITHOUT = {
    "seccomp": {"fork", "run a program", "run a program beside"},
    "limits": {"fill the memory", "fill the disk", "raise a limit"},
}
LAYERS = ("bubblewrap", "landlock", "seccomp", "limits")

SCRIPT = (
    SCRIPT_START
    + """
from autograder.grading.confined_subprocess import ConfinedSubprocess
from autograder.grading.readable_files import kit_files
from autograder.limits import Limits
from autograder.sandbox.host.grader_launcher import GraderProgram
from autograder.sandbox.host.launcher import Preparation, launch
folder, limits = config["folder"], Limits(memory_mb=256)
readable = (folder + "/payload.py", folder + "/source/ps/ps.ipynb", *map(str, kit_files()))
program = GraderProgram("payload", (json.dumps(config["attack"]),), readable, limits, folder)
process = ConfinedSubprocess(lambda: program, lambda: launch(limits, Preparation(("numpy",))))
print(json.dumps(process.first_reply))
process.close()
"""
)

PAYLOAD = f"""
import gc, importlib, json, sys, warnings
from autograder.grading.grading_process import GradingProcess
from autograder.grading.json_server import serve
from autograder.limits import Limits
{SEARCH}
attack = json.loads(sys.argv[2])
collects_garbage = [gc.isenabled()]

def session(server):
    process = GradingProcess.enter(int(sys.argv[1]))
    with process.sandbox(Limits(), False) as sandbox:
        isolation = process.confine(sandbox, False)
        collects_garbage.append(gc.isenabled())
        with sandbox.open() as student:
            answer = student.run_cell("print(6 * 7)").outputs[0]["text"]
        with warnings.catch_warnings(record=True) as records:
            warnings.simplefilter("always")
            list(map(importlib.import_module, attack["imports"]))
        server.reply({{
            "isolation": isolation.model_dump(), "missing": process.confinement.missing, "answer": answer,
            "successes": search(attack), "source": open(attack["source"]).read(), "collects": collects_garbage,
            "warnings": [str(record.message) for record in records],
        }})

serve(session)
"""


@pytest.fixture(params=[0, ORDINARY_USER], ids=["as this user", "as an ordinary user"])
def user(request: pytest.FixtureRequest) -> int:
    """The user that starts the grading process; 0 for the user that runs the tests."""
    if request.param and os.getuid() != 0:
        pytest.skip("the tests are run by an ordinary user")
    uid: int = request.param
    return uid


@pytest.fixture(autouse=True)
def _skip_if_a_layer_is_missing(sandbox: Sandbox) -> None:
    if not sandbox.isolation.complete:
        pytest.skip("; ".join(f"{missing.layer}: {missing.reason}" for missing in sandbox.missing))


@pytest.fixture
def open_tmp_path() -> Iterator[Path]:
    """A folder that other users may enter, as pytest's temporary folders are not."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o777)
        yield Path(name)


def run_payload(folder: Path, user: int, missing_layer: str = "", imports: Sequence[str] = ()) -> Mapping[str, Any]:
    """Run the payload in a grading process that is started by another process, as this or another user."""
    home, folder = folder / "home", folder / "course"
    home.mkdir()
    (home / "notes.txt").write_text("notes")
    files = {"payload.py": PAYLOAD, "source/ps/ps.ipynb": "tests", "gradebook.db": "", "submitted/ada/ps.ipynb": ""}
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    names = {"gradebook": "gradebook.db", "another submission": "submitted/ada/ps.ipynb"}
    secrets = {name: str(folder / path) for name, path in names.items()} | {"another folder": str(home / "notes.txt")}
    source = str(folder / "source/ps/ps.ipynb")
    attack = {"source": source, "secrets": secrets, "port": 22, "pid": os.getpid(), "imports": imports}
    config = {"user": user, "root": str(ROOT), "filter": GRADER_FILTERS.get(missing_layer, []), "folder": str(folder)}
    command = [sys.executable, "-c", SCRIPT, json.dumps({**config, "attack": attack})]
    if missing_layer == "bubblewrap":
        command = ["env", "PATH=/nowhere", *command]
    if user and os.getuid() == 0:
        # An ordinary user cannot read a Python or a course in root's home.
        home = home_for_other_users(Path(sys.base_prefix), ROOT)
        capabilities = ["--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
        command = ["bwrap", "--dev-bind", "/", "/", *home, *capabilities, "--", *command]
    environment = {**os.environ, "GRADER_TEST_SECRET": "secret"}
    completed = subprocess.run(command, capture_output=True, text=True, cwd="/", env=environment, check=False)
    assert completed.returncode == 0, completed.stderr
    answer: Mapping[str, Any] = json.loads(completed.stdout)
    return answer


def test_code_in_the_grading_process_finds_the_tests_and_nothing_else(open_tmp_path: Path, user: int) -> None:
    answer = run_payload(open_tmp_path, user)

    assert answer["isolation"]["grader"]
    assert (answer["missing"], answer["successes"]) == ({}, [])
    assert (answer["source"], answer["answer"]) == ("tests", "42\n")


def test_joblib_which_scikit_learn_imports_gives_no_warning(open_tmp_path: Path) -> None:
    assert run_payload(open_tmp_path, 0, imports=["joblib"])["warnings"] == []


def test_garbage_is_collected_as_soon_as_everything_is_imported(open_tmp_path: Path) -> None:
    assert run_payload(open_tmp_path, 0)["collects"] == [False, True]


@pytest.mark.parametrize("layer", LAYERS)
def test_a_missing_layer_is_reported_and_the_others_hold(open_tmp_path: Path, user: int, layer: str) -> None:
    answer = run_payload(open_tmp_path, user, layer)

    assert not answer["isolation"]["grader"]
    assert answer["missing"][layer]
    assert set(answer["successes"]) <= ALLOWED_WITHOUT.get(layer, set())
    assert (answer["source"], answer["answer"]) == ("tests", "42\n")


@pytest.mark.skipif(os.getuid() != 0, reason="only root becomes another user")
@pytest.mark.parametrize("path", ["/usr/bin:/bin", "/nowhere"], ids=["with bubblewrap", "without bubblewrap"])
def test_files_of_roots_own_are_read_as_root_and_reported(
    open_tmp_path: Path, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = open_tmp_path / "source.ipynb"
    secret.write_text("tests")
    monkeypatch.setenv("PATH", path)
    choose_mode.cache_clear()
    readable_mode = choose_mode((str(open_tmp_path),))
    secret.chmod(0o600)
    mode = choose_mode((str(secret),))
    choose_mode.cache_clear()

    assert (mode.command is None) == ("bubblewrap" in mode.missing) == (path == "/nowhere")
    assert mode.uid is None
    assert "cannot read" in mode.missing["user"]
    assert readable_mode.uid in (GRADER_UID, None), "None where this Python is in a folder of root's"
