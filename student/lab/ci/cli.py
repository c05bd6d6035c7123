"""The command `python -m lab check`: runs notebooks, prints their results, and writes what a workflow asks for.

Exit codes: 0 nothing that was started is wrong; 1 something is; 2 there is nothing to check, or a notebook that cannot
be read. The readable ones are checked all the same.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from lab.ci import classroom_formats, github_actions, render
from lab.ci.notebook_file import InvalidNotebook, find_notebooks, read_notebook, units
from lab.ci.report import NotebookReport
from lab.ci.runner import CELL_SECONDS, NOTEBOOK_SECONDS, run_notebook
from lab.ci.sanitize import plain_line
from lab.display import frontend, plain_marks

IN_BROWSER = (
    "in a browser no notebook can be run from outside: open it, choose Run All Cells, and look at lab.progress(...)\n"
)
EPILOG = "A cross means that something you began does not hold yet. What you have not begun is no mistake."


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
    options = _parser().parse_args(arguments)
    plain_marks.use_plain_marks()
    if frontend.is_in_browser():
        sys.stderr.write(IN_BROWSER)
        return 2
    in_workflow = os.environ.get("GITHUB_ACTIONS") == "true"
    with (
        github_actions.appended_text("GITHUB_OUTPUT") as output,
        github_actions.appended_text("GITHUB_STEP_SUMMARY") as summary,
    ):
        try:
            paths = options.notebooks or find_notebooks(Path.cwd())
        except InvalidNotebook as error:
            sys.stderr.write(f"{error}\n")
            return 2
        if not paths:
            sys.stderr.write(f"there is no notebook of a unit here; the units are: {', '.join(units())}\n")
            return 2
        reports, problems = _check_all(paths, options, in_workflow)
        summary.append(render.summary_page(reports, problems))
        if options.github_output and reports:
            rows = classroom_formats.rows_by_check(reports)
            output.append(f"result={classroom_formats.grading_reporter_result(rows)}\n")
    if options.classroom50:
        try:
            _write_classroom50_result(options.classroom50, reports)
        except classroom_formats.MissingVariable as error:
            sys.stderr.write(f"{error}\n")
            return 2
    if problems:
        return 2
    return 0 if all(report.nothing_failed for report in reports) else 1


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


def _check_all(
    paths: Sequence[Path], options: argparse.Namespace, in_workflow: bool
) -> tuple[list[NotebookReport], list[str]]:
    """Check the notebooks and print each result when it is there; return the reports and what could not be read."""
    reports, problems = [], []
    for path in paths:
        try:
            report = _check(path, options)
        except InvalidNotebook as error:
            problems.append(f"{path} {error}")
            sys.stderr.write(f"{plain_line(problems[-1])}\n")
            if in_workflow:
                sys.stdout.write(f"{github_actions.annotation_command('error', str(path), 1, str(path), str(error))}\n")
        else:
            reports.append(report)
            _print_report(report, in_workflow)
        sys.stdout.flush()
    return reports, problems


def _check(path: Path, options: argparse.Namespace) -> NotebookReport:
    notebook = read_notebook(path)
    folder, resolved = Path.cwd(), path.resolve()
    display_path = resolved.relative_to(folder) if resolved.is_relative_to(folder) else path
    return run_notebook(notebook, display_path.as_posix(), options.cell_seconds, options.seconds)


def _print_report(report: NotebookReport, in_workflow: bool) -> None:
    """Print the table; in a workflow also what the notebook printed, and annotations."""
    if in_workflow:
        sys.stdout.write(github_actions.untrusted_group(f"what {report.notebook} printed", report.output))
    sys.stdout.write(render.terminal_table(report))
    if in_workflow:
        sys.stdout.writelines(f"{command}\n" for command in render.annotation_commands(report))


def _write_classroom50_result(path: Path, reports: Sequence[NotebookReport]) -> None:
    identity = classroom_formats.submission_identity(os.environ)
    result = classroom_formats.classroom50_result(classroom_formats.rows_by_exercise(reports), identity)
    path.unlink(missing_ok=True)  # the notebook may have put a file or a link there
    path.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
