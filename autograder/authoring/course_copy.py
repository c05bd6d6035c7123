"""A copy of a course in another folder, for everything that grades or releases without touching the course itself."""

from __future__ import annotations

import shutil
from pathlib import Path

from autograder.course.configuration import Course
from autograder.grading.course_archive import PARTS
from autograder.submissions.file_names import CHECKPOINTS


def copy_course(course: Course, folder: Path) -> None:
    """Copy what nbgrader and the grader read; releases, gradebooks and submissions are left out.

    Bytecode is copied, too: the copies of modules keep their times, so it is valid until somebody changes a module.
    """
    for part in PARTS:
        source, target = course.root / part, folder / part
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns(CHECKPOINTS))
        else:
            shutil.copy(source, target)
