"""Finding submissions: in a notebook, nbgrader's `submitted/` folder, clones, sections, downloads and archives.

Every notebook is in one student's submission, or in the list of what was left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Protocol

from autograder.errors import UsageError
from autograder.submissions import download_names, file_names, file_tree, notebook_choice
from autograder.submissions.expected_notebook import ExpectedNotebook
from autograder.submissions.file_tree import Folder, StoredFile, as_text
from autograder.submissions.notebook_choice import LARGEST_COMPANION, NotebookChoice
from autograder.submissions.student_folders import LeftOut, Student, StudentFinder

LARGEST_NOTEBOOK = 50 << 20
LISTED_FILES = 5
LISTED_REASONS = 3


class Submission(Protocol):
    """One student's submission, on disk or in memory; `notebook` is None where there is none.

    `repairs` are for the report; `problem` says why nothing can be graded.
    """

    @property
    def student(self) -> str: ...

    @property
    def notebook(self) -> Path | None: ...

    @property
    def repairs(self) -> tuple[str, ...]: ...

    @property
    def problem(self) -> str: ...

    def read(self) -> tuple[bytes, dict[str, bytes]]:
        """Return the notebook's bytes and the files that belong to it."""
        ...


@dataclass(frozen=True, slots=True)
class FoundSubmission:
    """A submission on disk or in an archive; `file` is its notebook, and None where there is none."""

    student: str
    file: StoredFile | None = None
    companions: tuple[tuple[str, StoredFile], ...] = ()
    repairs: tuple[str, ...] = ()
    problem: str = ""

    @classmethod
    def at(cls, student: str, notebook: Path) -> FoundSubmission:
        """Return the submission that a notebook is, with the predictions beside it."""
        folder = file_tree.read_files(notebook.parent)
        file = StoredFile(notebook.parent, PurePosixPath(notebook.name))
        return cls(student, file, notebook_choice.companion_files(folder))

    @property
    def notebook(self) -> Path | None:
        """Where the notebook is. A path takes much memory, so it is made when somebody wants to know."""
        return self.file.location if self.file else None

    def read(self) -> tuple[bytes, dict[str, bytes]]:
        """Return the notebook's bytes and the files that belong to it; OSError where one cannot be read."""
        if self.file is None:
            return b"", {}
        return self.file.read(LARGEST_NOTEBOOK), {name: file.read(LARGEST_COMPANION) for name, file in self.companions}


@dataclass(frozen=True, slots=True)
class Discovery:
    """All submissions, by student, and what was left out."""

    submissions: list[FoundSubmission]
    left_out: list[LeftOut]

    @property
    def needs_attention(self) -> bool:
        """Whether somebody's work may be in no report."""
        return any(file.needs_attention for file in self.left_out)


def find_submissions(path: Path, unit_id: str) -> list[FoundSubmission]:
    """Return all submissions to a unit under `path`, by student; UsageError where there is none."""
    return discover([path], ExpectedNotebook(unit_id)).submissions


def discover(paths: Sequence[Path], expected: ExpectedNotebook) -> Discovery:
    """Return what was handed in under `paths`; UsageError where there is no submission under one of them."""
    students: list[tuple[Student, FoundSubmission]] = []
    left_out: list[LeftOut] = []
    for path in paths:
        students_of_path, files = _discover(path, expected)
        students += students_of_path
        left_out += files
    return Discovery(list(_with_unique_names(students)), left_out)


def submission_beneath(root: Path, folder: PurePosixPath, student: str, expected: ExpectedNotebook) -> FoundSubmission:
    """Return the submission in a student's folder of a unit, given relative to the folder of all submissions."""
    tree = file_tree.read_tree(root, folder)
    return _submission(student, notebook_choice.choose_files(tree, expected))


