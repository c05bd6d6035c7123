"""Which of a student's files is the submission: the notebook of the unit with work in it, and the saved predictions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from autograder.submissions import file_names
from autograder.submissions.confined_reading import LINK
from autograder.submissions.expected_notebook import Content, ExpectedNotebook
from autograder.submissions.file_names import UnitName
from autograder.submissions.file_tree import Folder, StoredFile
from autograder.submissions.notebook_search import is_in_tool_folder, notebooks
from autograder.views import sanitize

NO_NOTEBOOK = "no notebook was handed in"
MAX_CANDIDATES = 12
LARGEST_CANDIDATE = 20 << 20
LARGEST_TOGETHER = 60 << 20
"""Bytes of the notebooks of one student that are compared with one another."""
LARGEST_COMPANION = 1 << 20
MAX_COMPANIONS = 5
SCHEMA = "lab/predictions"
LISTED = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """A notebook that may be the submission; `content` is None where it was not read."""

    path: PurePosixPath
    file: StoredFile
    name: UnitName
    content: Content | None = None

    @property
    def attempted(self) -> int:
        """How many exercises were worked on, as far as is known."""
        return self.content.attempted if self.content else 0

    @property
    def preference(self) -> tuple[object, ...]:
        """What sorts candidates: work, then the name, then the later copy, then the shorter path."""
        number = file_names.copy_number(self.path.name) if self.name is UnitName.COPY else 0
        return (
            self.attempted,
            self.content is not None and self.content.is_of_unit,
            self.name,
            number,
            -len(self.path.parts),
        )


@dataclass
class NotebookChoice:
    """The submission among a student's files; `notebook` is None where `problem` says why there is none."""

    notebook: StoredFile | None = None
    companions: tuple[tuple[str, StoredFile], ...] = ()
    repairs: list[str] = field(default_factory=list)
    problem: str = ""
    left_out: list[Candidate] = field(default_factory=list)
    has_rivals: bool = False
    """Whether a notebook with other work lies in another folder: it may be another student's."""


def choose_files(folder: Folder, expected: ExpectedNotebook) -> NotebookChoice:
    """Return the notebook and the predictions of a student."""
    candidates = [
        Candidate(path, inner.files[path.name], expected.name_of(path.name))
        for path, inner in notebooks(folder, expected)
    ]
    candidates.sort(key=lambda candidate: candidate.preference, reverse=True)
    choice = NotebookChoice()
    best = _choose_notebook(candidates, expected, choice) or _last_resort(folder, expected, choice)
    if best is None:
        choice.problem = _problem(folder, candidates, expected)
        return choice
    choice.notebook = best.file
    choice.left_out = [candidate for candidate in candidates if candidate.path != best.path]
    choice.has_rivals = _has_rivals(best, choice.left_out, expected)
    choice.companions = _companions(folder, best.path.parent, choice.repairs)
    choice.repairs += _unread(folder)
    return choice


def _choose_notebook(
    candidates: Sequence[Candidate], expected: ExpectedNotebook, choice: NotebookChoice
) -> Candidate | None:
    if len(candidates) < 2:
        return next(iter(candidates), None)
    namesakes = [candidate for candidate in candidates if candidate.name >= UnitName.COPY]
    if expected.release is None:
        return next(iter(namesakes), None)
    readings = _with_contents(namesakes, expected)
    if not any(candidate.attempted for candidate in readings):
        rest = [candidate for candidate in candidates if candidate.name < UnitName.COPY]
        readings += [candidate for candidate in _with_contents(rest, expected) if candidate.content]
    of_unit = [candidate for candidate in readings if candidate.content and candidate.content.is_of_unit]
    best = max(of_unit or namesakes, key=lambda candidate: candidate.preference, default=None)
    damaged = [candidate for candidate in readings if candidate.name >= UnitName.COPY and candidate not in of_unit]
    if damaged and best and not best.attempted:
        best = damaged[0]  # it may hold the work, so a person must look at it
    rivals = [candidate for candidate in of_unit if best and candidate.path != best.path]
    if best and rivals:
        choice.repairs.append(_explanation(best, rivals))
    elif best and best.name is not UnitName.EXACT:
        choice.repairs.append(f"there were {len(candidates)} notebooks: {_listed([best.path.name])} was graded")
    return best


def _with_contents(candidates: Sequence[Candidate], expected: ExpectedNotebook) -> list[Candidate]:
    """Return the candidates with what they hold, as far as the limits of reading allow."""
    result, room = [], LARGEST_TOGETHER
    for number, candidate in enumerate(candidates):
        content = None
        if number < MAX_CANDIDATES and room > 0:
            try:
                data = candidate.file.read(LARGEST_CANDIDATE)
            except OSError:
                data = b""
            room -= len(data)
            content = expected.content_of(data)
        result.append(Candidate(candidate.path, candidate.file, candidate.name, content))
    return result


def _explanation(best: Candidate, rivals: Sequence[Candidate]) -> str:
    """Return the repair that says which of several notebooks was graded, and why."""
    working = [rival for rival in rivals if rival.attempted]
    names = _listed(_names(working or rivals, rivals, best))
    if all(_is_same(rival, best) for rival in rivals):
        reason = f"the same as {names}"
    elif not best.attempted:
        reason = f"no more work than {names}"
    elif not working:
        reason = f"work, unlike {names}"
    else:
        more = best.attempted > max(rival.attempted for rival in working)
        reason = f"more work than {names}" if more else f"as much work as {names}"
    count, name = len(rivals) + 1, _listed(_names([best], rivals, best))
    return f"{count} notebooks of this unit were handed in: {name} was graded, it holds {reason}"


