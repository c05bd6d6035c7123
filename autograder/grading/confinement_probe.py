"""Finds out which isolation layers a grading process has on this machine: by starting one that grades nothing."""

from __future__ import annotations

import sys

from autograder.grading.confined_subprocess import ConfinedSubprocess
from autograder.grading.grading_process import GradingProcess
from autograder.grading.json_server import JsonServer, serve
from autograder.grading.readable_files import kit_files
from autograder.limits import Limits
from autograder.sandbox.host.grader_launcher import GraderProgram
from autograder.sandbox.host.launcher import PROBE, launch
from autograder.sandbox.host.missing_layers import MissingLayer


def missing_layers() -> tuple[MissingLayer, ...]:
    """Return the layers that a grading process lacks; SandboxError where none can be started."""
    limits = Limits()
    program = GraderProgram(__name__, (), tuple(map(str, kit_files())), limits)
    process = ConfinedSubprocess(lambda: program, lambda: launch(limits, PROBE))
    process.close()
    return tuple(MissingLayer(layer, reason) for layer, reason in process.first_reply["missing"].items())


def main(service: str) -> None:
    """Run the grading process."""
    process = GradingProcess.enter(int(service))

    def session(server: JsonServer) -> None:
        with process.sandbox(Limits(), require=False) as sandbox:
            process.confine(sandbox, require=False)
            server.reply({"missing": process.confinement.missing})

    serve(session)


if __name__ == "__main__":
    main(sys.argv[1])
