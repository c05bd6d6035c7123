"""Starts the fork server: gives up root privileges, then imports `inside` and `protocol` as parts of `sandbox`.

Run as `python -I bootstrap.py UID CONFIG`. The package `sandbox` is created here, outside the package
`autograder`: nothing of the grader is ever imported in this process.
"""

from __future__ import annotations

import os
import sys
from typing import Any


def main() -> None:
    """Read the arguments and start the fork server."""
    uid, config = int(sys.argv[1]), sys.argv[2]
    del sys.argv[1:], sys.orig_argv[1:]  # the configuration names folders of the instructor's machine
    if uid > 0:
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)

    import gc
    import json
    import types

    gc.disable()  # hardly anything of what is imported becomes garbage; enabled again before the first fork
    package = types.ModuleType("sandbox")
    package.__path__ = [os.path.dirname(os.path.dirname(os.path.abspath(__file__)))]
    sys.modules["sandbox"] = package
    start_fork_server(json.loads(config))


def start_fork_server(config: dict[str, Any]) -> None:
    """Import and run the fork server; an import error is sent to the grader, which reports it to the instructor."""
    import importlib
    import socket

    control = socket.socket(fileno=config["control"])
    try:
        # The environment comes first: on import, NumPy starts its threads and other packages look for a home folder.
        os.environ.update(importlib.import_module("sandbox.inside.confinement").environment(config["scratch_root"]))
        fork_server = importlib.import_module("sandbox.inside.fork_server")
    except Exception as error:
        importlib.import_module("sandbox.protocol.control_channel").send_message(
            control, {"error": f"{type(error).__name__}: {error}"[:2_000]}
        )
        sys.exit(1)
    fork_server.main(control, config)


if __name__ == "__main__":
    main()
