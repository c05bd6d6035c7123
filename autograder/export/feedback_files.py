"""Feedback pages in a ZIP archive that a platform hands to its students, named after its download of submissions.

Canvas reads the ids of the student and of the submitted file in a file's name (`infer_comment_context_from_filename`),
Moodle the number of the participant and the plugin in a folder's (`importziplib.php`), Brightspace a folder's name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath

from autograder.errors import UsageError
from autograder.export.people import Person, match
from autograder.files import safe_file_name
from autograder.submissions import archives, download_names, file_names
from autograder.submissions.confined_reading import read_beneath
from autograder.submissions.download_names import DownloadName

FEEDBACK = "feedback.html"
LARGEST_PAGE = 20 << 20


def download_entries(download: Path) -> list[str]:
    """Return the names of the files and folders of students in a platform's download, a folder or an archive."""
    if download.is_dir():
        paths = [path.relative_to(download).as_posix() for path in sorted(download.rglob("*"))]
    else:
        try:
            with download.open("rb") as file:
                paths, _ = archives.member_names(file)
        except OSError as error:
            raise UsageError(f"cannot read the download '{download}': {error.strerror}") from None
    parts = [PurePosixPath(path).parts for path in paths]
    names = list(dict.fromkeys(path[0] for path in parts if path))
    if not download_names.parse_names(names) and len({path[0] for path in parts if len(path) > 1}) == 1:
        names = list(dict.fromkeys(path[1] for path in parts if len(path) > 1))
    return names


def paths_of_download(names: Sequence[str], students: Iterable[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the path of each student's page in the upload, and why others have none."""
    parsed = download_names.parse_names(names)
    if not parsed:
        fix = "give the archive that the platform made, or the folder that was in it"
        raise UsageError("the download has no names of a platform", fix=fix)
    people = download_names.students_by_person(parsed)
    entries = {person: _best_entry(person, parsed) for person in people}
    index = list(entries)
    rows = [Person.of(row, [person], [people[person], entries[person][1].student]) for row, person in enumerate(index)]
    matches = match(students, rows, {})
    paths = {student: _upload_path(*entries[index[person.row]]) for student, person in matches.people.items()}
    return paths, dict(matches.without_row)


def _best_entry(person: str, parsed: Mapping[str, DownloadName]) -> tuple[str, DownloadName]:
    """Return a person's entry: of the last attempt, with a file handed in rather than a text, with the notebook."""
    entries = [(name, entry) for name, entry in sorted(parsed.items()) if entry.person == person]
    return max(
        entries,
        key=lambda pair: (pair[1].time, "_onlinetext" not in pair[0], file_names.is_notebook(pair[1].file)),
    )


def _upload_path(name: str, parsed: DownloadName) -> str:
    return f"{name.removesuffix(parsed.file)}{FEEDBACK}" if parsed.file else f"{name}/{FEEDBACK}"


def find_page(folder: Path, student: str, unit: str) -> bytes | None:
    """Return a student's page in a folder of `grade --out` or in nbgrader's feedback/; None where there is none."""
    name = safe_file_name(student)
    for path in (f"{name}.html", f"{name}/{unit}/{unit}.html"):
        try:
            return read_beneath(folder, path, LARGEST_PAGE)
        except OSError:
            continue
    return None
