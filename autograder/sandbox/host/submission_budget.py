"""The budget of one submission: what all its processes together may take of the grader's time and memory."""

from __future__ import annotations

import time

from autograder.limits import MIB, Limits
from autograder.sandbox.host.callback_limits import CallbackLimits, resident_bytes
from autograder.sandbox.host.results import ProcessEnded


class SubmissionBudget:
    """Wall-clock time and memory of the grader for one submission, counted from the creation of this object.

    Calls that each wait a little less than their limit add up, and so do answers and objects that the grader keeps
    while it grades the submission.
    """

    def __init__(self, limits: Limits) -> None:
        self.callback_limits = CallbackLimits(limits.call_seconds, limits.memory_mb * MIB)
        self.end = time.monotonic() + limits.total_seconds
        self._seconds = limits.total_seconds
        self._memory_mb = limits.memory_mb
        self._bytes_before = resident_bytes()

    @property
    def is_out_of_time(self) -> bool:
        """Whether the time is used up."""
        return time.monotonic() >= self.end

    @property
    def time_message(self) -> str:
        """What a student is told when the time is used up."""
        return f"grading this notebook took all the {self._seconds:g} seconds that it may take on the clock"

    def require_time(self) -> None:
        """ProcessEnded if the time is used up."""
        if self.is_out_of_time:
            raise ProcessEnded("timeout", self.time_message)

    def require_memory(self) -> None:
        """ProcessEnded if the grader's process has grown by more than a student's process may have."""
        if resident_bytes() - self._bytes_before > self._memory_mb * MIB:
            raise ProcessEnded("memory", f"its answers and objects together take more than {self._memory_mb} MB")
