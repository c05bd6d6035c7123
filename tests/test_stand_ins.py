"""What the tests leave out is left out in their own process and in those that they start."""

from __future__ import annotations

import importlib
import subprocess
import sys

import pytest


def test_the_grammars_of_addresses_are_imported_in_no_process() -> None:
    command = [sys.executable, "-c", "import sys, nbformat; print('lark' in sys.modules)"]

    with pytest.raises(ImportError, match="left out by the tests"):
        importlib.import_module("rfc3987_syntax")
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "False\n"
