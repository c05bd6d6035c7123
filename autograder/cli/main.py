"""The command line. Results go to standard output, problems to standard error.

Exit codes: 0 success; 1 success, but somebody must look at a report before it is published; 2 a path, unit or option
that cannot be used; 3 course.yml; 4 a source notebook; 5 a leak; 6 the sandbox.
"""

from __future__ import annotations

import importlib

import click

from autograder.errors import AutograderError
from autograder.views.sanitize import terminal_text

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 110}

COMMANDS = (
    "audit",
    "book",
    "collect",
    "comments",
    "demo",
    "doctor",
    "export",
    "grade",
    "init",
    "new",
    "protection",
    "regrade",
    "release",
    "report",
    "similarity",
    "site",
    "solutions",
    "total",
)
"""Each is a function in the module of this package that has its name."""


class Commands(click.Group):
    """A group of commands that imports only the one that is called, because some import much.

    It reports an AutograderError as one line and an exit code.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command; None where there is none of this name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(importlib.import_module(f"autograder.cli.{cmd_name}"), cmd_name)
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except AutograderError as error:
            click.echo(f"autograder: {terminal_text(str(error))}", err=True)
            ctx.exit(error.exit_code)


@click.group(cls=Commands, context_settings=CONTEXT)
@click.version_option(package_name="gradient-descent-course-kit")
def main() -> None:
    """Grade the notebooks of a course: students' code runs in a sandbox, away from solutions and hidden checks."""
