"""What the results of a report depend on, as hashes, settings and versions: read once for all submissions of a unit."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import metadata
from itertools import chain
from pathlib import Path

from autograder.course import reference_modules
from autograder.course.configuration import FILE_NAME, Course, Unit
from autograder.course.course_packages import lab_folders
from autograder.grading.readable_files import KIT, borrowed_checks
from autograder.provenance import Provenance
from autograder.report import Report

KIT_NAME = "gradient-descent-course-kit"
LIBRARIES = ("numpy", "scipy", "pandas", "matplotlib", "scikit-learn", "ipython", "pytest", "nbformat", "pydantic")
"""The packages whose version every report tells; those that a unit names itself come on top of them."""
BEYOND_GRADING = ("similarity", "nbgrader", "authoring", "book", "export", "notebook_tests", "cli", "site")
"""Packages of the engine that no result depends on: grading imports none of them."""
HASH_DIGITS = 16


def unit_provenance(course: Course, unit: Unit) -> Provenance:
    """Return what every report of a unit depends on, beside its submission."""
    checks = [*unit.check_modules, *borrowed_checks(unit), unit.visible_checks]
    lesson = [unit.source, unit.questions, unit.hints]
    return Provenance(
        checks=_hashes(unit.root, checks),
        reference=_hashes(unit.root, reference_modules.find_modules(unit.reference)),
        lesson=_hashes(unit.root, lesson),
        limits={name: str(value) for name, value in unit.limits.model_dump().items()},
        settings={
            **{name: str(value) for name, value in course.policies.model_dump().items()},
            "preload": ", ".join(unit.preload),
        },
        kit={
            "version": _version(KIT_NAME),
            "autograder": _hash_of_engine(),
            "lab": _hash_of_lab(course, unit),
        },
        libraries={
            "python": platform.python_version(),
            "machine": f"{platform.system()} {platform.machine()}",
            **{name: _version(name) for name in sorted({*LIBRARIES, *unit.needs})},
        },
    )


def with_provenance(report: Report, provenance: Provenance, data: bytes, files: Mapping[str, bytes]) -> Report:
    """Return the report with what produced it, whatever a grading process has said about that."""
    submission = report.submission.model_copy(update={"files_sha256": files_hash(data, files)})
    return report.model_copy(update={"submission": submission, "provenance": provenance, "history": ()})


def files_hash(data: bytes, files: Mapping[str, bytes]) -> str:
    """Return the SHA-256 of a notebook and the files beside it."""
    digest = hashlib.sha256(hashlib.sha256(data).digest())
    for name, content in sorted(files.items()):
        digest.update(hashlib.sha256(name.encode("utf-8", "replace")).digest() + hashlib.sha256(content).digest())
    return digest.hexdigest()


def fingerprint(course: Course, unit: Unit, provenance: Provenance | None = None) -> str:
    """Return a hash of everything but the submission that can change a report: the provenance and course.yml."""
    provenance = provenance or unit_provenance(course, unit)
    text = provenance.model_dump_json().encode()
    return hashlib.sha256(text + (course.root / FILE_NAME).read_bytes()).hexdigest()


@cache
def _hash_of_engine() -> str:
    """Return a hash of the modules that grading can import, read once: a process imports them once, too."""
    files = [path for path in sorted(KIT.rglob("*.py")) if path.relative_to(KIT).parts[0] not in BEYOND_GRADING]
    return _hash_of_files(KIT, files)


def _hash_of_lab(course: Course, unit: Unit) -> str:
    """Return a hash of `lab` without the checks, questions and hints of other units, unless this unit imports them."""
    own = [path for path in (unit.visible_checks, unit.questions, *unit.check_modules) if _may_import_parts(path)]
    listed = {unit.visible_checks, unit.questions, unit.hints}
    hashes = []
    for folder in lab_folders(course.root):
        imported = {*reference_modules.imported_modules(own, "lab", folder)} - listed
        parts = ((other.visible_checks, other.questions, other.hints) for other in course.units)
        foreign = {*chain.from_iterable(parts)} - imported
        files = sorted([*folder.rglob("*.py"), *(folder / "data").glob("*.csv")])
        hashes.append(_hash_of_files(folder, (path for path in files if path not in foreign)))
    return _hash(" ".join(hashes).encode())


def _may_import_parts(path: Path) -> bool:
    """Whether a module may import the checks or questions of a unit; only then is it worth parsing."""
    return path.is_file() and any(name in path.read_bytes() for name in (b"lab.checks", b"lab.questions", b"from lab "))


def _hashes(root: Path, paths: Iterable[Path]) -> dict[str, str]:
    return {path.relative_to(root).as_posix(): _hash(path.read_bytes()) for path in paths if path.is_file()}


def _hash_of_files(root: Path, paths: Iterable[Path]) -> str:
    return _hash("".join(f"{name} {text}\n" for name, text in _hashes(root, paths).items()).encode())


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:HASH_DIGITS]


@cache
def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "none"
