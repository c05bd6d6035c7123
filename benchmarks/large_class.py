"""Measure how memory grows with the class, and write a section of docs/speed.md: `python -m benchmarks.large_class`.

The submissions are copies, and each gets the report of the first one: what is measured is everything but the grading.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import click

from autograder.course.configuration import Course
from benchmarks import command, markdown_tables
from benchmarks.sample_course import load_content, sample_students

FOLDER = Path("build") / "benchmarks" / "large-class"
PAGE = Path("docs") / "speed.md"
COPIES_OF_ONE_FILE = 10_000
"""File systems limit how many names a file may have."""
HEAD = """| submissions | s in all | ms each | peak MB |
|---:|---:|---:|---:|"""


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--sizes", default="240,10000,100000", show_default=True, help="Sizes of the classes.")
def main(sizes: str) -> None:
    """Measure `autograder grade --json` on classes of these sizes, and write the table of docs/speed.md."""
    course = Course.load()
    content = load_content(course)
    rows = [
        measure(course, content.unit.id, sample_students(content, 1)[0].notebook, int(size))
        for size in sizes.split(",")
    ]
    markdown_tables.replace_tables(PAGE, {"large": "\n".join([HEAD, *rows])})


def measure(course: Course, unit: str, notebook: bytes, size: int) -> str:
    """Return the row of a class."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    write_copies(notebook, FOLDER / "submitted", unit, size)
    arguments = [
        "grade",
        unit,
        str((FOLDER / "submitted").resolve()),
        "--json",
        str((FOLDER / "reports.json").resolve()),
    ]
    program = [sys.executable, "-m", "benchmarks.known_report", *arguments]
    environment = {"PYTHONPATH": os.pathsep.join(sys.path)}
    result = command.run(program, course.root, FOLDER / "run.log", environment)
    row = f"| {size:,} | {result.seconds:.1f} | {result.seconds / size * 1e3:.2f} | {result.peak_mb:.0f} |"
    click.echo(row, err=True)
    shutil.rmtree(FOLDER)
    return row


def write_copies(notebook: bytes, folder: Path, unit: str, size: int) -> None:
    """Write a class in nbgrader's layout; many students share one file."""
    original = folder
    for number in range(size):
        path = folder / f"student-{number:06}" / unit / f"{unit}.ipynb"
        path.parent.mkdir(parents=True)
        if number % COPIES_OF_ONE_FILE:
            os.link(original, path)
        else:
            original = path
            path.write_bytes(notebook)


if __name__ == "__main__":
    main()
