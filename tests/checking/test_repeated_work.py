"""Work that asks a process is not done again where the process gives known answers, and its result is the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from lab.checking.api import Student

from autograder.checking.remote_caller import RemoteCaller
from autograder.checking.repeated_work import do_work
from autograder.limits import Limits
from autograder.sandbox.host.sandbox import Sandbox
from tests.checking.student_callers import StudentCallers
from tests.preparations import WITHOUT_MATPLOTLIB

RIGHT = "def double(x): return 2 * x"
WRONG = "def double(x): return x"


@dataclass
class Sums(StudentCallers):
    """Adds what `double` returns, in the processes of several students, and counts how often it has to add."""

    additions: int = 0

    def add(self, caller: RemoteCaller, count: int = 3) -> int:
        def add() -> int:
            self.additions += 1
            return sum(Student(caller).double(number).value for number in range(count))

        return do_work(("sum", count), add, caller)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(Limits(call_seconds=1), WITHOUT_MATPLOTLIB) as sandbox:
        yield sandbox


@pytest.fixture
def sums(sandbox: Sandbox) -> Iterator[Sums]:
    sums = Sums(sandbox)
    yield sums
    sums.close()


def test_the_result_is_known_after_two_equal_conversations(sums: Sums) -> None:
    results = [sums.add(sums.start(cell)) for cell in (RIGHT, WRONG, RIGHT, WRONG, RIGHT, WRONG)]

    assert (results, sums.additions) == ([6, 3] * 3, 4)


def test_work_with_another_key_has_a_result_of_its_own(sums: Sums) -> None:
    results = [sums.add(sums.start(RIGHT), count) for count in (3, 4, 3, 4, 3, 4)]

    assert (results, sums.additions) == ([6, 12] * 3, 4)


def test_work_inside_other_work_is_a_part_of_it(sums: Sums) -> None:
    callers = [sums.start(RIGHT) for _ in range(3)]
    results = [do_work(("twice",), lambda caller=caller: 2 * sums.add(caller), caller) for caller in callers]

    assert (results, sums.additions) == ([12] * 3, 2)


@pytest.mark.parametrize(
    "work",
    [
        lambda caller, add: do_work(("not final",), add, caller, is_final=lambda _: False),
        lambda caller, add: do_work(("other summaries",), add, caller, summary=lambda _: object()),
    ],
    ids=["a result that is not final", "results that differ"],
)
def test_work_is_done_each_time_for(sums: Sums, work: Callable[..., int]) -> None:
    additions = []

    def add(caller: RemoteCaller) -> int:
        additions.append(1)
        return int(Student(caller).double(1).value)

    for _ in range(4):
        caller = sums.start(RIGHT)
        assert work(caller, lambda caller=caller: add(caller)) == 2

    assert len(additions) == 4


def test_a_transcript_is_kept_only_with_its_result(sums: Sums) -> None:
    transcript, other = ("a",), ("b",)
    for _ in range(2):
        caller = sums.start(RIGHT)
        do_work(("sum",), lambda caller=caller: sums.add(caller), caller, transcripts=lambda _: [transcript])  # type: ignore[list-item]

    assert sums.known_answers.keeps(transcript)  # type: ignore[arg-type]
    assert not sums.known_answers.keeps(other)  # type: ignore[arg-type]