def student_folders(path: Path) -> dict[str, Path]:
    """Return the students' folders in a download of a classroom service, by user, or in a folder of folders."""
    clones = _clones(path)
    if clones is not None:
        return clones
    folders: dict[str, Path] = {}
    for folder in _subfolders(path):
        folders |= _clones(folder) or {as_text(folder.name): folder}
    return folders


def _clones(path: Path) -> dict[str, Path] | None:
    folders = {as_text(folder.name): folder for folder in _subfolders(path)}
    students = download_names.clone_students(path.resolve().name, list(folders))
    return None if students is None else {students[name]: folder for name, folder in folders.items()}


def _subfolders(path: Path) -> list[Path]:
    return sorted(folder for folder in path.iterdir() if folder.is_dir() and not folder.is_symlink())


def _discover(path: Path, expected: ExpectedNotebook) -> tuple[list[tuple[Student, FoundSubmission]], list[LeftOut]]:
    """Return the students under one path, and what was left out."""
    if not path.exists():
        raise UsageError(f"there is no file or folder '{path}'", fix="give a notebook or a folder of submissions")
    if path.is_file() and not file_names.is_archive(path.name):
        if not file_names.is_notebook(path.name):
            raise UsageError(f"'{path.name}' is not a notebook", where=str(path), fix="give a file that ends in .ipynb")
        name = _student_name(path.parent, expected)
        return [(Student(name, Folder(name)), FoundSubmission.at(name, path))], []
    finder = StudentFinder(expected)
    finder.add_root(file_tree.read_tree(path), _student_name(path, expected))
    students, left_out = [], finder.left_out
    for student in finder.students:
        choice = notebook_choice.choose_files(student.folder, expected)
        students.append((student, _submission(student.name, choice, student.repairs)))
        left_out += _left_out_files(student.name, choice)
    if not any(submission.notebook for _, submission in students):
        reasons = [f"{file.path}: {file.reason}" for file in left_out] + [
            submission.problem for _, submission in students
        ]
        unit_id, where = expected.unit_id, "; ".join([str(path), *reasons[:LISTED_REASONS]])
        fix = f"expected '{unit_id}.ipynb' in it, in <student>/{unit_id}/, in a clone per student, or in a download"
        raise UsageError(f"no submission to '{unit_id}' was found", where=where, fix=fix)
    return students, left_out


def _submission(student: str, choice: NotebookChoice, repairs: Sequence[str] = ()) -> FoundSubmission:
    return FoundSubmission(student, choice.notebook, choice.companions, (*repairs, *choice.repairs), choice.problem)


def _left_out_files(student: str, choice: NotebookChoice) -> Iterator[LeftOut]:
    """Yield one entry for the notebooks of a student that were not graded.

    One in another folder, or with work in it that nobody graded, may be another student's.
    """
    if not choice.left_out or choice.notebook is None:
        return
    path = f"{student}: {', '.join(str(candidate.path) for candidate in choice.left_out[:LISTED_FILES])}"
    more = len(choice.left_out) - LISTED_FILES
    path += f" and {more} more" if more > 0 else ""
    reason = f"'{choice.notebook.name}' was graded"
    yield LeftOut(path, reason, needs_attention=choice.has_rivals)


def _with_unique_names(students: Sequence[tuple[Student, FoundSubmission]]) -> Iterator[FoundSubmission]:
    """Yield the submissions; of two students with one name, each gets the name of the section before it."""
    counts = Counter(student.name for student, _ in students)
    names: Counter[str] = Counter()
    for student, submission in students:
        name = student.name if counts[student.name] == 1 else f"{student.section}-{student.name}".strip("-")
        names[name] += 1
        unique = name if names[name] == 1 else f"{name} ({names[name]})"
        yield submission if unique == submission.student else replace(submission, student=unique)


def _student_name(folder: Path, expected: ExpectedNotebook) -> str:
    real = folder.resolve()
    name = real.parent.name if expected.is_unit_folder(real.name) else real.name
    return as_text(file_names.ARCHIVE.sub("", name))
