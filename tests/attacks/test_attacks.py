"""Every attack of the corpus through the real engine: no point, no secret, no trace, and the next student is well."""

from __future__ import annotations

import json
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
from autograder.release import leak_scan
from autograder.report import Report
from autograder.submissions.discovery import find_submissions
from tests.processes import comes_to, family

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self").exists(), reason="counts processes in /proc"),
]

UNIT = "training-loop"
OUTSIDE = ("/tmp", "/dev/shm", "/var/tmp", "/dev/mqueue", str(Path.home()))


def timeless(report: Report) -> str:
    """The report as it is kept, without the one part that may differ."""
    return json.dumps(report.model_dump(by_alias=True, exclude={"seconds", "student"}), sort_keys=True)


def texts(value: Any) -> Iterator[str]:
    """Every text in a report or an output."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for pair in value.items() for item in pair for text in texts(item))
    elif isinstance(value, (list, tuple)):
        yield from (text for item in value for text in texts(item))


def numbers(reply: Reply) -> Iterator[float]:
    """The numbers in an answer that nobody would write by chance."""
    values = reply.value.values() if isinstance(reply.value, dict) else reply.value
    for value in values if isinstance(values, (tuple, list)) or not np.isscalar(values) else (values,):
        flat = np.asarray(value, dtype=float).ravel()
        yield from (float(x) for x in flat[:20] if np.isfinite(x) and len(f"{x:.8g}".strip("-")) >= 9)


@pytest.fixture(scope="module")
def expected(content: UnitContent) -> frozenset[str]:
    """What the reference answers to the hidden checks, in the eight digits that everybody prints alike."""

    def work(checker: pytest_session.Checker) -> frozenset[str]:
        recorder = Recorder(LocalCaller(content.reference))
        for check in checker.checks:
            if not check.visible:
                checker.run(check, Student(recorder, checker.returns))
        return frozenset(f"{x:.8g}" for asked in recorder.transcript for x in numbers(asked.reply))

    return pytest_session.run_session(content.unit.visible_checks, content.unit.hidden_checks, work)


@pytest.fixture(scope="module")
def secrets(content: UnitContent) -> list[str]:
    """Lines of checks and reference, bare."""
    return [secret.text.strip() for secret in leak_scan.find_secrets(content.course, content.unit)]


@pytest.fixture(scope="module")
def honest(shooting_range: Any, solved: Notebook) -> str:
    """What an honest student is told before anybody attacks."""
    return timeless(shooting_range.worker.grade("honest", sample_submissions.notebook_bytes(solved), {}).report)


def assert_nothing_was_told(told: str, submitted: str, secrets: list[str], expected: frozenset[str]) -> None:
    leaked = [line for line in secrets if line in told and line not in submitted]
    guessed = [digits for digits in expected if digits in told and digits not in submitted]

    assert not leaked, "a line of a check or of the reference was told"
    assert not guessed, "a number was told that only the reference knows"


def test_an_attack_earns_nothing_tells_nothing_and_leaves_nothing(
    attack: Any, shooting_range: Any, solved: Notebook, honest: str, secrets: list[str], expected: frozenset[str],
    tmp_path: Path,
) -> None:  # fmt: skip
    """`Lost` would end the test: the batch goes on."""
    attack.lay_out(tmp_path / "mallory" / UNIT, solved)
    (found,) = find_submissions(tmp_path / "mallory" / UNIT, UNIT)
    data, files = found.read()
    before, position = family(shooting_range.head), shooting_range.said.stat().st_size
    answer = shooting_range.worker.grade("mallory", data, files)
    after = shooting_range.worker.grade("honest", sample_submissions.notebook_bytes(solved), {})
    shown = [output for cell in answer.cells for output in cell.get("outputs", ())]
    told = "\n".join(texts([answer.report.model_dump(), shown]))

    assert answer.report.points_of(attack.attacked)[0] == attack.earns
    assert answer.report.publishable, answer.report.problems
    assert_nothing_was_told(told, "\n".join(texts(json.loads(data))), secrets, expected)
    assert shooting_range.said.read_bytes()[position:] == b"", "the grader itself was made to say something"
    assert timeless(after.report) == honest
    assert comes_to(len(before), shooting_range.head), "a process was left behind"
    assert not [path for place in OUTSIDE for path in Path(place).glob("owned*")]
    assert not list(tmp_path.rglob("owned[0-9]*")), "the submission's folder is as it was handed in"


def test_the_corpus_is_complete_and_each_file_says_what_it_tries(corpus: list[Any]) -> None:
    numbers = [int(attack.name.split("-")[0]) for attack in corpus]

    assert numbers == list(range(1, len(corpus) + 1))
    assert len(corpus) >= 75
    assert all(attack.intent.strip() and attack.parts for attack in corpus)
