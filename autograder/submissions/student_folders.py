"""Whose folder is whose: students in a tree of submitted files, in sections, by unit, or by the names of a download.

A folder that holds several students is not a student. Files that belong to no student are left out, with a reason.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from pathlib import PurePosixPath

from autograder.submissions import download_names, file_names
from autograder.submissions.download_names import DownloadName
from autograder.submissions.expected_notebook import ExpectedNotebook
from autograder.submissions.file_names import UnitName
from autograder.submissions.file_tree import Folder
from autograder.submissions.notebook_search import notebooks

MAX_FILES_OF_STUDENTS = 2_000
LARGEST_FILE = 20 << 20


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Files that are in no report, and why. Where they may be somebody's only work, a person must look at them."""

    path: str
    reason: str
    needs_attention: bool = True


@dataclass
class Student:
    """A student and what was handed in; `section` is the name of the folder around it."""

    name: str
    folder: Folder
    section: str = ""
    repairs: list[str] = field(default_factory=list)


class Kind(Enum):
    """What a folder is.

    SECTION_OR_STUDENT: only one folder in it holds work, so it is a student, or a section with one student.
    """

    STUDENT = "student"
    SEVERAL_STUDENTS = "group"
    SECTION_OR_STUDENT = "one folder with work"
    EMPTY = "no work"


