"""The command `protection`."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli.console import make_console
from autograder.notebook_tests.protection_table import print_protection


@click.command()
@click.argument("assignments", nargs=-1)
def protection(assignments: tuple[str, ...]) -> None:
    """List test cells of an ordinary course by protection.

    Without ASSIGNMENTS, all that nbgrader has generated. Run it in the folder of nbgrader_config.py.
    """
    print_protection(Path.cwd(), assignments, make_console())
