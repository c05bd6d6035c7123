"""The student's id: saved by `lab.identify`, else the name under which JupyterHub knows the student."""

from __future__ import annotations

import os
from pathlib import Path

from lab.variants.variant import normalize_id

FILE_NAME = "lab-student.txt"
MAX_FILE_BYTES = 4_000
HUB_VARIABLE = "JUPYTERHUB_USER"


def find(folder: Path) -> str:
    """Return the normalized id, empty where nobody has told it.

    A file in the folder of the notebook counts first, then one in the folder above or in that of the start page.
    """
    for place in (folder, folder.parent, folder.parent / "start"):
        if text := read(place / FILE_NAME):
            return text
    return normalize_id(os.environ.get(HUB_VARIABLE, ""))


def read(path: Path) -> str:
    """Return the normalized id in a file, empty where it is missing or cannot be read."""
    try:
        with path.open("rb") as file:
            return normalize_id(file.read(MAX_FILE_BYTES).decode("utf-8-sig", errors="ignore"))
    except OSError:
        return ""


def save(student: str, folder: Path) -> None:
    """Write an id into the folder's file. Raises OSError."""
    (folder / FILE_NAME).write_text(normalize_id(student) + "\n", encoding="utf-8", newline="\n")