@dataclass
class StudentFinder:
    """Finds the students in a tree."""

    expected: ExpectedNotebook
    students: list[Student] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)

    def add_root(self, root: Folder, name: str) -> None:
        """Add the students in the folder that was given; `name` is the student's if it is one student's folder."""
        flat = self._students_of_files(root)
        if flat:
            for student, folder in flat.items():
                self._add_student(student, folder, root.name, [])
        elif self._is_direct(root) and self._kind(root) is Kind.STUDENT and not self._is_download_of_one(root):
            self._add_student(name, root, "", [])
        else:
            self._add_group(root, PurePosixPath(root.name))

    def _is_download_of_one(self, root: Folder) -> bool:
        """Return whether a folder is a download with the files of one student."""
        names = map(self.expected.name_of, filter(file_names.is_notebook, root.files))
        return bool(self._people(root)) and max(names, default=UnitName.OTHER) < UnitName.COPY

    def _students_of_files(self, root: Folder) -> dict[str, Folder]:
        """Return students by name where a folder holds one notebook of each, called after the student, and no folder.

        Copies of one notebook are one student's.
        """
        names = [name for name in root.files if file_names.is_notebook(name)]
        if len(names) < 2 or self._holders(root) or self._people(root):
            return {}
        fits = [self.expected.name_of(name) for name in names]
        if max(fits) >= UnitName.COPY or not all(fits):
            contents = [self.expected.content_of(_read(root, name)) for name in names[:MAX_FILES_OF_STUDENTS]]
            if max(fits) >= UnitName.COPY or sum(content.is_of_unit for content in contents) < 2:
                return {}
        students = {self.expected.rest_of_name(name): name for name in names}
        if len(students) < len(names) or all(map(file_names.STRUCTURE.fullmatch, students)):
            return {}
        return {student: Folder(student, files={name: root.files[name]}) for student, name in students.items()}

    def _add_group(self, group: Folder, path: PurePosixPath) -> None:
        """Add the students in a folder that is not a student's; `path` is for messages."""
        self.left_out += [LeftOut(str(path), problem) for problem in group.problems]
        names = download_names.parse_names([*group.files, *group.folders, *group.other_names])
        self._add_download(group, names)
        for name in group.files:
            if file_names.is_notebook(name) and name not in names and not self.expected.is_of_another_unit(name):
                self.left_out.append(LeftOut(str(path / name), "it stands beside the students' folders"))
        for name in filter(file_names.is_other_archive, group.other_names):
            self.left_out.append(LeftOut(str(path / name), "this kind of archive is not read: unpack it"))
        folders = {name: folder for name, folder in group.folders.items() if name not in names}
        for name in [name for name, folder in folders.items() if folder.is_tool and not self._is_students(folder)]:
            work = any(True for _ in notebooks(folders.pop(name), self.expected))
            self.left_out.append(LeftOut(str(path / name), "it has the name of a folder of programs", work))
        clones = download_names.clone_students(group.name, list(folders))
        if clones is not None:
            for name, folder in folders.items():
                self._add_student(clones[name], folder, group.name, [])
        else:
            self._add_folders(folders, group.name, path)

    def _is_students(self, folder: Folder) -> bool:
        """Return whether a folder with the name of a folder of programs is a student's."""
        return not folder.name.startswith(".") and self._is_direct(folder) and self._kind(folder) is Kind.STUDENT

    def _add_folders(self, folders: dict[str, Folder], section: str, path: PurePosixPath) -> None:
        kinds = {name: self._kind(folder) for name, folder in folders.items()}
        by_unit = any(self.expected.is_unit_folder(name) and kinds[name] is Kind.SEVERAL_STUDENTS for name in folders)
        has_sections = Kind.SEVERAL_STUDENTS in kinds.values()
        for name, folder in folders.items():
            if by_unit and name in self.expected.other_units:
                continue  # submissions to that unit
            is_group = kinds[name] is Kind.SEVERAL_STUDENTS and not folder.is_archive
            if is_group or (has_sections and self._is_small_section(folder, kinds[name])):
                self._add_group(folder, path / name)
            elif kinds[name] is not Kind.SEVERAL_STUDENTS:
                self._add_student(folder.name, folder, section, [])
        for name, folder in folders.items():
            if kinds[name] is Kind.SEVERAL_STUDENTS and folder.is_archive:
                self._add_archive_of_group(folder, path / name)

    def _add_archive_of_group(self, archive: Folder, path: PurePosixPath) -> None:
        """Add the students in an archive, unless it is the download whose unpacked folders stand beside it."""
        inner = StudentFinder(self.expected)
        inner._add_group(archive, path)
        if {student.name for student in inner.students} <= {student.name for student in self.students}:
            self.left_out.append(LeftOut(str(path), "its students' folders stand beside it", needs_attention=False))
        else:
            self.students += inner.students
            self.left_out += inner.left_out

    def _is_small_section(self, folder: Folder, kind: Kind) -> bool:
        """Return whether a folder beside sections is a section, too, with one student or without any work."""
        if folder.is_archive or folder.files or not folder.folders:
            return False
        if kind is Kind.EMPTY:
            return not all(map(file_names.STRUCTURE.fullmatch, folder.folders)) and not folder.other_names
        holders = [name for name in self._holders(folder) if not file_names.STRUCTURE.fullmatch(name)]
        return kind is Kind.SECTION_OR_STUDENT and any(not self.expected.is_unit_folder(name) for name in holders)

    def _add_download(self, group: Folder, names: dict[str, DownloadName]) -> None:
        """Add the students of a download. Of several attempts, the last one with a notebook is taken."""
        students = download_names.students_by_person(names)
        for person, student in students.items():
            attempts: dict[str, Folder] = {}
            for name, parsed in sorted(names.items()):
                if parsed.person == person:
                    attempt = attempts.setdefault(parsed.time, Folder(student))
                    _add_entry(attempt, group, name, parsed.file)
            times = sorted(attempts)
            full = [time for time in times if any(True for _ in notebooks(attempts[time], self.expected))]
            time = (full or times)[-1]
            repairs = [f"there were {len(times)} attempts: the one of {time} was graded"] if len(times) > 1 else []
            self._add_student(student, attempts[time], group.name, repairs)

    def _add_student(self, name: str, folder: Folder, section: str, repairs: list[str]) -> None:
        self.students.append(Student(name, folder, section, repairs))

    def _kind(self, folder: Folder) -> Kind:
        people, is_direct = self._people(folder), self._is_direct(folder)
        if len(people) > 1 or (people and not is_direct):
            return Kind.SEVERAL_STUDENTS
        if not is_direct and download_names.clone_students(folder.name, list(folder.folders)) is not None:
            return Kind.SEVERAL_STUDENTS
        holders = self._holders(folder)
        is_structure = all(map(file_names.STRUCTURE.fullmatch, holders))
        if is_direct:
            return Kind.STUDENT if len(holders) < 2 or is_structure else Kind.SEVERAL_STUDENTS
        if not holders:
            return Kind.EMPTY
        if any(self._kind(folder.folders[name]) is Kind.SEVERAL_STUDENTS for name in holders):
            return Kind.SEVERAL_STUDENTS
        if is_structure and len(holders) > 1:
            return Kind.STUDENT
        is_archive = folder.folders[holders[0]].is_archive
        is_unit = self.expected.is_unit_folder(folder.name)
        return (
            Kind.SEVERAL_STUDENTS
            if len(holders) > 1 or (is_unit and not is_structure and not is_archive)
            else Kind.SECTION_OR_STUDENT
        )

    def _people(self, folder: Folder) -> set[str]:
        """Return the people whose notebooks or folders have names of a download."""
        names = [*filter(file_names.is_notebook, folder.files), *folder.folders]
        return {name.person for name in download_names.parse_names(names).values()}

    def _is_direct(self, folder: Folder) -> bool:
        """Return whether the unit's notebook lies in the folder itself, or in its folder of the unit's name."""
        paths = self._candidate_paths(folder)
        return any(len(path.parts) == 1 + self.expected.is_unit_folder(path.parts[0]) for path in paths)

    def _holders(self, folder: Folder) -> list[str]:
        """Return the names of the folders that hold a notebook of the unit, without that of the unit's name."""
        paths = self._candidate_paths(folder)
        if not any(len(path.parts) == 1 for path in paths):
            paths = [path for path, _ in notebooks(folder, self.expected)]
        outer = dict.fromkeys(path.parts[0] for path in paths if len(path.parts) > 1)
        return [name for name in outer if not self._is_unit_folder_of(folder, name)]

    def _is_unit_folder_of(self, folder: Folder, name: str) -> bool:
        return self.expected.is_unit_folder(name) and any(map(file_names.is_notebook, folder.folders[name].files))

    def _candidate_paths(self, folder: Folder) -> list[PurePosixPath]:
        """Return the paths of the notebooks that are named after the unit; if there are none, of all."""
        paths = [path for path, _ in notebooks(folder, self.expected)]
        return [path for path in paths if self.expected.name_of(path.name) >= UnitName.COPY] or paths


def _add_entry(attempt: Folder, group: Folder, name: str, file_name: str) -> None:
    """Add a file or folder of a download to a student's folder, under the name that the student gave."""
    if name in group.files:
        attempt.files.update({file_name: group.files[name]} if file_name else {})
        return
    if name not in group.folders:
        attempt.other_names.append(file_name or name)
        return
    folder = group.folders[name]
    if file_name:
        attempt.folders[file_name] = folder
        return
    attempt.files.update(folder.files)
    attempt.folders.update(folder.folders)
    attempt.other_names += folder.other_names
    attempt.problems += folder.problems


def _read(folder: Folder, name: str) -> bytes:
    """Return the content of a file, empty where it cannot be read."""
    try:
        return folder.files[name].read(LARGEST_FILE)
    except OSError:
        return b""
