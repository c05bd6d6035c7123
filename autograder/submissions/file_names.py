"""What a file's name says: whether it is a notebook, of which unit, a copy of another file, or saved predictions.

Names are compared as a person reads them: without case, and without what browsers, editors and learning platforms add.
"""

from __future__ import annotations

import re
import unicodedata
from enum import IntEnum
from functools import lru_cache
from pathlib import PurePosixPath

NOTEBOOK = re.compile(r"(?i)\.ipynb( ?\(\d+\)|[-_ ]?copy ?\d*|\.txt|\.json|\.download|~)?$")
ARCHIVE = re.compile(r"(?i)\.zip( ?\(\d+\))?$")
OTHER_ARCHIVE = re.compile(r"(?i)\.(rar|7z|tar|tgz|tbz2?|txz|gz|bz2|xz)$")
PREDICTIONS = re.compile(r"(?i)^predictions?(\.json)?(\.json|\.txt)$")
COPY_OF = re.compile(r"(?i)^(copy|kopie|copie|copia) (of|von|de|di|van) ")
COPY_MARK = re.compile(
    r"""(?ix) [\s_.\u2013-]* (
        \(\d{1,3}\) | [\s_\u2013-] (copy|kopie|copie|copia) [\s_-]* (\d{1,3} | \(\d{1,3}\))?
        | - copy \d{1,3} | [\s_-]checkpoint | [\s_-] \d{1,2}
    ) \s* $"""
)
RESOURCE_FORK = "._"
"""macOS puts files of this prefix beside the real ones; they hold no work."""
CHECKPOINTS = ".ipynb_checkpoints"
METADATA_FOLDERS = frozenset({"__macosx", ".git", ".svn", ".hg", ".ds_store"})
"""Folders that hold no work, compared without case."""
TOOL_FOLDERS = frozenset(
    {".venv", "venv", "env", ".env", "lab", "node_modules", "__pycache__", "site-packages", CHECKPOINTS}
)
"""Folders of programs. A notebook in one is not a student's work, unless the folder is a student's."""
STRUCTURE = re.compile(
    r"""(?ix) ( release | source | src | hand-?outs? | submi\w* | works? | note(book)?s? | exercises? | assign\w*
        | home-?works? | hw | tasks? | lab | solutions? | answers? | templates? | starter | original | back-?ups?
        | old | new | archives? | cop(y|ies) | drafts? | final | versions? | v | attempts? | try | weeks? | units?
        | parts? | projects? | code | docs? | tests? | data | output | build | te?mp | feedback | (auto)?graded
    ) [-_ .]* \d*"""
)
"""Names of folders that sort one student's work, and of no student."""


class UnitName(IntEnum):
    """How a notebook's name fits a unit."""

    OTHER = 0
    CONTAINS = 1
    COPY = 2
    EXACT = 3


def is_notebook(name: str) -> bool:
    """Return whether a file is called like a notebook, whatever a program put behind `.ipynb`."""
    return not name.startswith(RESOURCE_FORK) and NOTEBOOK.search(name) is not None


def is_archive(name: str) -> bool:
    """Return whether a file is called like a ZIP archive."""
    return not name.startswith(RESOURCE_FORK) and ARCHIVE.search(name) is not None


def is_other_archive(name: str) -> bool:
    """Return whether a file is called like an archive that is not read."""
    return OTHER_ARCHIVE.search(name) is not None


def is_predictions(name: str) -> bool:
    """Return whether a file is called like `predictions.json` or a copy of it."""
    stem, suffix = name, ""
    while match := re.search(r"(?i)\.(json|txt)$", stem):
        stem, suffix = stem[: match.start()], match[0] + suffix
    forms = {form + suffix for form in _without_copy_marks(stem)}
    return any(PREDICTIONS.fullmatch(form) for form in forms)


def is_json(name: str) -> bool:
    """Return whether a file may hold JSON; saved predictions may have any name."""
    return not name.startswith(".") and name.lower().endswith((".json", ".json.txt", ".txt"))


def unit_name(name: str, unit_id: str) -> UnitName:
    """Return how the name of a notebook fits a unit."""
    if name == f"{unit_id}.ipynb":
        return UnitName.EXACT
    forms, unit = plain_forms(name), plain(unit_id)
    if unit in forms:
        return UnitName.COPY
    return UnitName.CONTAINS if unit in forms[0] else UnitName.OTHER


@lru_cache(maxsize=1 << 16)
def plain_forms(name: str) -> tuple[str, ...]:
    """Return the name of a notebook for comparisons, and what is left of it without each mark of a copy."""
    return tuple(plain(form) for form in _without_copy_marks(notebook_stem(name)))


def notebook_stem(name: str) -> str:
    """Return the name of a notebook without `.ipynb` and what follows it."""
    return NOTEBOOK.sub("", PurePosixPath(name).name)


def copy_number(name: str) -> int:
    """Return the number of a copy, as in `work (2).ipynb`; 0 where there is none."""
    match = re.search(r"(\d{1,3})\)?\s*$", notebook_stem(name))
    return int(match[1]) if match else 0


@lru_cache(maxsize=1 << 12)
def plain(name: str) -> str:
    """Return a name for comparisons: without case, accents in one form, one separator."""
    return re.sub(r"[\s_-]+", "-", unicodedata.normalize("NFKC", name).casefold()).strip("-")


def _without_copy_marks(stem: str) -> list[str]:
    """Return the stem, and what is left of it after each mark of a copy at its end."""
    forms = [COPY_OF.sub("", stem.strip())]
    while (match := COPY_MARK.search(forms[-1])) and match.start() > 0 and len(forms) < 5:
        forms.append(forms[-1][: match.start()].strip())
    return forms
