"""The console that tables are printed to."""

from __future__ import annotations

import sys

from rich.console import Console

LOG_WIDTH = 140


def make_console() -> Console:
    """Return a console as wide as the terminal; in a log, wide enough for the notes of a table."""
    return Console(width=None if sys.stdout.isatty() else LOG_WIDTH, highlight=False)
