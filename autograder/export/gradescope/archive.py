"""The archive that an instructor uploads to Gradescope: scripts, engine, `lab`, and one unit with what is hidden."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from autograder.course.configuration import FILE_NAME, Course, Unit
from autograder.course.course_packages import lab_folders
from autograder.course.yaml_document import YamlDocument
from autograder.export.gradescope.requirements import minimum_requirements, pinned_requirements
from autograder.export.gradescope.results import Visibility
from autograder.export.zip_archive import zip_archive
from autograder.grading.readable_files import KIT as KIT_ENGINE
from autograder.grading.readable_files import borrowed_checks, reference_files

SCRIPTS = ("setup.sh", "run_autograder")
SETTINGS = "settings.json"
KIT = "kit"
"""The folder of the course in the archive."""
IGNORED_NAMES = frozenset({"__pycache__", ".ipynb_checkpoints"})


def autograder_archive(course: Course, unit: Unit, hidden: Visibility) -> bytes:
    """Return the archive for one unit. `hidden` says when students see the results of hidden checks."""
    folder = Path(__file__).parent
    files = {name: (folder / name).read_bytes() for name in (*SCRIPTS, "README.txt")}
    files[SETTINGS] = (json.dumps({"unit": unit.id, "hidden": hidden}, indent=1) + "\n").encode()
    files["python-version"] = f"{sys.version_info.major}.{sys.version_info.minor}\n".encode()
    files["requirements.txt"] = _lines(pinned_requirements(unit.needs))
    files["requirements-minimum.txt"] = _lines(minimum_requirements(unit.needs))
    files |= {f"{KIT}/{path}": data for path, data in _course_files(course, unit)}
    return zip_archive(files, SCRIPTS)


def _lines(texts: Iterable[str]) -> bytes:
    return "".join(f"{text}\n" for text in texts).encode()


def _course_files(course: Course, unit: Unit) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the kit and the course by their paths; what the course brings to `lab` comes after the kit's.

    Of other units there is nothing but what this unit's checks import.
    """
    yield FILE_NAME, _course_file(course, unit)
    for folder, path in [
        (KIT_ENGINE, "autograder"),
        *((lab, "student/lab") for lab in reversed(lab_folders(course.root))),
    ]:
        for file in _files(folder):
            yield f"{path}/{file.relative_to(folder).as_posix()}", file.read_bytes()
    hidden = [*unit.checks.parent.glob("*.py"), *borrowed_checks(unit), *_files(unit.checks)]
    for file in dict.fromkeys([*hidden, *reference_files(course, unit), *_files(unit.source.parent)]):
        yield file.relative_to(course.root).as_posix(), file.read_bytes()


def _course_file(course: Course, unit: Unit) -> bytes:
    """Return course.yml with this unit alone; JSON is YAML, too."""
    data = YamlDocument.read(course.root / FILE_NAME).data
    units = [entry for entry in data["units"] if entry["id"] == unit.id]
    return (json.dumps({**data, "units": units}, indent=1, ensure_ascii=False) + "\n").encode()


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not IGNORED_NAMES & set(path.parts) and path.suffix != ".pyc":
            yield path
