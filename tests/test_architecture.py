"""The house: imports point one way, pure rooms stay pure, no room grows too large."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HOMES = {"autograder": ROOT, "solutions": ROOT, "lab": ROOT / "student"}

BOX = """
    sandbox.kernel sandbox.landlock sandbox.seccomp sandbox.walls
    sandbox.wire sandbox.chance sandbox.encoder sandbox.decoder sandbox.control
    sandbox.display sandbox.figures sandbox.raised sandbox.shell sandbox.service sandbox.zygote sandbox.boot
""".split()
"""What runs on the student's side of the wall."""

ENGINE = f"""
    autograder
    errors
    report
    course_file course course_list
    notebook
    {" ".join(BOX)}
    sandbox.limits sandbox.results sandbox.outputs sandbox.channel sandbox.leash sandbox.conversation sandbox.child
    sandbox.bubblewrap sandbox.start sandbox.supervisor
    sandbox
    damage syntax submission
    templates reference release
    deputy proxy
    diagnosis material prediction
    checking
    needed execution grading
    recollection server clerk worker
    collection journal intake handout history repository cohort
    faces faces.terminal faces.classroom faces.feedback faces.autograded faces.kernel faces.nbgrader
    existing existing.parcel existing.renewal existing.agent existing.link existing.remote existing.namespace
    existing.paper existing.sheet existing.inquiry existing.trial existing.sitting existing.desk existing.invigilator
    faces.existing
    sample audit mutation faces.audited demo doctor
    scaffold
    delivery cli __main__
""".split()
"""Every module of the engine, from the ground up: each may import only those named before it."""

PURE = """
    errors report course_file course course_list notebook
    sandbox.wire sandbox.encoder sandbox.decoder sandbox.limits sandbox.results
    sandbox.outputs sandbox.display sandbox.figures sandbox.raised
    damage syntax submission templates release
    deputy diagnosis material prediction checking needed recollection
    faces.terminal faces.classroom faces.feedback faces.autograded
    existing.parcel existing.renewal existing.paper existing.sheet existing.inquiry
    sample
""".split()
"""Modules that leave processes, sockets and the clock to others."""

RIM = {
    *(
        "asyncio",
        "concurrent",
        "ctypes",
        "multiprocessing",
        "os",
        "resource",
        "select",
        "shutil",
        "signal",
        "socket",
    ),
    *("sqlite3", "subprocess", "tempfile", "threading", "time", "urllib"),
}
"""What only the rim may touch: processes, sockets, the clock, the system."""

LONGEST_MODULE = 250
LONGEST_FUNCTION = 40

LARGER: Mapping[str, str] = {}
"""Modules and functions that may be longer, each with its reason."""


@cache
def modules() -> Mapping[str, Path]:
    """Every module of the three packages by its dotted name."""
    files = [file for package, home in HOMES.items() for file in (home / package).rglob("*.py")]
    homes = {file: next(home for home in (ROOT / "student", ROOT) if file.is_relative_to(home)) for file in files}
    dotted = {file: ".".join(file.relative_to(homes[file]).with_suffix("").parts) for file in files}
    return {name.removesuffix(".__init__"): file for file, name in dotted.items()}


@cache
def tree(name: str) -> ast.Module:
    return ast.parse(modules()[name].read_text(encoding="utf-8"))


def imports(name: str) -> Iterator[str]:
    """What a module imports, wherever in it the statement stands: our own modules by their full name."""
    package = name.split(".") if modules()[name].name == "__init__.py" else name.split(".")[:-1]
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            for alias in node.names:
                yield f"{base}.{alias.name}" if f"{base}.{alias.name}" in modules() else base


def of(package: str, name: str) -> bool:
    return name == package or name.startswith(f"{package}.")


def engine() -> list[str]:
    return [name for name in modules() if of("autograder", name) and not of("autograder.checks", name)]


def full(name: str) -> str:
    return name if name == "autograder" else f"autograder.{name}"


class TestImports:
    def test_every_module_of_the_engine_has_its_place_and_every_place_its_module(self) -> None:
        assert sorted(engine()) == sorted(map(full, ENGINE))

    @pytest.mark.parametrize("name", ENGINE)
    def test_point_one_way(self, name: str) -> None:
        below = set(map(full, ENGINE[: ENGINE.index(name)]))
        upwards = {found for found in imports(full(name)) if of("autograder", found)} - below

        assert not upwards, f"{name} imports what stands above it or in no place at all"

    @pytest.mark.parametrize(
        ("package", "stranger"),
        [("lab", "autograder"), ("lab", "solutions"), ("solutions", "autograder"), ("solutions", "lab")],
    )
    def test_never_lead_from_the_public_rooms_to_the_others(self, package: str, stranger: str) -> None:
        found = {
            name: found for name in modules() if of(package, name) for found in imports(name) if of(stranger, found)
        }

        assert not found

    def test_reach_the_solutions_from_the_hidden_checks_alone(self) -> None:
        readers = {name for name in modules() if any(of("solutions", found) for found in imports(name))}

        assert all(of("autograder.checks", name) or of("solutions", name) for name in readers)

    def test_of_the_lab_go_round_in_no_circle(self) -> None:
        lab = [name for name in modules() if of("lab", name)]

        TopologicalSorter({name: {found for found in imports(name) if found in lab} for name in lab}).prepare()

    def test_of_the_student_s_side_of_the_wall_know_nothing_of_the_other(self) -> None:
        box = set(map(full, BOX))
        engine_or_lab = {
            found for name in box for found in imports(name) if of("autograder", found) or of("lab", found)
        }

        assert engine_or_lab <= box

    @pytest.mark.parametrize("name", PURE)
    def test_of_a_pure_module_touch_nothing_outside(self, name: str) -> None:
        assert not {found.split(".")[0] for found in imports(full(name))} & RIM


def lengths() -> Iterator[tuple[str, int, int]]:
    """Name, lines and limit of every module and function; a function's docstring does not count."""
    for name, file in modules().items():
        if ".mistakes" not in name:  # a list, as long as students are inventive
            yield name, len(file.read_text(encoding="utf-8").splitlines()), LONGEST_MODULE
        for node in ast.walk(tree(name)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                first = node.body[0]
                documented = isinstance(first, ast.Expr) and ast.get_docstring(node, clean=False) is not None
                words = (first.end_lineno or 0) - first.lineno + 1 if documented else 0
                yield (
                    f"{name}.{node.name}",
                    (node.end_lineno or 0) - node.lineno + 1 - words,
                    LONGEST_FUNCTION,
                )


class TestSize:
    def test_of_a_module_and_of_a_function_fits_a_reader_s_head(self) -> None:
        too_long = {name: f"{lines} lines" for name, lines, limit in lengths() if lines >= limit}

        assert set(too_long) == set(LARGER), too_long
