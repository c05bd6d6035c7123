"""First lines of the zygote's interpreter: stop being root, then load the rest of the box.

Run as `python -I bootstrap.py UID CONFIG`. This folder becomes the package `box` without its `__init__`, which
belongs to the grader: nothing of the grader is ever imported in here.
"""

from __future__ import annotations

import os
import sys
from typing import Any


def main() -> None:
    uid, config = int(sys.argv[1]), sys.argv[2]
    if uid > 0:
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)

    import json
    import types

    box = types.ModuleType("box")
    box.__path__ = [os.path.dirname(os.path.dirname(os.path.abspath(__file__)))]
    sys.modules["box"] = box
    start(json.loads(config))


def start(config: dict[str, Any]) -> None:
    """Load the zygote; what goes wrong on the way is told to the grader, who knows whom to tell."""
    import importlib
    import socket

    line = socket.socket(fileno=config["control"])
    try:
        # first of all: NumPy starts its threads and others look for a home while they are loaded
        os.environ.update(importlib.import_module("box.inside.confinement").environment(config["room"]))
        zygote = importlib.import_module("box.inside.zygote")
    except Exception as error:
        importlib.import_module("box.protocol.control_channel").send(
            line, {"failed": f"{type(error).__name__}: {error}"[:2_000]}
        )
        sys.exit(1)
    zygote.main(line, config)


if __name__ == "__main__":
    main()
