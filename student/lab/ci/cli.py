"""The command `python -m lab check`: runs notebooks, prints their results, and writes what a workflow asks for.

Exit codes: 0 nothing that was started is wrong; 1 something is, or a notebook is missing; 2 there is nothing to check,
or a notebook that cannot be read. The readable ones are checked all the same.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from lab.ci import classroom_formats, github_actions, notebook_folder, render, unit_packages
from lab.ci.github_actions import Annotations
from lab.ci.notebook_file import InvalidNotebook, read_notebook, units
from lab.ci.notebook_folder import NotebookFolder
from lab.ci.report import NotebookReport, not_started_report
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
    paths = tuple(options.notebooks)
    folder = NotebookFolder(paths) if paths else notebook_folder.read_folder(Path.cwd())
    if options.command == "requirements":
        sys.stdout.writelines(f"{name}\n" for name in _requirements(folder.notebooks))
        return 0
    if frontend.is_in_browser():
        sys.stderr.write(IN_BROWSER)
        return 2
    return _check(folder, options)


def _check(folder: NotebookFolder, options: argparse.Namespace) -> int:
    if not folder.notebooks:
        nothing = f"there is no notebook of a unit here; the units are: {', '.join(units())}"
        sys.stderr.writelines(f"{plain_line(text)}\n" for text in folder.problems or (nothing,))
        return 2
    run = _Run(options)
    with (
        github_actions.appended_text("GITHUB_OUTPUT") as output,
        github_actions.appended_text("GITHUB_STEP_SUMMARY") as summary,
    ):
        run.check_all(folder.notebooks)
        run.say(folder.problems, "error")
        in_workflow = run.annotations is not None
        uncommitted = [] if in_workflow else notebook_folder.uncommitted_files(folder.notebooks)
        run.say(render.uncommitted_lines(uncommitted), "warning")
        summary.append(render.summary_page(run.reports, (*run.unreadable, *folder.problems)))
        if options.github_output and run.reports:
            rows = classroom_formats.rows_by_check(run.reports)
            output.append(f"result={classroom_formats.grading_reporter_result(rows)}\n")
    if options.classroom50:
        try:
            _write_classroom50_result(options.classroom50, run.reports)
        except classroom_formats.MissingVariable as error:
            sys.stderr.write(f"{error}\n")
            return 2
    if run.unreadable:
        return 2
    return 0 if all(report.nothing_failed for report in run.reports) and not folder.problems else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m lab", description="What a notebook's visible checks say.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", dest="command")
    check = commands.add_parser("check", help="run notebooks from the top, and their visible checks", epilog=EPILOG)
    requirements = commands.add_parser(
        "requirements",
        help="name the requirement files of the packages that a begun notebook needs and that are missing",
    )
    for command in (check, requirements):
        command.add_argument(
            "notebooks", nargs="*", type=Path, metavar="NOTEBOOK", help="all of this folder, if none is named"
        )
    check.add_argument("--github-output", action="store_true", help="write result=... for GitHub Classroom's reporter")
    check.add_argument("--classroom50", type=Path, metavar="FILE", help="write Classroom 50's result.json")
    check.add_argument("--cell-seconds", type=float, default=CELL_SECONDS, help="for one cell (%(default)g)")
    check.add_argument("--seconds", type=float, default=NOTEBOOK_SECONDS, help="for one notebook (%(default)g)")
    check.add_argument("--all-seconds", type=float, default=float("inf"), help="for all notebooks (no limit)")
    return parser


class _Run:
    """Checks notebooks one after the other, and prints the result of each when it is there."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.reports: list[NotebookReport] = []
        self.unreadable: list[str] = []
        self.annotations = Annotations() if os.environ.get("GITHUB_ACTIONS") == "true" else None

    def check_all(self, paths: Sequence[Path]) -> None:
        """Check the notebooks; what cannot be read, or has no time left, is noted."""
        end = time.monotonic() + self.options.all_seconds
        for path in paths:
            try:
                report = self._report(path, min(self.options.seconds, end - time.monotonic()))
            except InvalidNotebook as error:
                self.unreadable.append(f"{path} {error}")
                self.say(self.unreadable[-1:], "error", str(path))
            else:
                self.reports.append(report)
                self._print(report)
            sys.stdout.flush()

    def say(self, sentences: Sequence[str], level: str, file: str = "README.md") -> None:
        """Print sentences to the standard error; in a workflow also as annotations."""
        sys.stderr.writelines(f"{plain_line(sentence)}\n" for sentence in sentences)
        if self.annotations is not None:
            commands = (github_actions.annotation_command(level, file, 1, "notebooks", text) for text in sentences)
            sys.stdout.writelines(f"{command}\n" for command in self.annotations.limited(commands))

    def _report(self, path: Path, seconds: float) -> NotebookReport:
        notebook = read_notebook(path)
        folder, resolved = Path.cwd(), path.resolve()
        display_path = (resolved.relative_to(folder) if resolved.is_relative_to(folder) else path).as_posix()
        if missing := unit_packages.missing_in_words(notebook.unit, resolved.parent):
            if notebook.is_begun:
                raise InvalidNotebook(missing)
            self.say([f"{path} was not run, because nothing in it is begun; it {missing}"], "notice", str(path))
            return not_started_report(notebook, display_path)
        if seconds <= 0:
            raise InvalidNotebook(f"was not checked: the others took all {self.options.all_seconds:g} seconds")
        return run_notebook(notebook, display_path, self.options.cell_seconds, seconds)

    def _print(self, report: NotebookReport) -> None:
        """Print the table; in a workflow also what the notebook printed, and annotations."""
        if self.annotations is not None:
            sys.stdout.write(github_actions.untrusted_group(f"what {report.notebook} printed", report.output))
        sys.stdout.write(render.terminal_table(report))
        if self.annotations is not None:
            commands = self.annotations.limited(render.annotation_commands(report))
            sys.stdout.writelines(f"{command}\n" for command in commands)


def _requirements(paths: Sequence[Path]) -> Iterator[str]:
    """Yield the files with the packages that a begun notebook needs and that are not installed."""
    for path in paths:
        try:
            notebook = read_notebook(path)
        except InvalidNotebook:
            continue
        if notebook.is_begun and unit_packages.missing_modules(notebook.unit):
            yield unit_packages.requirements_file(notebook.unit, path.resolve().parent)


def _write_classroom50_result(path: Path, reports: Sequence[NotebookReport]) -> None:
    identity = classroom_formats.submission_identity(os.environ)
    result = classroom_formats.classroom50_result(classroom_formats.rows_by_exercise(reports), identity)
    path.unlink(missing_ok=True)  # the notebook may have put a file or a link there
    path.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
