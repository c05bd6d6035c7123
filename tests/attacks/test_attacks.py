"""Every attack of the corpus is graded by the real engine: it earns nothing, learns nothing and leaves nothing."""

from __future__ import annotations

import inspect
import json
import os
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from lab.checking.api import Reply, Student
from lab.checking.local_caller import LocalCaller

from autograder.authoring import sample_submissions
from autograder.checking import pytest_session
from autograder.checking.diagnosis import Recorder
from autograder.course.notebook import Notebook
from autograder.course.unit_content import UnitContent
from autograder.grading.worker import Worker
from autograder.release import leak_scan
from autograder.report import Report
from autograder.sandbox.host import rpc
from autograder.submissions.discovery import find_submissions
from tests.processes import process_tree, tree_reaches_size

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self").exists(), reason="counts processes in /proc"),
]

UNIT = "training-loop"
SECURITY_PAGE = Path(__file__).parents[2] / "docs" / "security.md"
SHARED_FOLDERS = ("/tmp", "/dev/shm", "/var/tmp", "/dev/mqueue", str(Path.home()))
# A cell that stops with one of these looked for something that does not exist, so it attacked nothing.
MISSED = re.compile(r"\b(ModuleNotFoundError|ImportError|AttributeError|NameError|KeyError|LookupError)\b")


def comparable(report: Report) -> str:
    """Return the report without what may differ between two runs."""
    return json.dumps(report.model_dump(by_alias=True, exclude={"seconds", "student"}), sort_keys=True)


def strings(value: Any) -> Iterator[str]:
    """Yield every string in a report, a notebook or an output."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for pair in value.items() for item in pair for text in strings(item))
    elif isinstance(value, (list, tuple)):
        yield from (text for item in value for text in strings(item))


def long_numbers(reply: Reply) -> Iterator[float]:
    """Yield the numbers in a reply that are too long to occur by chance."""
    values = reply.value.values() if isinstance(reply.value, dict) else reply.value
    for value in values if isinstance(values, (tuple, list)) or not np.isscalar(values) else (values,):
        flat = np.asarray(value, dtype=float).ravel()
        yield from (float(x) for x in flat[:20] if np.isfinite(x) and len(f"{x:.8g}".strip("-")) >= 9)


@pytest.fixture(scope="module")
def expected(content: UnitContent) -> frozenset[str]:
    """The values that the hidden checks expect, with eight digits."""

    def record(checker: pytest_session.Checker) -> frozenset[str]:
        recorder = Recorder(LocalCaller(content.reference))
        for check in checker.checks:
            if not check.visible:
                checker.run(check, Student(recorder, checker.returns))
        return frozenset(f"{x:.8g}" for exchange in recorder.transcript for x in long_numbers(exchange.reply))

    return pytest_session.run_session(content.unit.visible_checks, content.unit.hidden_checks, record)


@pytest.fixture(scope="module")
def secrets(content: UnitContent) -> list[str]:
    """The lines of the checks and the reference."""
    return [secret.text.strip() for secret in leak_scan.find_secrets(content.course, content.unit)]


@pytest.fixture(scope="module")
def honest(attacked_worker: Worker, solved: Notebook) -> str:
    """The report of an honest student before the first attack."""
    return comparable(attacked_worker.grade("honest", sample_submissions.notebook_bytes(solved), {}).report)


def can_be_resolved(name: str) -> bool:
    """Return whether a dotted name stands for a module or for something in one."""
    try:
        pkgutil.resolve_name(name)
    except (ImportError, AttributeError):
        return False
    return True


def assert_nothing_leaked(text: str, submitted: str, secrets: list[str], expected: frozenset[str]) -> None:
    lines = [line for line in secrets if line in text and line not in submitted]
    values = [digits for digits in expected if digits in text and digits not in submitted]

    assert not lines, "a line of a check or of the reference was shown"
    assert not values, "a value was shown that only the reference gives"


def test_an_attack_earns_nothing_shows_nothing_and_leaves_nothing(
    attack: Any, attacked_worker: Worker, solved: Notebook, honest: str, secrets: list[str], expected: frozenset[str],
    tmp_path: Path, capfd: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    attack.write_to(tmp_path / "mallory" / UNIT, solved)
    (submission,) = find_submissions(tmp_path / "mallory" / UNIT, UNIT)
    data, files = submission.read()
    processes = len(process_tree(os.getpid()))
    reply = attacked_worker.grade("mallory", data, files)
    next_reply = attacked_worker.grade("honest", sample_submissions.notebook_bytes(solved), {})
    outputs = [output for cell in reply.cells for output in cell.get("outputs", ())]
    text = "\n".join(strings([reply.report.model_dump(), outputs]))

    assert reply.report.points_of(attack.exercise)[0] == attack.points
    assert reply.report.publishable is not attack.is_held, reply.report.problems
    assert not [error for error in reply.report.submission.cell_errors if MISSED.search(error)], (
        "the attack has no target"
    )
    assert_nothing_leaked(text, "\n".join(strings(json.loads(data))), secrets, expected)
    assert capfd.readouterr().err == "", "the grading process wrote to standard error"
    assert comparable(next_reply.report) == honest
    assert tree_reaches_size(processes, os.getpid()), "a process is left"
    assert not [path for folder in SHARED_FOLDERS for path in Path(folder).glob("owned*")]
    assert not list(tmp_path.rglob("owned[0-9]*")), "the submission's folder was changed"


def test_each_attack_says_what_it_tries_and_has_its_own_name(corpus: list[Any]) -> None:
    assert len(corpus) >= 100
    assert len({attack.intent for attack in corpus}) == len(corpus)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)+", attack.name) for attack in corpus)
    assert all(attack.parts for attack in corpus)


def test_attacks_name_modules_and_files_that_exist(corpus: list[Any]) -> None:
    """An attack on a module's former name would attack nothing."""
    code = "\n".join(text for attack in corpus for _, text in attack.parts)
    modules = set(re.findall(r"\b((?:lab|autograder|solutions|sandbox)(?:\.[a-z_]+)+)\b", code))
    files = set(re.findall(r'"/sandbox/([\w/]+)\.py"', code))
    names = {re.sub(r"^sandbox\b", "autograder.sandbox", name) for name in modules}
    names |= {f"autograder.sandbox.{file.replace('/', '.')}" for file in files}

    missing = [name for name in sorted(names) if not can_be_resolved(name)]

    assert len(names) >= 5
    assert not missing


def test_forged_messages_use_the_protocols_own_keys(corpus: list[Any]) -> None:
    """A message with a former key would be refused without a look at what it says."""
    code = "\n".join(text for attack in corpus for _, text in attack.parts)
    protocol = inspect.getsource(rpc)
    keys = set(re.findall(r'say\(\{"(\w+)"', code))

    assert len(keys) >= 3
    assert {key for key in keys if f'"{key}"' not in protocol} == set()


def test_the_security_page_names_every_attack_and_no_other(corpus: list[Any]) -> None:
    _, _, attacks_by_layer = SECURITY_PAGE.read_text(encoding="utf-8").partition("## Attacks by layer")

    assert set(re.findall(r"`([a-z-]+)`", attacks_by_layer)) == {attack.name for attack in corpus}
