"""The command `solutions`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from autograder.course.configuration import FILE_NAME, Course
from autograder.errors import UsageError
from autograder.files import write_atomically


@click.command()
@click.argument("unit")
@click.option("--out", type=click.Path(path_type=Path), help="The file to write (default: reports/UNIT.solutions).")
def solutions(unit: str, out: Path | None) -> None:
    """Write the file with the worked solutions of UNIT, for you to publish.

    Students put it beside the notebook, and `lab.solution` opens it. It is encoded, not encrypted: whoever has it can
    read all of it.
    """
    from autograder.course import worked_solutions

    course = Course.load()
    selected = course.unit(unit)
    if course.policies.solutions == "never":
        fix = "write `solutions: with_feedback` under `policies`"
        raise UsageError("this course gives out no worked solutions", where=FILE_NAME, fix=fix)
    path = out or course.root / "reports" / worked_solutions.file_name(selected)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, worked_solutions.file_content(course, selected))
    click.echo(f"{path}: {len(worked_solutions.read_solutions(selected))} worked solutions")
    due = worked_solutions.last_due(course, selected)
    if due is None or due > datetime.now(UTC):
        when = f"until {due.isoformat()}" if due else "at any time: the unit has no due date"
        click.echo(f"students can hand in {when}. Whoever has this file can read every solution in it", err=True)
