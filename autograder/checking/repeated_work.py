"""Work of the grader that asks a student's process: its known result where the process gives known answers."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

from autograder.checking.diagnosis import Transcript
from autograder.checking.known_answers import Ending
from autograder.checking.remote_caller import RemoteCaller

T = TypeVar("T")


def do_work(
    key: tuple[Hashable, ...],
    work: Callable[[], T],
    remote: RemoteCaller,
    *,
    summary: Callable[[T], object] = lambda result: result,
    is_final: Callable[[T], bool] = lambda result: True,
    transcripts: Callable[[T], Sequence[Transcript]] = lambda result: (),
) -> T:
    """Return the result of `work`, which asks the caller's process and depends on its answers alone.

    The key says which work it is. A result is kept if it `is_final`, and for good if the next one with the same answers
    has an equal `summary`; `transcripts` are the answers in it. Work during which a call was stopped or a name was
    missing is done each time: what a missing name is told depends on the student's notebook.
    """
    known_answers = remote.known_answers
    process = remote.process if known_answers else None
    if not known_answers or not process or not process.alive:
        return work()
    function_count = len(process.client.functions)
    position = (*key, function_count)
    if not known_answers.accepts(position):
        return work()
    steps, ending = known_answers.follow(position, process.client)
    if ending is not None:
        process.client.add_functions(ending.functions)
        result: T = ending.result
        return result
    missing_name_count = remote.missing_name_count
    process.client.record(steps, function_count)
    remote.known_answers = None  # work inside this work is a part of it
    try:
        result = work()
    finally:
        remote.known_answers = known_answers
    recorded_steps = process.client.stop_recording()
    if recorded_steps is None:
        known_answers.refuse(position)
        remote.restart()
        return work()
    if is_final(result) and not remote.stop_reason and remote.missing_name_count == missing_name_count:
        functions = tuple(process.client.functions[function_count:])
        known_answers.add(position, recorded_steps, Ending(result, summary(result), functions, transcripts(result)))
    return result
