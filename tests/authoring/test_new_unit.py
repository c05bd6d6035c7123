"""A new unit: one command writes it, it keeps every promise as it stands, and nothing is ever half done."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from autograder.authoring import new_unit
from autograder.course.configuration import Course, Unit
from autograder.course.notebook import Notebook, Role, cell_role, json_text, parse_notebook, points, release_notebook
from autograder.errors import UsageError

ROOT = Path(__file__).parents[2]
PARTS = (
    "course.yml",
    "nbgrader_config.py",
    "pyproject.toml",
    "autograder",
    "release",
    "solutions",
    "source",
    "student",
)
UNIT, MODULE = "huber-loss", "huber_loss"
LONGEST = "unit-with-as-long-an-id-as-any"

Files = dict[str, bytes]
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone of the course, as an author has it."""
    folder = tmp_path_factory.mktemp("authors") / "course"
    folder.mkdir()
    for part in PARTS:
        if (ROOT / part).is_dir():
            skipped = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
            shutil.copytree(ROOT / part, folder / part, ignore=skipped)
        else:
            shutil.copy(ROOT / part, folder / part)
    return folder


@pytest.fixture
def clone(copied: Path) -> Iterator[Path]:
    """The clone, and afterwards as it was before."""
    before = files(copied)
    yield copied
    after = files(copied)
    for name in after.keys() - before.keys():
        (copied / name).unlink()
    for name in before.keys() - {name for name, data in after.items() if before.get(name) == data}:
        (copied / name).write_bytes(before[name])
    for folder in sorted((path for path in copied.rglob("*") if path.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()


@pytest.fixture
def course(clone: Path) -> Course:
    return Course.load(clone)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make releases without nbgrader, which takes seconds and is tried elsewhere."""

    def make(course: Course, unit: Unit) -> Path:
        unit.release.parent.mkdir(exist_ok=True)
        unit.release.write_text(json_text(release_notebook(source(unit), unit.id)), encoding="utf-8")
        return unit.release.parent

    monkeypatch.setattr("autograder.authoring.new_unit.handout.make", make)


@pytest.fixture
def run(clone: Path) -> Run:
    """Run a module of Python in the clone, which is what its `autograder` and `lab` are imported from."""
    path = os.pathsep.join([str(clone), str(clone / "student")])
    # Coverage would count the clone's engine as a second one.
    mine = {key: value for key, value in os.environ.items() if not key.startswith("COVERAGE")}
    environment = mine | {"PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1", "COLUMNS": "300"}

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", *arguments]
        return subprocess.run(command, cwd=clone, env=environment, capture_output=True, text=True, check=False)

    return run


def files(folder: Path) -> Files:
    """Every file of the clone but those that tools keep for themselves."""
    found = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    names = {path.relative_to(folder).as_posix(): path for path in found}
    return {name: path.read_bytes() for name, path in names.items() if not name.startswith((".", "gradebook"))}


def source(unit: Unit) -> Notebook:
    return parse_notebook(unit.source.read_text(encoding="utf-8"), unit.id)


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, path
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.slow
def test_it_keeps_its_promises_as_it_is_and_its_checks_let_no_mutant_through(run: Run) -> None:
    made = run("autograder", "new", UNIT)
    audited = run("autograder", "audit", UNIT, "--mutate", "--jobs", "2")

    assert made.returncode == 0, made.stderr
    assert f"solutions/{MODULE}.py" in made.stdout
    assert audited.returncode == 0, audited.stdout + audited.stderr
    assert re.search(rf"{UNIT} +10/10 +3/3 +2/2 +3 × 5 +(\d+)/\1 \(100.0 %\)", audited.stdout)


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("name", [UNIT, "knn", LONGEST])
def test_it_is_in_the_house_style_whatever_its_name(course: Course, run: Run, name: str) -> None:
    _, made = new_unit.make(course, name)
    tried = [run("ruff", *command, "--no-cache", *map(str, made)) for command in (["check"], ["format", "--check"])]

    assert not [done.stdout for done in tried if done.returncode]


@pytest.mark.slow
@pytest.mark.usefixtures("quick")
def test_its_public_part_is_typed(course: Course, run: Run) -> None:
    _, made = new_unit.make(course, UNIT)
    public = [str(path) for path in made if "student" in path.parts]
    typed = run("mypy", "--cache-dir", os.devnull, "--follow-imports", "silent", *public)

    assert typed.returncode == 0, typed.stdout


@pytest.mark.usefixtures("quick")
def test_it_is_worth_forty_points_and_lacks_no_part(course: Course) -> None:
    unit, made = new_unit.make(course, UNIT, title='Half a "square": {and}  half a line')
    notebook = source(unit)

    Course.load(course.root).unit(UNIT).require_files()
    assert unit.title == 'Half a "square": {and} half a line'
    assert notebook["cells"][0]["source"].startswith(f"# {unit.title}\n")
    assert points(notebook) == {MODULE: 38, f"P{len(course.units) + 1}a": 2}
    assert {cell_role(cell) for cell in notebook["cells"]} == set(Role)
    assert not [path for path in made if b"{{" in path.read_bytes()]


@pytest.mark.usefixtures("quick")
def test_its_entry_is_all_that_changes_in_course_yml(course: Course) -> None:
    before = (course.root / "course.yml").read_text(encoding="utf-8").splitlines()
    new_unit.make(course, UNIT, title="Squares: near, lines: far")
    after = (course.root / "course.yml").read_text(encoding="utf-8").splitlines()

    start = after.index("  - id: huber-loss")
    assert after[:start] + after[start + 5 :] == before
    assert after[start + 1] == '    title: "Squares: near, lines: far"'


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("HuberLoss", "did you mean 'huber-loss'?"),
        ("huber_loss", "did you mean 'huber-loss'?"),
        ("Huber loss!", "did you mean 'huber-loss'?"),
        ("10-huber-loss", "did you mean 'huber-loss'?"),
        ("huber--loss-", "did you mean 'huber-loss'?"),
        ("huber-2", "did you mean 'huber'?"),
        ("42", "write it like 'huber-loss'"),
        ("../huber", "did you mean 'huber'?"),
        ("a" * 31, "write it like 'huber-loss'"),
        ("l1", "write it like 'huber-loss'"),
        ("lambda", "say more, like 'lambda-of-a-line'"),
        ("sum", "say more, like 'sum-of-a-line'"),
        ("lab", "say more, like 'lab-of-a-line'"),
        ("training-loop", "edit it, or choose another id"),
        ("train-step", "no two units may share one"),
    ],
)
def test_an_id_that_cannot_be_used_is_refused_with_a_better_one(course: Course, name: str, said: str) -> None:
    before = files(course.root)
    with pytest.raises(UsageError) as refused:
        new_unit.make(course, name)

    assert said in refused.value.fix
    assert files(course.root) == before


@pytest.mark.parametrize("path", [f"solutions/{MODULE}.py", f"release/{UNIT}/{UNIT}.ipynb"])
def test_nothing_is_overwritten(course: Course, path: str) -> None:
    mine = course.root / path
    mine.parent.mkdir(exist_ok=True)
    mine.write_text("mine")
    before = files(course.root)
    with pytest.raises(UsageError, match="is there already"):
        new_unit.make(course, UNIT)

    assert files(course.root) == before
    mine.unlink()


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("writes", [0, 3, 9])
@pytest.mark.parametrize(
    ("stop", "told"),
    [(KeyboardInterrupt(), KeyboardInterrupt), (OSError(28, "No space left on device", "somewhere"), UsageError)],
    ids=["a person", "a full disk"],
)
def test_what_is_stopped_leaves_nothing(
    course: Course, monkeypatch: pytest.MonkeyPatch, writes: int, stop: BaseException, told: type[BaseException]
) -> None:
    before, done = files(course.root), []

    def write(path: Path, data: bytes) -> None:
        if len(done) == writes:
            raise stop
        done.append(path.write_bytes(data))

    with monkeypatch.context() as patch:
        patch.setattr("autograder.authoring.new_unit.write", write)
        with pytest.raises(told):
            new_unit.make(course, UNIT)

    assert files(course.root) == before
    assert not (course.root / "source" / UNIT).exists()


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    ("written", "entered"),
    [(0, False), (1, False), (7, False), (10, False), (10, True)],
    ids=["at once", "after one file", "after some", "before course.yml", "before the release"],
)
def test_what_is_killed_is_finished_by_the_same_command(course: Course, written: int, entered: bool) -> None:
    before = (course.root / "course.yml").read_bytes()
    unit, made = new_unit.make(course, UNIT)
    whole = files(course.root)
    for path in [unit.release, *list(made)[written:]]:
        path.unlink()
    if not entered:
        (course.root / "course.yml").write_bytes(before)
    new_unit.make(Course.load(course.root), UNIT)

    assert files(course.root) == whole


CHECKS = f"autograder/checks/{MODULE}"


@pytest.mark.slow
@pytest.mark.usefixtures("quick")
def test_a_promise_that_an_author_breaks_is_named(course: Course, run: Run) -> None:
    unit, _ = new_unit.make(course, UNIT)
    folder, name = course.root, f"P{len(course.units) + 1}a"
    line = "return float(np.abs(x - y).mean())"
    change(unit.source, "return float(np.mean(np.abs(x - y)))", "return float(np.sum(np.abs(x - y)))")
    change(folder / f"student/lab/questions/{MODULE}.py", "QUESTIONS", f'"""\n{line}\n"""\nQUESTIONS')
    for path in (unit.source, folder / CHECKS / "predictions.py", folder / f"student/lab/questions/{MODULE}.py"):
        change(path, name, "perfect-line")
    change(folder / CHECKS / "predictions.py", '"scale"', '"scales"')
    change(folder / CHECKS / f"mistakes/{MODULE}.py", "return total / len(x)", "return total")
    change(folder / CHECKS / f"mistakes/{MODULE}.py", "fails=REFUSES", "fails=AGREES")
    change(folder / CHECKS / f"mistakes/{MODULE}.py", "return np.abs(np.mean(x - y))", "return np.mean(np.abs(x - y))")
    change(
        folder / CHECKS / f"mistakes/{MODULE}.py",
        "return np.sum(np.abs(x - y))",
        "return lab and np.sum(np.abs(x - y))",
    )
    audited = run("autograder", "audit", UNIT)

    assert audited.returncode == 1
    assert "broken: the release is current, and none of" in audited.stdout
    assert f"a secret line would be released: '{line}'" in audited.stdout
    assert (
        "broken: the answer to perfect-line can be computed, and its explanation chosen: its explanation is"
        in audited.stdout
    )
    assert (
        "broken: its names are its own, and its parts agree on them: 'perfect-line' is also in 'line-and-loss'"
        in audited.stdout
    )
    assert "broken: the reference earns every point: " in audited.stdout
    assert "(distance_of_any_shapes) fails its check and is named: test_agrees_with_the_ref" in audited.stdout
    assert (
        "(distance_of_the_means) fails its check and is named: test_agrees_with_the_reference passes" in audited.stdout
    )
    assert "no mistake is named: two of them give the same answers, or this one gives other answers" in audited.stdout
    assert "broken: the right variant distance_by_a_loop" in audited.stdout
    assert "broken: the untouched release earns nothing" not in audited.stdout


@pytest.mark.slow
@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    ("path", "old", "new", "said"),
    [
        (
            f"student/lab/checks/{MODULE}.py",
            "@points(8)",
            "@points(9)",
            f"cannot be graded: the check cell of '{MODULE}' carries 38 points, its checks add up to 39",
        ),
        (f"student/lab/checks/{MODULE}.py", ": 38}", ": 37}", f"'{MODULE}': 38}}, POINTS says {{'{MODULE}': 37}}"),
        (
            f"solutions/{MODULE}.py",
            f"def {MODULE}",
            "def another",
            f"graded: the reference has no '{MODULE}'",
        ),
        (f"{CHECKS}/predictions.py", "CASES[0]", "CASES[9]", "until this is fixed: IndexError: tuple index out of"),
    ],
    ids=["points of checks", "points told to students", "no reference", "no answer"],
)
def test_parts_that_do_not_fit_together_are_named(
    course: Course, run: Run, path: str, old: str, new: str, said: str
) -> None:
    new_unit.make(course, UNIT)
    change(course.root / path, old, new)
    audited = run("autograder", "audit", UNIT)

    assert audited.returncode == 1
    assert said in audited.stdout
