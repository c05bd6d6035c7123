"""A new unit: one command writes it, it keeps every promise, and it is written completely or not at all."""

from __future__ import annotations

import compileall
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from autograder.authoring import new_unit
from autograder.course.configuration import Course, Unit
from autograder.course.notebook import Notebook, Role, cell_role, json_text, parse_notebook
from autograder.course.points import UnitPoints, read_points, release_with_points
from autograder.errors import UsageError

ROOT = Path(__file__).parents[2]
PARTS = (
    "course.yml",
    "nbgrader_config.py",
    "pyproject.toml",
    "autograder",
    "hidden_checks",
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
    """A clone of the course, as an author has it, compiled."""
    folder = tmp_path_factory.mktemp("authors") / "course"
    folder.mkdir()
    for part in PARTS:
        if (ROOT / part).is_dir():
            copies = ["lab"] if part == "release" else []  # students' copies are most of all files, and are not needed
            ignore = shutil.ignore_patterns(".ipynb_checkpoints", *copies)
            shutil.copytree(ROOT / part, folder / part, ignore=ignore)
        else:
            shutil.copy(ROOT / part, folder / part)
    for part in ("autograder", "student"):
        compileall.compile_dir(folder / part, quiet=2)
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


def write_release(course: Course, unit: Unit) -> None:
    """Make a release without nbgrader, which takes seconds and has its own tests."""
    unit.release.parent.mkdir(exist_ok=True)
    unit.release.write_text(json_text(release_with_points(unit, source(unit))), encoding="utf-8")


def create_quickly(course: Course, name: str = UNIT, **options: Any) -> tuple[Unit, Mapping[Path, str]]:
    return new_unit.create_unit(course, name, release=write_release, **options)


@pytest.fixture
def run(clone: Path) -> Run:
    """Run a module of Python in the clone, which is what its `autograder` and `lab` are imported from."""
    path = os.pathsep.join([str(clone), str(clone / "student")])
    # Coverage would count the clone's engine as a second one.
    variables = {key: value for key, value in os.environ.items() if not key.startswith("COVERAGE")}
    # What a test changes within a second and with the same length would be read as it was compiled before.
    environment = variables | {"PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1", "COLUMNS": "300"}

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", *arguments]
        return subprocess.run(command, cwd=clone, env=environment, capture_output=True, text=True, check=False)

    return run


def files(folder: Path) -> Files:
    """Every file of the clone except those of tools."""
    paths = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    names = {path.relative_to(folder).as_posix(): path for path in paths}
    return {name: path.read_bytes() for name, path in names.items() if not name.startswith((".", "gradebook"))}


def source(unit: Unit) -> Notebook:
    return parse_notebook(unit.source.read_text(encoding="utf-8"), unit.id)


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, path
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.slow
def test_it_keeps_its_promises_unchanged_and_its_checks_kill_every_mutant(run: Run) -> None:
    created = run("autograder", "new", UNIT)
    audited = run("autograder", "audit", UNIT, "--mutate")

    assert created.returncode == 0, created.stderr
    assert f"solutions/{MODULE}.py" in created.stdout
    assert audited.returncode == 0, audited.stdout + audited.stderr
    assert re.search(rf"{UNIT} +14/14 +3/3 +3/3 +2/2 +3 × 5 +(\d+)/\1 \(100.0 %\)", audited.stdout)


@pytest.mark.parametrize("name", [UNIT, "knn", LONGEST])
def test_it_passes_the_linter_and_the_formatter_whatever_its_name(course: Course, run: Run, name: str) -> None:
    _, paths = create_quickly(course, name)
    results = [run("ruff", *command, "--no-cache", *map(str, paths)) for command in (["check"], ["format", "--check"])]

    assert not [result.stdout for result in results if result.returncode]


@pytest.mark.slow
def test_its_public_part_is_typed(course: Course, run: Run) -> None:
    _, paths = create_quickly(course, UNIT)
    public = [str(path) for path in paths if "student" in path.parts]
    typed = run("mypy", "--cache-dir", os.devnull, "--follow-imports", "silent", *public)

    assert typed.returncode == 0, typed.stdout


def test_it_is_worth_forty_points_and_complete(course: Course) -> None:
    unit, paths = create_quickly(course, title='Half a "square": {and}  half a line')
    notebook = source(unit)

    Course.load(course.root).unit(UNIT).require_files()
    assert unit.title == 'Half a "square": {and} half a line'
    assert notebook["cells"][0]["source"].startswith(f"# {unit.title}\n")
    assert read_points(unit, notebook) == UnitPoints({MODULE: 38}, {f"{UNIT}-doubled": 2})
    assert {cell_role(cell) for cell in notebook["cells"]} == set(Role) - {Role.MANUAL_ANSWER}
    assert not [path for path in paths if b"{{" in re.sub(rb"{{\w*points}}", b"", path.read_bytes())]


def test_only_its_entry_changes_in_course_yml(course: Course) -> None:
    before = (course.root / "course.yml").read_text(encoding="utf-8").splitlines()
    create_quickly(course, title="Squares: near, lines: far")
    after = (course.root / "course.yml").read_text(encoding="utf-8").splitlines()

    start = after.index("  - id: huber-loss")
    assert after[:start] + after[start + 4 :] == before
    assert after[start + 1] == '    title: "Squares: near, lines: far"'


@pytest.mark.parametrize(
    ("name", "advice"),
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
def test_an_unusable_id_is_refused_with_a_suggestion(course: Course, name: str, advice: str) -> None:
    before = files(course.root)
    with pytest.raises(UsageError) as caught:
        create_quickly(course, name)

    assert advice in caught.value.fix
    assert files(course.root) == before


@pytest.mark.parametrize("path", [f"solutions/{MODULE}.py", f"release/{UNIT}/{UNIT}.ipynb"])
def test_nothing_is_overwritten(course: Course, path: str) -> None:
    file = course.root / path
    file.parent.mkdir(exist_ok=True)
    file.write_text("an author's own")
    before = files(course.root)
    with pytest.raises(UsageError, match="is there already"):
        create_quickly(course)

    assert files(course.root) == before
    file.unlink()


@pytest.mark.parametrize("writes", [0, 3, 9])
@pytest.mark.parametrize(
    ("error", "raised"),
    [(KeyboardInterrupt(), KeyboardInterrupt), (OSError(28, "No space left on device", "somewhere"), UsageError)],
    ids=["a person", "a full disk"],
)
def test_after_an_error_nothing_is_left(
    course: Course, writes: int, error: BaseException, raised: type[BaseException]
) -> None:
    before, paths = files(course.root), []

    def write(path: Path, data: bytes) -> None:
        if len(paths) == writes:
            raise error
        path.write_bytes(data)
        paths.append(path)

    with pytest.raises(raised):
        create_quickly(course, write=write)

    assert files(course.root) == before
    assert not (course.root / "source" / UNIT).exists()


@pytest.mark.parametrize(
    ("number", "in_course"),
    [(0, False), (1, False), (7, False), (11, False), (11, True)],
    ids=["at once", "after one file", "after some", "before course.yml", "before the release"],
)
def test_a_killed_run_is_completed_by_the_same_command(course: Course, number: int, in_course: bool) -> None:
    before = (course.root / "course.yml").read_bytes()
    unit, paths = create_quickly(course)
    complete = files(course.root)
    for path in [unit.release, *list(paths)[number:]]:
        path.unlink()
    if not in_course:
        (course.root / "course.yml").write_bytes(before)
    create_quickly(Course.load(course.root))

    assert files(course.root) == complete


CHECKS = f"hidden_checks/{MODULE}"


@pytest.mark.slow
def test_broken_promises_are_named(course: Course, run: Run) -> None:
    unit, _ = create_quickly(course)
    folder, name = course.root, f"{UNIT}-doubled"
    line = "return float(np.abs(x - y).mean())"
    change(unit.source, "return float(np.mean(np.abs(x - y)))", "return float(np.sum(np.abs(x - y)))")
    change(folder / f"student/lab/questions/{MODULE}.py", "QUESTIONS", f'"""\n{line}\n"""\nQUESTIONS')
    for path in (unit.source, folder / CHECKS / "predictions.py", folder / f"student/lab/questions/{MODULE}.py"):
        change(path, name, "perfect-line")
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
    assert "broken: no other unit uses its names: 'perfect-line' is also in 'line-and-loss'" in audited.stdout
    assert "broken: the reference earns every point: " in audited.stdout
    assert "(distance_of_any_shapes) fails its check and is named: test_agrees_with_the_ref" in audited.stdout
    assert (
        "(distance_of_the_means) fails its check and is named: test_agrees_with_the_reference passes" in audited.stdout
    )
    assert "no mistake is named: two of them give the same answers, or this one gives other answers" in audited.stdout
    assert "broken: the right implementation distance_by_a_loop" in audited.stdout
    assert "broken: the untouched release earns nothing" not in audited.stdout


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "old", "new", "message"),
    [
        (
            f"student/lab/checks/{MODULE}.py",
            "@points(8)",
            "@points(9)",
            f"secret lines is in it: the table does not have the points of '{UNIT}'",
        ),
        (
            f"{CHECKS}/test_{MODULE}.py",
            "class Test",
            "class ChecksOf",
            f"the checks of '{MODULE}' add up to 38 points, but pytest collects 15",
        ),
        (f"solutions/{MODULE}.py", f"def {MODULE}", "def another", f"graded: the reference has no '{MODULE}'"),
        (f"source/{UNIT}/{UNIT}.ipynb", "after / before", "after / 0", "until this is fixed: ZeroDivisionError: "),
        (f"{CHECKS}/predictions.py", '"scale"', '"scales"', f"'{UNIT}-doubled' has no explanation 'scales'"),
        (f"{CHECKS}/predictions.py", '"mean": ', '"means": ', "WHY_NOT has a sentence for 'means'"),
    ],
    ids=[
        "points after the release",
        "checks that pytest does not collect",
        "no reference",
        "no answer",
        "no such explanation",
        "a sentence too many",
    ],
)
def test_parts_that_do_not_fit_together_are_named(
    course: Course, run: Run, path: str, old: str, new: str, message: str
) -> None:
    create_quickly(course)
    change(course.root / path, old, new)
    audited = run("autograder", "audit", UNIT)

    assert audited.returncode == 1
    assert message in audited.stdout
