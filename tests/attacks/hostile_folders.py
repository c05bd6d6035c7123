"""Submissions whose files, rather than whose code, try to stop or slow the grading of everybody else."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

MODULES = "numpy json os IPython sitecustomize usercustomize lab pytest autograder conftest".split()
ENDING = "raise SystemExit(3)\n"


def many_files(folder: Path) -> None:
    """Write 5,000 empty files into 100 folders, more than are copied."""
    for number in range(5_000):
        path = folder / f"f{number // 50}" / f"{number}.txt"
        path.parent.mkdir(exist_ok=True)
        path.touch()


def many_files_in_one_folder(folder: Path) -> None:
    """Write 5,000 empty files into one folder, more than are copied."""
    (folder / "f").mkdir()
    for number in range(5_000):
        (folder / "f" / f"{number}.txt").touch()


def pipes(folder: Path) -> None:
    """Make pipes, whose reader waits for a writer: beside the notebook, and in place of the predictions."""
    (folder / "predictions.json").unlink(missing_ok=True)
    for name in ("predictions.json", "data.csv", "notes.txt"):
        os.mkfifo(folder / name)


def pipe_for_notebook(folder: Path) -> None:
    """Make a pipe in place of the notebook."""
    (notebook,) = folder.glob("*.ipynb")
    notebook.unlink()
    os.mkfifo(notebook)


def deep_names(folder: Path) -> None:
    """Write a file in folders with long names, at a path that is almost too long."""
    path = folder
    while len(str(path)) < 3_300:
        path /= "x" * 200
    path.mkdir(parents=True)
    (path / ("y" * 250)).write_text("deep")


def nested_folders(folder: Path) -> None:
    """Make 600 folders, each inside the one before."""
    path = folder.joinpath(*"d" * 600)
    path.mkdir(parents=True)
    (path / "file.txt").write_text("deep")


def file_for_folder(folder: Path) -> None:
    """Write files of the names that folders of the course have."""
    shutil.rmtree(folder / "data", ignore_errors=True)
    for name in ("data", "lab", "images"):
        (folder / name).write_text("I am a file")


def folder_for_file(folder: Path) -> None:
    """Make folders of the names that files of the course have."""
    for name in ("table.csv", "predictions.json", "requirements.txt"):
        (folder / name).unlink(missing_ok=True)
        (folder / name).mkdir()
        (folder / name / "inside.txt").write_text("I am in a folder")


def own_modules(folder: Path) -> None:
    """Bring modules of the names that Python, the engine and nbgrader import."""
    for name in MODULES:
        (folder / f"{name}.py").write_text(ENDING)
    (folder / "matplotlibrc").write_text("backend: nonsense\n")
    (folder / "nbgrader_config.py").write_text(ENDING)


def huge_integers(folder: Path) -> None:
    """Write integers of thousands of digits into the notebook's metadata."""
    (notebook,) = folder.glob("*.ipynb")
    digits = b"9" * 5_000
    notebook.write_bytes(notebook.read_bytes().replace(b'"metadata": {', b'"metadata": {"x": ' + digits + b", ", 3))


def conflict_markers(folder: Path) -> None:
    """Write a million conflict markers instead of a notebook."""
    (notebook,) = folder.glob("*.ipynb")
    notebook.write_bytes(b"<<<<<<< a\n" * 500_000 + b"=======\n" * 500_000)


def large_files(folder: Path) -> None:
    """Bring files of 15 MB, together more than a request may hold."""
    for number in range(5):
        (folder / f"big{number}.bin").write_bytes(b"x" * (15 << 20))


FOLDERS: Mapping[str, Callable[[Path], None]] = {
    function.__name__.replace("_", "-"): function
    for function in (
        *(many_files, many_files_in_one_folder, pipes, pipe_for_notebook, deep_names, nested_folders),
        *(file_for_folder, folder_for_file, own_modules, huge_integers, conflict_markers, large_files),
    )
}