def _names(candidates: Sequence[Candidate], rivals: Sequence[Candidate], best: Candidate) -> list[str]:
    """Return the names of files, with their folders where two files have the same name."""
    names = [candidate.path.name for candidate in (best, *rivals)]
    are_different = len(set(names)) == len(names)
    return [candidate.path.name if are_different else str(candidate.path) for candidate in candidates]


def _is_same(candidate: Candidate, other: Candidate) -> bool:
    return candidate.content is not None and candidate.content == other.content


def _has_rivals(best: Candidate, rest: Sequence[Candidate], expected: ExpectedNotebook) -> bool:
    """Return whether a notebook in another folder than the best one holds other work."""
    elsewhere = [candidate for candidate in rest if candidate.path.parent != best.path.parent]
    if not elsewhere or expected.release is None:
        return False
    (best,), rivals = _with_contents([best], expected), _with_contents(elsewhere, expected)
    return any(rival.content is None or (rival.attempted and not _is_same(rival, best)) for rival in rivals)


def _last_resort(folder: Folder, expected: ExpectedNotebook, choice: NotebookChoice) -> Candidate | None:
    """Return Jupyter's own backup of the notebook, or a notebook saved as `.json` or `.txt`."""
    for path, inner in folder.walk():
        is_backup = path.name == file_names.CHECKPOINTS
        for name, file in inner.files.items():
            stem, _, suffix = name.partition(".")
            if is_backup and file_names.is_notebook(name) and expected.name_of(name) >= UnitName.COPY:
                choice.repairs.append("only Jupyter's backup of the notebook was handed in: it was graded")
                return Candidate(path / name, file, UnitName.COPY)
            if suffix.lower() in ("json", "txt") and expected.name_of(f"{stem}.ipynb") >= UnitName.COPY:
                choice.repairs.append(f"{_listed([name])} was read as a notebook")
                return Candidate(path / name, file, UnitName.COPY)
    return None


def _problem(folder: Folder, candidates: Sequence[Candidate], expected: ExpectedNotebook) -> str:
    """Return why there is nothing to grade, with what was handed in instead."""
    if candidates:
        names = _listed([str(candidate.path) for candidate in candidates])
        return f"{NO_NOTEBOOK} that is of the unit '{expected.unit_id}': there are {names}"
    reasons = [sanitize.printable(problem) for _, inner in folder.walk() for problem in inner.problems]
    other_names = [name for _, inner in folder.walk() for name in inner.other_names]
    archives = [
        f"{_listed([name])} is an archive that is not read" for name in filter(file_names.is_other_archive, other_names)
    ]
    details = "; ".join([*reasons, *archives][:LISTED])
    return f"{NO_NOTEBOOK} ({details})" if details else NO_NOTEBOOK


def _companions(folder: Folder, place: PurePosixPath, repairs: list[str]) -> tuple[tuple[str, StoredFile], ...]:
    """Return the files that hold predictions: beside the notebook, else in the nearest folder around it or below."""
    folders = dict(folder.walk())
    around = [place, *place.parents]
    other_paths = [
        path
        for path, inner in folders.items()
        if path not in around and not is_in_tool_folder(path) and not any(map(file_names.is_notebook, inner.files))
    ]
    for path in around:
        if files := companion_files(folders[path]):
            if path != place:
                repairs.append(f"{_listed([name for name, _ in files])} stood in another folder than the notebook")
            return files
    below = [files for path in other_paths if (files := companion_files(folders[path]))]
    if len(below) == 1:
        repairs.append(f"{_listed([name for name, _ in below[0]])} stood in another folder than the notebook")
        return below[0]
    return ()


def companion_files(folder: Folder) -> tuple[tuple[str, StoredFile], ...]:
    """Return a folder's files that are called like predictions; where there are none, those that look like them."""
    by_name = [(name, file) for name, file in folder.files.items() if file_names.is_predictions(name)]
    if by_name:
        return tuple(by_name[:MAX_COMPANIONS])
    files = [(name, file) for name, file in folder.files.items() if file_names.is_json(name)][: 2 * MAX_COMPANIONS]
    return tuple((name, file) for name, file in files if _looks_like_predictions(file))[:MAX_COMPANIONS]


def _looks_like_predictions(file: StoredFile) -> bool:
    try:
        data = file.read(LARGEST_COMPANION)
    except OSError:
        return False
    return SCHEMA.encode() in data.replace(b"\0", b"")


def _unread(folder: Folder) -> list[str]:
    """Return what could not be looked into; of links, only those that are called like a submission."""
    problems = [problem for path, inner in folder.walk() if not is_in_tool_folder(path) for problem in inner.problems]
    relevant = [text for text in problems if LINK not in text or ".ipynb" in text or "predictions" in text.lower()]
    return [sanitize.printable(text) for text in dict.fromkeys(relevant)][:LISTED]


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - LISTED} more" if len(names) > LISTED else ""
    return ", ".join(f"'{sanitize.short_word(name)}'" for name in names[:LISTED]) + more
