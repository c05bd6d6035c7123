"""Run mutation testing on every unit and write docs/mutation-scores.md: `python -m benchmarks.mutation_scores`.

The result of a unit is kept under build/, and used again until its reference, checks, mistakes or notebook change.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from autograder.authoring.audit_table import run_mutants
from autograder.authoring.mutation_testing import Mutant, MutationResult
from autograder.course import reference_modules, unit_content
from autograder.course.configuration import Course, Unit
from benchmarks import markdown_tables

CACHE_FOLDER = Path("build") / "mutation-scores"
PAGE = Path("docs") / "mutation-scores.md"
MAX_CODE_LENGTH = 100

Mutate = Callable[[Unit], MutationResult]


@dataclass(frozen=True, slots=True)
class Score:
    """The result of one unit. An equivalent mutant is kept as its change and the reason why it is equivalent."""

    unit: str
    fingerprint: str
    killed: int
    survivors: tuple[tuple[int, str], ...]
    equivalent: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, unit: Unit, result: MutationResult) -> Score:
        """Return what the page shows of a result."""
        survivors = tuple((mutant.line, _change(mutant)) for mutant in result.survivors)
        equivalent = tuple(sorted((_change(mutant), reason) for mutant, reason in result.equivalent))
        return cls(unit.id, fingerprint(unit), result.killed, survivors, equivalent)

    @property
    def counted(self) -> int:
        """The number of mutants that are not equivalent."""
        return self.killed + len(self.survivors)


@dataclass(frozen=True, slots=True)
class ScoreCache:
    """Scores of units, one JSON file each."""

    folder: Path

    def write(self, score: Score) -> None:
        """Keep a score."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._path(score.unit).write_text(json.dumps(asdict(score), indent=1), encoding="utf-8")

    def read(self, unit: Unit) -> Score | None:
        """Return a unit's score, or None where there is none or the unit has changed since."""
        try:
            data = json.loads(self._path(unit.id).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        pairs = {key: tuple(map(tuple, data[key])) for key in ("survivors", "equivalent")}
        score = Score(**{**data, **pairs})
        return score if score.fingerprint == fingerprint(unit) else None

    def _path(self, unit_id: str) -> Path:
        return self.folder / f"{unit_id}.json"


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("units", nargs=-1)
@click.option("--jobs", default=2, show_default=True, help="Number of workers.")
def main(units: tuple[str, ...], jobs: int) -> None:
    """Mutate the references of UNITS (default: all) that have changed, and write docs/mutation-scores.md."""
    course = Course.load()
    selection = [course.unit(name) for name in units] or course.units

    def mutate_unit(unit: Unit) -> MutationResult:
        return run_mutants(unit_content.load(course, unit.id), jobs)

    for line in update_page(course, selection, mutate_unit, ScoreCache(CACHE_FOLDER), PAGE):
        click.echo(line)


def update_page(course: Course, units: Sequence[Unit], mutate: Mutate, cache: ScoreCache, page: Path) -> Iterator[str]:
    """Mutate the units whose scores are not in the cache, write the tables of the page, and yield progress messages."""
    for unit in units:
        if unit.missing:
            yield f"{unit.id}: skipped: it needs {', '.join(unit.missing)}, which is not installed"
            continue
        score = cache.read(unit)
        if score is None:
            score = Score.of(unit, mutate(unit))
            cache.write(score)
        yield f"{unit.id}: {score.killed} of {score.counted} mutants killed, {len(score.equivalent)} equivalent"
    scores = [score for score in map(cache.read, course.units) if score is not None]
    markdown_tables.replace_tables(page, tables(scores))
    yield f"{page}: {len(scores)} of {len(course.units)} units"


def fingerprint(unit: Unit) -> str:
    """Return a hash of all files that decide which mutants are killed."""
    files = [*reference_modules.find_modules(unit.reference), *unit.check_modules, unit.visible_checks, unit.source]
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def tables(scores: Sequence[Score]) -> Mapping[str, str]:
    """Return the page's tables by name."""
    return {
        "score": "\n".join(_score_rows(scores)),
        "survivors": "\n".join(_survivor_rows(scores)) or "None.",
        "equivalent": "\n".join(_equivalent_rows(scores)),
    }


def _score_rows(scores: Sequence[Score]) -> Iterator[str]:
    yield "| unit | mutants | equivalent | counted | killed | survived | score |"
    yield "|---|---:|---:|---:|---:|---:|---:|"
    rows = {score.unit: (score.counted, len(score.equivalent), score.killed) for score in scores}
    total = {"**all**": tuple(map(sum, zip(*rows.values(), strict=True))) or (0, 0, 0)}
    for unit, (counted, equivalent, killed) in (rows | total).items():
        share = f"{100 * killed / max(1, counted):.1f} %"
        cells = (unit, counted + equivalent, equivalent, counted, killed, counted - killed, share)
        yield f"| {' | '.join(map(str, cells))} |"


def _survivor_rows(scores: Sequence[Score]) -> Iterator[str]:
    rows = [f"| {score.unit} | {line} | {_code(change)} |" for score in scores for line, change in score.survivors]
    if rows:
        yield from ("| unit | line | change |", "|---|---:|---|", *rows)


def _equivalent_rows(scores: Sequence[Score]) -> Iterator[str]:
    yield "| unit | mutants | reason | example |"
    yield "|---|---:|---|---|"
    for score in scores:
        changes_by_reason: dict[str, list[str]] = defaultdict(list)
        for change, reason in score.equivalent:
            changes_by_reason[reason].append(change)
        for reason, changes in changes_by_reason.items():
            yield f"| {score.unit} | {len(changes)} | {reason} | {_code(min(changes, key=len))} |"


def _code(text: str) -> str:
    """Return code for a table's cell, shortened to one line of bounded length."""
    short = text if len(text) <= MAX_CODE_LENGTH else f"{text[:MAX_CODE_LENGTH]}…"
    return f"`` {short} ``".replace("|", "\\|")


def _change(mutant: Mutant) -> str:
    return f"{mutant.before} → {mutant.after}"


if __name__ == "__main__":
    main()
