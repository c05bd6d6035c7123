"""The file by which the grader says for whom the data is generated while a submission is graded."""

from __future__ import annotations

import json
import os
from pathlib import Path

from lab.variants.variant import Variant, normalize_id

FILE_NAME = "lab-variant.json"
MAX_FILE_BYTES = 100_000


def is_grading() -> bool:
    """Return whether a grader runs this notebook: then neither a cell nor a file of the student's decides."""
    return os.environ.get("NBGRADER_EXECUTION") == "autograde"


def encode(variant: Variant) -> bytes:
    """Return the content of the file."""
    return json.dumps({"id": variant.id, "data": variant.data}).encode()


def read(folder: Path) -> Variant | None:
    """Return the variant in the folder's file, None where there is none."""
    try:
        with (folder / FILE_NAME).open("rb") as file:
            content = json.loads(file.read(MAX_FILE_BYTES))
        return Variant(normalize_id(content["id"]), tuple(map(str, content["data"])))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
