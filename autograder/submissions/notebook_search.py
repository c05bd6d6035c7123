"""The notebooks in a folder that may be work for a unit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from autograder.submissions import file_names
from autograder.submissions.expected_notebook import ExpectedNotebook
from autograder.submissions.file_tree import Folder


def notebooks(folder: Folder, expected: ExpectedNotebook) -> Iterator[tuple[PurePosixPath, Folder]]:
    """Yield the path of each notebook that may be work for the unit, with the folder in which it lies."""
    for path, inner in folder.walk():
        if is_in_tool_folder(path):
            continue
        for name in inner.files:
            # <student>/<other unit>/<other unit>.ipynb is a submission to that unit
            is_assignment = path.parts and file_names.notebook_stem(name) == path.parts[-1] != expected.unit_id
            if file_names.is_notebook(name) and not is_assignment and not expected.is_of_another_unit(name):
                yield path / name, inner


def is_in_tool_folder(path: PurePosixPath) -> bool:
    """Return whether a path leads through a folder of programs."""
    return any(part.lower() in file_names.TOOL_FOLDERS for part in path.parts)
