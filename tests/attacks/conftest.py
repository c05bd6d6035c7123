"""The corpus of attacks: one file each, read as data and never imported here."""

from __future__ import annotations

import copy
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from autograder.authoring import sample_submissions
from autograder.authoring.course_copy import copy_course
from autograder.course.configuration import Course
from autograder.course.notebook import Notebook
from autograder.grading.worker import Worker

collect_ignore_glob = ["corpus/*"]

CORPUS = Path(__file__).parent / "corpus"
UNIT = "training-loop"

# An honest notebook needs a tenth of these; an endless loop ends as much sooner.
SHORT = {
    "cell_seconds": "0.5",
    "call_seconds": "0.5",
    "notebook_seconds": "4",
    "memory_mb": "768",
    "output_bytes": "200_000",
}


@dataclass
class Attack:
    """One file of the corpus, taken apart at its `# %%` lines.

    Each part has a name: that of the cell it replaces, `own cell` for a new one, `notebook` for code that spoils the
    notebook itself before it is handed in, `file NAME` or `link NAME -> TARGET` for what lies beside it.
    """

    name: str
    intent: str
    attacked: str
    earns: int
    parts: list[tuple[str, str]] = field(default_factory=list)

    @classmethod
    def read(cls, path: Path) -> Attack:
        """Parse a file; its docstring says what it tries, which exercise it attacks and what it earns honestly."""
        text = path.read_text(encoding="utf-8")
        head, *pieces = re.split(r"(?m)^# %% (.+)\n", text)
        attacked = re.search(r"(?m)^Attacked: (\w+)$", head)
        earns = re.search(r"(?m)^Earns: (\d+)", head)
        assert attacked is not None, f"{path.name} does not say what it attacks"
        parts = list(zip(pieces[::2], pieces[1::2], strict=True))
        intent = head.split('"""')[1].split("\n\n")[0]
        return cls(path.stem, intent, attacked.group(1), int(earns.group(1)) if earns else 0, parts)

    def notebook(self, honest: Notebook) -> bytes:
        """The honest notebook with this attack's cells in place of a student's."""
        notebook = copy.deepcopy(honest)
        cells = {cell["id"]: cell for cell in notebook["cells"]}
        for name, text in self.parts:
            if name == "own cell":
                new = {"cell_type": "code", "id": "mine", "metadata": {}, "source": text, "outputs": []}
                notebook["cells"].insert(3, {**new, "execution_count": None})
            elif name == "notebook":
                exec(compile(text, self.name, "exec"), {"notebook": notebook})  # our own words, not a student's
            elif name in cells:
                cells[name]["source"] = text
        return sample_submissions.notebook_bytes(notebook)

    def lay_out(self, folder: Path, honest: Notebook) -> None:
        """The submission as a student's folder."""
        folder.mkdir(parents=True)
        (folder / f"{UNIT}.ipynb").write_bytes(self.notebook(honest))
        for name, text in self.parts:
            kind, _, rest = name.partition(" ")
            if kind == "file":
                (folder / rest).parent.mkdir(parents=True, exist_ok=True)
                (folder / rest).write_text(text, encoding="utf-8")
            elif kind == "link":
                link, _, target = rest.partition(" -> ")
                (folder / link).symlink_to(target)


def attacks() -> list[Attack]:
    """Every attack there is."""
    return [Attack.read(path) for path in sorted(CORPUS.glob("*.py"))]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that asks for an `attack` is run for each of them."""
    if "attack" in metafunc.fixturenames:
        metafunc.parametrize("attack", attacks(), ids=lambda attack: attack.name)


@pytest.fixture(scope="session")
def corpus() -> list[Attack]:
    """Every attack there is."""
    return attacks()


@pytest.fixture(scope="session")
def hurried(course: Course, tmp_path_factory: pytest.TempPathFactory) -> Course:
    """The same course with short limits, in a folder of its own."""
    folder = tmp_path_factory.mktemp("hurried") / "course"
    copy_course(course, folder)
    path = folder / "course.yml"
    text = path.read_text(encoding="utf-8")
    for key, value in SHORT.items():
        text, found = re.subn(rf"(?m)^  {key}: \S+", f"  {key}: {value}", text)
        assert found == 1, key
    path.write_text(text, encoding="utf-8")
    return Course.load(folder)


@dataclass
class Range:
    """A grading process under attack, and what it said on standard error since it was started."""

    worker: Worker
    said: Path

    @property
    def head(self) -> int:
        """The grading process."""
        assert self.worker.subprocess is not None
        return self.worker.subprocess.process.pid


@pytest.fixture(scope="session")
def shooting_range(hurried: Course, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Range]:
    """One grading process that meets every attack, one after the other."""
    said = tmp_path_factory.mktemp("said") / "stderr"
    worker = Worker(hurried, UNIT)
    with said.open("wb") as file:
        kept = os.dup(2)
        os.dup2(file.fileno(), 2)
        try:
            worker.start()
        finally:
            os.dup2(kept, 2)
            os.close(kept)
    yield Range(worker, said)
    worker.close()
