"""The version that the tests' gradebooks get is the one that nbgrader asks `alembic` for."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from nbgrader import dbutil

from tests import gradebook_version


def test_it_is_what_alembic_prints() -> None:
    with dbutil._temp_alembic_ini("sqlite:////tmp/gradebook.db") as configuration:
        command = [os.fspath(Path(sys.executable).with_name("alembic")), "-c", configuration, "heads"]
        printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout

    assert printed.split()[0] == gradebook_version.newest_version()
