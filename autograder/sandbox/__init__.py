"""Runs students' code in isolated processes; only plain data crosses between them and the grader."""

from autograder.sandbox.host.missing_layers import MissingLayer
from autograder.sandbox.host.results import CellResult, DisplayUpdate, ProcessEnded, Raised, Returned, UnreadableResult
from autograder.sandbox.host.sandbox import PRELOAD, Sandbox
from autograder.sandbox.host.student_process import OBJECT_LABEL, NameVersion, StudentProcess
from autograder.sandbox.host.submission_budget import SubmissionBudget
from autograder.sandbox.protocol.framing import Handle

__all__ = [
    "OBJECT_LABEL",
    "PRELOAD",
    "CellResult",
    "DisplayUpdate",
    "Handle",
    "MissingLayer",
    "NameVersion",
    "ProcessEnded",
    "Raised",
    "Returned",
    "Sandbox",
    "StudentProcess",
    "SubmissionBudget",
    "UnreadableResult",
]
