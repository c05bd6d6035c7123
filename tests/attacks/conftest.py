"""The corpus of attacks, and a worker with short limits for them. Attacks are read as data and never imported."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass
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

# An honest notebook needs a tenth of these; an endless loop ends that much sooner.
SHORT_LIMITS = {
    "cell_seconds": "0.5",
    "call_seconds": "0.5",
    "notebook_seconds": "4",
    "submission_seconds": "15",
    "memory_mb": "768",
    "output_bytes": "200_000",
}


@dataclass(frozen=True)
class Attack:
    """One file of the corpus, split at its `# %%` lines.

    Each part has a name: the id of the cell it replaces, `own cell` for a new cell, `notebook` for code that edits the
    notebook before it is submitted, `file NAME` or `link NAME -> TARGET` for what is submitted with the notebook.
    """

    name: str
    intent: str
    exercise: str
    points: int
    is_held: bool
    parts: list[tuple[str, str]]

    @classmethod
    def read(cls, path: Path) -> Attack:
        """Parse a file. Its docstring says what it tries, which exercise it attacks and which points it deserves.

        It also says whether the report waits for a person.
        """
        head, *pieces = re.split(r"(?m)^# %% (.+)\n", path.read_text(encoding="utf-8"))
        exercise = re.search(r"(?m)^Attacked: (\w+)$", head)
        points = re.search(r"(?m)^Earns: (\d+)", head)
        assert exercise is not None, f"{path.name} has no line 'Attacked: EXERCISE'"
        parts = list(zip(pieces[::2], pieces[1::2], strict=True))
        intent = head.split('"""')[1].split("\n\n")[0]
        is_held = bool(re.search(r"(?m)^Held: yes$", head))
        return cls(path.stem, intent, exercise.group(1), int(points.group(1)) if points else 0, is_held, parts)

    def notebook(self, honest: Notebook) -> bytes:
        """Return the honest notebook with this attack's cells in it."""
        notebook = copy.deepcopy(honest)
        cells = {cell["id"]: cell for cell in notebook["cells"]}
        for name, text in self.parts:
            if name == "own cell":
                cell = {"cell_type": "code", "id": "mine", "metadata": {}, "source": text, "outputs": []}
                notebook["cells"].insert(3, {**cell, "execution_count": None})
            elif name == "notebook":
                # Part of this repository, so it may run here.
                exec(compile(text, self.name, "exec"), {"notebook": notebook})
            elif name in cells:
                cells[name]["source"] = text
        return sample_submissions.notebook_bytes(notebook)

    def write_to(self, folder: Path, honest: Notebook) -> None:
        """Write the submission as a student's folder."""
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


def read_corpus() -> list[Attack]:
    """Return every attack of the corpus."""
    return [Attack.read(path) for path in sorted(CORPUS.glob("*.py"))]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test with the argument `attack` once for every attack."""
    if "attack" in metafunc.fixturenames:
        metafunc.parametrize("attack", read_corpus(), ids=lambda attack: attack.name)


@pytest.fixture(scope="session")
def corpus() -> list[Attack]:
    """Every attack of the corpus."""
    return read_corpus()


@pytest.fixture(scope="session")
def short_course(course: Course, tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A copy of the course with short limits."""
    folder = tmp_path_factory.mktemp("short-limits") / "course"
    copy_course(course, folder)
    path = folder / "course.yml"
    text = path.read_text(encoding="utf-8")
    for key, value in SHORT_LIMITS.items():
        text, replacements = re.subn(rf"(?m)^  {key}: \S+", f"  {key}: {value}", text)
        assert replacements == 1, key
    path.write_text(text, encoding="utf-8")
    return Course.load(folder)


@pytest.fixture(scope="session")
def attacked_worker(short_course: Course) -> Iterator[Worker]:
    """One worker that grades every attack, one after the other."""
    worker = Worker(short_course, UNIT)
    worker.start()
    yield worker
    worker.close()
