"""The command `similarity`: a page with pairs of similar submissions, for a person to read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from autograder.cli.report_files import read_reports
from autograder.cli.submissions import discover_submissions
from autograder.course.configuration import Course, Unit
from autograder.errors import UsageError
from autograder.files import write_atomically
from autograder.submissions.discovery import FoundSubmission
from autograder.submissions.git_history import GitHistory
from autograder.submissions.hand_in_times import submission_history
from autograder.views.sanitize import terminal_text

FOLDER = click.Path(path_type=Path)


@click.command()
@click.argument("unit")
@click.argument("submissions", nargs=-1, type=FOLDER)
@click.option(
    "--reports", type=FOLDER, help="Reports of `grade --out`, for rare mistakes that both made (default: reports/UNIT)."
)
@click.option("--out", type=FOLDER, help="The page to write (default: UNIT-similarity.html in the course's folder).")
@click.option("--most", type=click.IntRange(1, 1000), default=30, show_default=True, help="Pairs that the page shows.")
def similarity(unit: str, submissions: tuple[Path, ...], reports: Path | None, out: Path | None, most: int) -> None:
    """List similar submissions to UNIT, for a person.

    Writes a page with both texts of each pair side by side. It gives no verdict. What the handout and the reference
    contain, and what many write, counts nothing; no code of a student is run. SUBMISSIONS are as for `grade` (default:
    submitted/).
    """
    from autograder.course import unit_content
    from autograder.similarity.page import similarity_page
    from autograder.similarity.pairs import similar_pairs
    from autograder.similarity.submitted_code import CourseCode, submitted_code

    course = Course.load()
    course_unit = course.unit(unit)
    content = unit_content.load(course, unit)
    discovery = discover_submissions(course, course_unit, submissions or (course.root / "submitted",))
    course_code = CourseCode.of(content)
    codes = [submitted_code(item.student, _read(item), content.release, unit) for item in discovery.submissions]
    codes = [code for code in codes if code.cells]
    pairs = similar_pairs(codes, course_code, _mistakes(course_unit, reports))
    first_pairs = pairs[:most]
    students = {code.student for pair in first_pairs for code in (pair.first, pair.second)}
    page = similarity_page(
        course_unit.title,
        first_pairs,
        course_code,
        class_size=len(codes),
        total=len(pairs),
        histories=_histories([item for item in discovery.submissions if item.student in students]),
    )
    path = out or course.root / f"{unit}-similarity.html"
    if not path.parent.is_dir():
        raise UsageError(f"there is no folder '{path.parent}'", fix="create it, or name another file with --out")
    write_atomically(path, page.encode())
    for pair in first_pairs:
        click.echo(f"{terminal_text(pair.first.student)} and {terminal_text(pair.second.student)}")
    number = f"{len(pairs)} pair{'s' * (len(pairs) != 1)} of {len(codes)} submissions to read"
    click.echo(f"{number}, no verdict: {path.name}")


def _read(submission: FoundSubmission) -> bytes:
    """Return the notebook's bytes; nothing where it cannot be read."""
    try:
        return submission.read()[0] if submission.notebook else b""
    except OSError:
        return b""


def _mistakes(unit: Unit, reports: Path | None) -> dict[str, tuple[str, ...]]:
    """Return the recognised mistakes by student; nothing where there are no reports."""
    folder = reports or unit.root / "reports" / unit.id
    if reports is None and not any(folder.glob("*.json")):
        return {}
    return {report.student: report.mistakes() for report in read_reports(folder) if report.unit == unit.id}


def _histories(submissions: Sequence[FoundSubmission]) -> dict[str, GitHistory]:
    """Return the commits to the notebooks that are in clones."""
    histories = {submission.student: submission_history(submission) for submission in submissions}
    return {student: history for student, history in histories.items() if history is not None}
