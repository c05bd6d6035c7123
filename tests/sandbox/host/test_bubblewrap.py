"""What bubblewrap shows of this machine's file system."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from autograder.sandbox.host import bubblewrap


@pytest.mark.parametrize("course", ["/usr/src/app", "/usr/local/course", f"{sys.base_prefix}/course", "/srv", "/opt/x"])
def test_a_course_beside_the_interpreter_is_not_mounted(course: str) -> None:
    folders = [*bubblewrap.system_folders(), *bubblewrap.interpreter_folders()]

    assert not [folder for folder in folders if Path(course).is_relative_to(folder)]
