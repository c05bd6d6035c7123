"""What a grading process has beside its requests: its confinement, and a sandbox for students' processes."""

from __future__ import annotations

import gc
from dataclasses import dataclass

from autograder.errors import SandboxError
from autograder.isolation import Isolation
from autograder.limits import Limits
from autograder.sandbox.host.fork_server_service import ForkServerSource
from autograder.sandbox.host.missing_layers import REMEDIES
from autograder.sandbox.host.sandbox import Sandbox
from autograder.sandbox.inside.grader_confinement import GraderConfinement


@dataclass(frozen=True)
class GradingProcess:
    """The process that runs this code, where `ConfinedSubprocess` has started it."""

    confinement: GraderConfinement
    source: ForkServerSource

    @classmethod
    def enter(cls, descriptor: int) -> GradingProcess:
        """Give up all files but those needed for grading, and request the fork server; `descriptor` is the service."""
        confinement = GraderConfinement.enter(descriptor)
        return cls(confinement, ForkServerSource(confinement.service))

    def sandbox(self, limits: Limits, require: bool) -> Sandbox:
        """Return a sandbox, to be started, whose fork server runs beside this process."""
        return Sandbox(limits, require=require, launch=self.source.receive)

    def confine(self, sandbox: Sandbox, require: bool) -> Isolation:
        """Activate the last layers, and return the layers around the student's code and around this process.

        Everything must have been imported. SandboxError if one is missing that is required.
        """
        self.confinement.complete()
        _begin_to_collect_garbage()
        return self._isolation(sandbox, require)

    def probe(self, sandbox: Sandbox, require: bool) -> Isolation:
        """Return the same where each submission is graded in a fork of this process, which activates the last layers.

        A forked process could not be forked again.
        """
        self.confinement.probe()
        _begin_to_collect_garbage()
        return self._isolation(sandbox, require)

    def _isolation(self, sandbox: Sandbox, require: bool) -> Isolation:
        missing = self.confinement.missing
        if missing and require:
            reasons = "; ".join(f"{name}: {reason}" for name, reason in missing.items())
            fix = REMEDIES.get(min(missing), "")
            raise SandboxError("this machine lacks isolation layers for the grading process", where=reasons, fix=fix)
        return sandbox.isolation.model_copy(update={"grader": not missing})


def _begin_to_collect_garbage() -> None:
    """Let the garbage collector run from now on, but leave alone what is loaded: it lives until the end.

    Where each submission is graded in a fork, the collector would also copy what it looks at.
    """
    gc.freeze()
    gc.enable()
