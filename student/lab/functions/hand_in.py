"""`lab.hand_in`: one file to upload, with everything that belongs to a unit, and what is missing before you do."""

from __future__ import annotations

import inspect
import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from lab.checking import exercises
from lab.display import frontend
from lab.display.cards import Card, card, display_card, rows, unknown_name_card
from lab.overview import colab_notebook, course_card, course_outline, saved_work
from lab.overview.course_outline import UnitOutline
from lab.predicting import file_lock
from lab.predicting.notebook_folder import notebook_folder
from lab.predicting.prediction_text import FILE_NAME

NO_NOTEBOOK = "There is no `{}.ipynb` here. If yours has another name, rename it back."
NO_FILES = (
    "In this window Python cannot reach the files of the page. Is it a private window? Use an ordinary one. To hand in "
    "from here, download the notebook (menu File, Download)."
)
LARGE_FILE_BYTES = 20 << 20
"""Many learning platforms refuse larger files."""


def hand_in(unit: str | None = None) -> None:
    """Write one zip file with the notebook and the predictions of a unit, and say what is missing.

    Without a unit, the one whose notebook is in this folder.
    """
    outline = course_outline.read()
    units = {entry.id: entry for entry in outline.units}
    names = [name for name in units if (notebook_folder() / f"{name}.ipynb").is_file()]
    if unit is None and len(names) != 1:
        example = names[0] if names else next(iter(units), "training-loop")
        words = f"Say which unit you hand in, for example `lab.hand_in('{example}')`."
        display_card(card("Which unit?", words, tone="waiting"))
        return
    name = unit if unit is not None else names[0]
    if name not in units:
        display_card(unknown_name_card("unit", name, list(units)))
        return
    display_card(_hand_in_card(units[name], notebook_folder()))


def _hand_in_card(unit: UnitOutline, folder: Path) -> Card:
    """Return the card for a unit whose files are in the folder, after the zip file was written."""
    path = saved_work.find_notebook(unit.id, folder)
    is_current = not colab_notebook.is_colab() or _save_from_colab(unit.id, path or folder / f"{unit.id}.ipynb")
    path = path or saved_work.find_notebook(unit.id, folder)
    if path is None:
        words = NO_FILES if not frontend.has_files_of_page() else NO_NOTEBOOK.format(unit.id)
        return card(f"{unit.id}: nothing was written", words, tone="problem")
    try:
        files = {
            name: path.with_name(name).read_bytes() for name in (path.name, FILE_NAME) if path.with_name(name).is_file()
        }
        target = path.with_name(f"{unit.id}-hand-in.zip")
        data = _archive(files)
        file_lock.write_file(target, data)
    except OSError as error:
        words = f"The file could not be written ({error.strerror}). Is this folder read-only, or the disk full?"
        return card(f"{unit.id}: nothing was written", words, tone="problem")
    work = saved_work.read(unit, folder)
    warnings = [] if is_current else [colab_notebook.ADVICE]
    warnings += _warnings(unit, path, files, work.problem, len(data))
    lines = [
        ("file", f"`{target.name}`, {max(1, len(data) // 1000):,} kB"),
        ("in it", ", ".join(f"`{name}`" for name in files)),
        ("what it holds", course_card.state_in_words(unit, work)),
        *(("look again", words) for words in warnings),
        ("to do", f"{_upload(target.name)} You can run this cell again: it replaces the file."),
    ]
    return card(f"{unit.id}: ready to hand in", rows(lines), tone="wrong" if warnings else "good")


def _save_from_colab(unit: str, path: Path) -> bool:
    """Write the notebook that is open in Colab to the path; return whether that was possible and it is of this unit."""
    try:
        data = colab_notebook.current_notebook()
        if not re.search(rf"""lab\.start\(\s*\\?["']{re.escape(unit)}\b""", data.decode()):
            return False
        file_lock.write_file(path, data)
    except (colab_notebook.NoAnswer, OSError):
        return False
    return True


def _upload(name: str) -> str:
    if not frontend.is_in_browser():
        return f"Upload `{name}`."
    return f"Download `{name}`: right-click it in the list of files at the left, Download. Then upload it."


def _warnings(unit: UnitOutline, path: Path, files: dict[str, bytes], problem: str, size: int) -> Iterator[str]:
    """Yield what a student should look at before the upload."""
    if outdated := list(_unsaved_functions(unit, path)):
        names = ", ".join(f"`{name}`" for name in outdated)
        yield f"The saved notebook is older than {names}. Save it (Ctrl+S, ⌘S), then run this cell again."
    if problem:
        yield problem
    if unit.predictions and FILE_NAME not in files:
        yield f"There is no `{FILE_NAME}`: without it no prediction counts as locked in."
    if size > LARGE_FILE_BYTES:
        advice = "Clear the outputs of all cells (menu Edit), save, and run this cell again."
        yield f"The file is larger than {LARGE_FILE_BYTES >> 20} MB, which many platforms refuse. {advice}"


def _unsaved_functions(unit: UnitOutline, path: Path) -> Iterator[str]:
    """Yield the functions of exercises that the notebook runs but its saved file does not have."""
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        text = "\n".join(saved_work.source_text(cell) for cell in cells)
    except (OSError, ValueError, KeyError, TypeError):
        return
    for name in unit.exercises:
        function = exercises.notebook_value(name)
        try:
            source = inspect.getsource(function) if function is not None else ""
        except (OSError, TypeError):
            continue
        if source.strip() not in text:
            yield name


def _archive(files: dict[str, bytes]) -> bytes:
    """Return a zip file; the same content gives the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
