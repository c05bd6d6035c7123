"""Where students' code runs: a process behind walls, and the wire to it."""

from .child import Child
from .limits import Isolation, Limits, Missing
from .results import CellRun, Raised, Returned, Stopped, Unreadable, Update
from .supervisor import Sandbox
from .wire import Handle

__all__ = [
    "CellRun",
    "Child",
    "Handle",
    "Isolation",
    "Limits",
    "Missing",
    "Raised",
    "Returned",
    "Sandbox",
    "Stopped",
    "Unreadable",
    "Update",
]
