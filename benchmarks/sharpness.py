"""`python -m benchmarks.sharpness`: mutates every reference and writes docs/sharpness.md.

What was found of a unit is kept in build/, and used again as long as its reference, checks and mistakes are the same.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from autograder.authoring.mutation_testing import Mutant, MutationResult, grade_mutants
from autograder.course import reference_modules, unit_content
from autograder.course.configuration import Course, Unit
from autograder.grading.batch import Batch
from autograder.views.progress_bar import progress_bar
from benchmarks import page

HOME = Path("build") / "sharpness"
PAGE = Path("docs") / "sharpness.md"
LONGEST = 100


@dataclass(frozen=True, slots=True)
class Score:
    """What became of one unit's mutants. An equivalent one is kept as its change and the reason why it is none."""

    unit: str
    made_of: str
    killed: int
    survivors: tuple[tuple[int, str], ...]
    equivalent: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, unit: Unit, found: MutationResult) -> Score:
        """Keep what the page tells."""
        survivors = tuple((mutant.line, _change(mutant)) for mutant in found.survivors)
        equivalent = tuple(sorted((_change(mutant), reason) for mutant, reason in found.equivalent))
        return cls(unit.id, made_of(unit), found.killed, survivors, equivalent)

    @property
    def counted(self) -> int:
        """The mutants that change anything asked for."""
        return self.killed + len(self.survivors)


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("units", nargs=-1)
@click.option("--jobs", default=2, show_default=True, help="Workers.")
def main(units: tuple[str, ...], jobs: int) -> None:
    """Mutate the references of UNITS (all, if none is named) where something has changed; write docs/sharpness.md."""
    course = Course.load()
    HOME.mkdir(parents=True, exist_ok=True)
    for unit in [course.unit(name) for name in units] or course.units:
        if unit.missing:
            click.echo(f"{unit.id}: skipped: it needs {', '.join(unit.missing)}, which is not installed here")
            continue
        score = _kept(unit) or _measured(course, unit, jobs)
        click.echo(
            f"{unit.id}: {score.killed} of {score.counted} mutants killed, {len(score.equivalent)} change nothing"
        )
    scores = [kept for kept in map(_kept, course.units) if kept is not None]
    page.fill(PAGE, tables(scores))
    click.echo(f"{PAGE}: {len(scores)} of {len(course.units)} units")


def made_of(unit: Unit) -> str:
    """A fingerprint of all that decides which mutants live."""
    files = [*reference_modules.find_modules(unit.reference), *unit.check_modules, unit.visible_checks, unit.source]
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def tables(scores: Sequence[Score]) -> Mapping[str, str]:
    """The page's tables by name."""
    return {
        "score": "\n".join(_totals(scores)),
        "survivors": "\n".join(_survivors(scores)) or "None.",
        "equivalent": "\n".join(_equivalents(scores)),
    }


def _totals(scores: Sequence[Score]) -> Iterator[str]:
    yield "| unit | mutants | change nothing asked for | left | killed | survive | score |"
    yield "|---|---:|---:|---:|---:|---:|---:|"
    rows = {score.unit: (score.counted, len(score.equivalent), score.killed) for score in scores}
    whole = {"**all**": tuple(map(sum, zip(*rows.values(), strict=True))) or (0, 0, 0)}
    for unit, (counted, equal, killed) in (rows | whole).items():
        share = f"{100 * killed / max(1, counted):.1f} %"
        yield f"| {unit} | {counted + equal} | {equal} | {counted} | {killed} | {counted - killed} | {share} |"


def _survivors(scores: Sequence[Score]) -> Iterator[str]:
    rows = [f"| {score.unit} | {line} | {_code(change)} |" for score in scores for line, change in score.survivors]
    if rows:
        yield from ("| unit | line | change |", "|---|---:|---|", *rows)


def _equivalents(scores: Sequence[Score]) -> Iterator[str]:
    yield "| unit | mutants | why they change nothing | one of them |"
    yield "|---|---:|---|---|"
    for score in scores:
        reasons: dict[str, list[str]] = defaultdict(list)
        for change, reason in score.equivalent:
            reasons[reason].append(change)
        for reason, changes in reasons.items():
            yield f"| {score.unit} | {len(changes)} | {reason} | {_code(min(changes, key=len))} |"


def _code(text: str) -> str:
    """Code in a table's cell, in one line of bounded length."""
    short = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    return f"`` {short} ``".replace("|", "\\|")


def _change(mutant: Mutant) -> str:
    return f"{mutant.before} → {mutant.after}"


def _measured(course: Course, unit: Unit, jobs: int) -> Score:
    content, grade = unit_content.load(course, unit.id), Batch(course, unit, jobs).grade
    with progress_bar(unit.id, 2) as progress:
        task = progress.add_task("mutants")
        result = grade_mutants(content, grade, lambda done, total: progress.update(task, completed=done, total=total))
    score = Score.of(unit, result)
    _file(unit).write_text(json.dumps(asdict(score), indent=1), encoding="utf-8")
    return score


def _kept(unit: Unit) -> Score | None:
    try:
        kept = json.loads(_file(unit).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    pairs = {key: tuple(map(tuple, kept[key])) for key in ("survivors", "equivalent")}
    score = Score(**{**kept, **pairs})
    return score if score.made_of == made_of(unit) else None


def _file(unit: Unit) -> Path:
    return HOME / f"{unit.id}.json"


if __name__ == "__main__":
    main()
