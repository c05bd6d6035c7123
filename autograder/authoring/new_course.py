"""Begins a course of one's own: a folder with one unit, the kit as a wheel, and all that is needed to grade.

The templates are in `course_template/`.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from autograder.authoring import kit_wheel, new_unit
from autograder.authoring.file_templates import TemplateFile, file_content
from autograder.course.configuration import RESERVED_IDS, Course, Unit
from autograder.course.yaml_document import Slug
from autograder.errors import UsageError
from autograder.files import write_atomically
from autograder.release import build, start_folder

TEMPLATE = Path(__file__).with_name("course_template")
TEMPLATE_FILES = tuple(
    TemplateFile(TEMPLATE / name, path)
    for name, path in (
        ("course.txt", "course.yml"),
        ("readme.txt", "README.md"),
        ("conventions.txt", "conventions.md"),
        ("makefile.txt", "Makefile"),
        ("pyproject.txt", "pyproject.toml"),
        ("nbgrader_config.txt", "nbgrader_config.py"),
        ("gitignore.txt", ".gitignore"),
        ("test.yml", ".github/workflows/test.yml"),
        ("grade.yml", ".github/workflows/grade.yml"),
        ("catalogue.txt", "hidden_checks/mistake_catalogue_rows.py"),
        ("data.txt", "student/lab/data/__init__.py"),
        ("start.txt", "student/start/start.ipynb"),
        ("requirements.txt", "student/templates/requirements.txt"),
        ("test_course.txt", "tests/test_course.py"),
    )
)
PACKAGES: Mapping[str, str] = {
    "solutions": "The reference solutions, one module per unit: secret.",
    "hidden_checks": "The hidden checks, one package per unit: secret, in no handout.",
    "student/lab/checks": "The visible checks, one module per unit: what students run.",
    "student/lab/hints": "Hints in three levels for each exercise, one module per unit.",
    "student/lab/questions": "The questions that students answer before an outcome, one module per unit.",
    "student/lab/recalls": "Questions about earlier units, one module per unit, with their answers.",
}
"""The Python packages of a course, with the docstring of each."""
UNIT = "first-unit"


@dataclass(frozen=True, slots=True)
class Names:
    """What a new course is called, and its first unit."""

    course: str
    title: str
    unit: Unit

    @classmethod
    def make(cls, folder: Path, course: str = "", title: str = "", unit: str = UNIT) -> Names:
        """Check the names; without an id, the course is called like its folder. UsageError for one that cannot be."""
        words = "-".join(re.findall("[a-z0-9]+", folder.name.lower()))
        name = course or words
        try:
            TypeAdapter(Slug).validate_python(name)
        except ValidationError:
            fix = "name it with --id, in lower-case words joined by hyphens, such as 'statistics-1'"
            raise UsageError(f"{name!r} is no id for a course", fix=fix) from None
        if unit in RESERVED_IDS:
            raise UsageError(f"a unit cannot be called '{unit}', like a page of every course", fix="choose another id")
        text = " ".join(title.split()) or name.replace("-", " ").capitalize()
        return cls(name, text, new_unit.make_unit(folder, unit))

    def words(self, wheel: str) -> dict[str, str]:
        """Return what the placeholders of the templates stand for."""
        return {
            "course": self.course,
            "title": self.title,
            "title_in_quotes": json.dumps(self.title, ensure_ascii=False),
            "unit": self.unit.id,
            "unit_title": self.unit.title,
            "wheel": wheel,
        }


def create_course(
    folder: Path,
    names: Names,
    *,
    make_wheel: Callable[[Path], Path] = kit_wheel.make_wheel,
    release: Callable[[Course, Unit], object] = build.generate_release,
) -> Course:
    """Write a new course into a folder that is empty or does not exist, and release its unit.

    UsageError where the folder cannot be used; whatever happens, it is complete or as it was before.
    """
    with _complete_or_nothing(folder) as root:
        (root / "kit").mkdir()
        words = names.words(make_wheel(root / "kit").name)
        for path, data in _files(root, names, words).items():
            path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(path, data)
        course = Course.load(root)
        release(course, course.units[0])
        start_folder.write(course, course.units)
        for name in ("gradebook.db", ".nbgrader.log"):
            (root / name).unlink(missing_ok=True)
    return Course.load(folder)


def _files(root: Path, names: Names, words: Mapping[str, str]) -> dict[Path, bytes]:
    files = {root / file.path: file_content(file, _own_words(file, words)) for file in TEMPLATE_FILES}
    files |= {root / package / "__init__.py": f'"""{text}"""\n'.encode() for package, text in PACKAGES.items()}
    return files | new_unit.unit_files(new_unit.make_unit(root, names.unit.id))


def _own_words(file: TemplateFile, words: Mapping[str, str]) -> Mapping[str, str]:
    """Return no words for the start page, which each release fills in."""
    return {} if file.path.endswith(".ipynb") else words


@contextmanager
def _complete_or_nothing(folder: Path) -> Iterator[Path]:
    """Yield a temporary folder, whose content is moved to the other at the end, or removed after an error."""
    try:
        is_there = folder.exists()
        if is_there and (not folder.is_dir() or any(folder.iterdir())):
            problem = "is not empty" if folder.is_dir() else "is a file"
            fix = "name a folder that is empty or does not exist yet"
            raise UsageError(f"'{folder.name}' {problem}", where=str(folder), fix=fix)
        temporary = Path(tempfile.mkdtemp(dir=folder if is_there else folder.parent, prefix=".writing-"))
        try:
            temporary.chmod(0o755)
            yield temporary
            if not is_there:
                temporary.rename(folder)
            for path in temporary.iterdir() if is_there else ():
                path.rename(folder / path.name)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)
    except OSError as error:
        fix = "name a folder that you can write to, inside one that exists"
        raise UsageError(f"cannot write a course: {error.strerror}", where=str(folder), fix=fix) from None
