"""Where students' code runs: a process behind walls, and the wire to it."""

from autograder.sandbox.host.missing_layers import MissingLayer
from autograder.sandbox.host.results import CellRun, Raised, Returned, Stopped, Unreadable, Update
from autograder.sandbox.host.sandbox import PRELOAD, Sandbox
from autograder.sandbox.host.student_process import Child
from autograder.sandbox.protocol.framing import Handle

__all__ = [
    "PRELOAD",
    "CellRun",
    "Child",
    "Handle",
    "MissingLayer",
    "Raised",
    "Returned",
    "Sandbox",
    "Stopped",
    "Unreadable",
    "Update",
]
