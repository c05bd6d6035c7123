"""The command line: reads its arguments, runs the notebooks, prints, and writes what a workflow asked for.

Exit codes: 0 nothing that was started is wrong; 1 something is; 2 there is nothing to check.
"""

from __future__ import annotations

import argparse
import json
import os
import secrets
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from lab.ci import classroom_formats, notebook_file, render
from lab.ci.report import Outcome
from lab.ci.runner import CELL_SECONDS, NOTEBOOK_SECONDS, run

EPILOG = "A cross means that something you began does not hold yet. What you have not begun is no mistake."


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; its exit code."""
    given = _parser().parse_args(arguments)
    in_workflow = os.environ.get("GITHUB_ACTIONS") == "true"
    with _workflow_file("GITHUB_OUTPUT") as output, _workflow_file("GITHUB_STEP_SUMMARY") as summary:
        try:
            outcomes = [_checked(path, given) for path in given.notebooks or notebook_file.found(Path.cwd())]
        except notebook_file.NoPaper as reason:
            sys.stderr.write(f"{reason}\n")
            return 2
        if not outcomes:
            sys.stderr.write(
                f"there is no notebook of a unit here; the units are: {', '.join(notebook_file.units())}\n"
            )
            return 2
        for outcome in outcomes:
            _show(outcome, in_workflow)
        summary.append(render.summary(outcomes))
        if given.github_output:
            output.append(f"result={classroom_formats.grading_reporter_result(classroom_formats.by_check(outcomes))}\n")
    if given.classroom50:
        try:
            told = classroom_formats.classroom50_result(
                classroom_formats.by_exercise(outcomes), classroom_formats.identity(os.environ)
            )
        except classroom_formats.NotTold as reason:
            sys.stderr.write(f"{reason}\n")
            return 2
        given.classroom50.unlink(missing_ok=True)  # whatever lies there now, or where it leads, is not ours
        given.classroom50.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    return 0 if all(outcome.good for outcome in outcomes) else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m lab", description="What a notebook's visible checks say.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="run notebooks from the top, and their visible checks", epilog=EPILOG)
    check.add_argument(
        "notebooks", nargs="*", type=Path, metavar="NOTEBOOK", help="all of this folder, if none is named"
    )
    check.add_argument("--github-output", action="store_true", help="write result=... for GitHub Classroom's reporter")
    check.add_argument("--classroom50", type=Path, metavar="FILE", help="write Classroom 50's result.json")
    check.add_argument("--cell-seconds", type=float, default=CELL_SECONDS, help="for one cell (%(default)g)")
    check.add_argument("--seconds", type=float, default=NOTEBOOK_SECONDS, help="for one notebook (%(default)g)")
    return parser


def _checked(path: Path, given: argparse.Namespace) -> Outcome:
    try:
        read = notebook_file.read(path)
    except notebook_file.NoPaper as reason:
        raise notebook_file.NoPaper(f"{path} {reason}") from None
    here = Path.cwd()
    full = path.resolve()
    shown = full.relative_to(here) if full.is_relative_to(here) else path
    return run(read, shown.as_posix(), given.cell_seconds, given.seconds)


def _show(outcome: Outcome, in_workflow: bool) -> None:
    """The table; in a workflow also what the notebook printed, and the notes at the lines of the file.

    What it printed stands between two lines with a word the notebook cannot know: between them the runner obeys nobody.
    """
    if not in_workflow:
        sys.stdout.write(render.table(outcome))
        return
    word = secrets.token_hex(16)
    printed = "".join(c if c.isprintable() or c in "\n\t" else " " for c in outcome.output)
    sys.stdout.write(f"::group::what {render.plain(outcome.notebook)} printed\n::stop-commands::{word}\n")
    sys.stdout.write(f"{printed}\n::{word}::\n::endgroup::\n")
    sys.stdout.write(render.table(outcome))
    sys.stdout.writelines(f"{order}\n" for order in render.notes(outcome))


@contextmanager
def _workflow_file(name: str) -> Iterator[list[str]]:
    """Text to append to a file of the workflow's. What was written to it meanwhile is thrown away: it is not ours."""
    place = os.environ.get(name)
    added: list[str] = []
    if not place:
        yield added
        return
    path = Path(place)
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    try:
        yield added
    finally:
        path.unlink(missing_ok=True)
        path.write_text(before + "".join(added), encoding="utf-8")
