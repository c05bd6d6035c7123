"""The notebooks of a folder: which to check, which are missing or stand under another name, what is not committed."""

from __future__ import annotations

import subprocess
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from lab.ci import notebook_file
from lab.ci.notebook_file import InvalidNotebook, read_notebook
from lab.ci.runner import subprocess_environment
from lab.overview import course_outline
from lab.predicting.prediction_text import FILE_NAME

GIT_OPTIONS = ("-c", "core.fsmonitor=false", "-c", "core.hooksPath=")
"""Nothing that a repository names is started when its state is asked for."""
GIT_SECONDS = 10


@dataclass(frozen=True)
class NotebookFolder:
    """The notebooks to check, one for each unit, in the order of the course; and what is wrong with the others.

    `problems` are sentences about notebooks that are missing, or under another name.
    """

    notebooks: tuple[Path, ...]
    problems: tuple[str, ...] = ()


def read_folder(folder: Path) -> NotebookFolder:
    """Find the notebooks of the handout's units in a folder, without links.

    A notebook counts by its name. Where a unit has none, one under another name counts that calls `lab.start` with the
    unit, if there is only one.
    """
    units = notebook_file.units()
    files = [path for path in sorted(folder.glob("[!.]*.ipynb")) if not path.is_symlink()]
    by_name = {path.stem: path for path in files if path.stem in units}
    renamed = _renamed_notebooks([path for path in files if path.stem not in units], by_name)
    notebooks, problems = dict(by_name), []
    for unit in units:
        candidates = renamed.get(unit, [])
        if len(candidates) == 1:
            notebooks[unit] = candidates[0]
        if unit not in by_name and (problem := _missing_in_words(unit, candidates)):
            problems.append(problem)
    found_any = bool(notebooks or renamed)
    return NotebookFolder(tuple(notebooks[unit] for unit in units if unit in notebooks), tuple(problems) * found_any)


def uncommitted_files(notebooks: Sequence[Path]) -> list[str]:
    """Return which of these notebooks, and of their predictions, git has not committed; none outside a repository."""
    names: list[str] = []
    for folder in dict.fromkeys(path.resolve().parent for path in notebooks):
        files = [path.name for path in notebooks if path.resolve().parent == folder]
        files += [FILE_NAME] * (folder / FILE_NAME).is_file()
        status = _git_status(folder, files)
        names += [name for name in files if name in {Path(line[3:]).name for line in status}]
    return names


def _renamed_notebooks(files: Sequence[Path], by_name: Collection[str]) -> dict[str, list[Path]]:
    """Return the notebooks under other names, by the unit that they start; units with a notebook are left out."""
    renamed: dict[str, list[Path]] = {}
    for path in files:
        try:
            unit = read_notebook(path).unit
        except InvalidNotebook:
            continue
        if unit not in by_name:
            renamed.setdefault(unit, []).append(path)
    return renamed


def _missing_in_words(unit: str, candidates: Sequence[Path]) -> str:
    """Return what to do about a notebook that is not here; nothing for an optional unit."""
    names = " and ".join(f"'{path.name}'" for path in candidates)
    if len(candidates) == 1:
        return (
            f"'{unit}.ipynb' is missing; is it {names}, which was checked in its place? Then rename it '{unit}.ipynb'."
        )
    if candidates:
        return f"'{unit}.ipynb' is missing; is it one of {names}? Rename the one to hand in '{unit}.ipynb'."
    if any(outline.id == unit and outline.optional for outline in course_outline.read().units):
        return ""
    return f"'{unit}.ipynb' is missing: take it from the handout again, or from an earlier commit."


def _git_status(folder: Path, files: Sequence[str]) -> list[str]:
    """Return the lines of `git status` for these files; none without git, or outside a repository."""
    command = ["git", *GIT_OPTIONS, "status", "--porcelain", "-z", "--ignored", "--", *files]
    try:
        process = subprocess.run(
            command,
            cwd=folder,
            env=subprocess_environment(),
            capture_output=True,
            check=False,
            timeout=GIT_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired):
        return []
    return process.stdout.decode("utf-8", errors="replace").split("\0") if process.returncode == 0 else []
