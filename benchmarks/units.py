"""Measure every unit and write a section of docs/speed.md: `python -m benchmarks.units`.

For a right, a wrong and a half-finished submission, graded again and again, and for known mistakes, each graded once:
seconds with one and two workers, and CPU seconds beside those of the same cells and checks in one process (row **g**).
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import asdict, dataclass
from pathlib import Path
from queue import SimpleQueue

import click

from autograder.authoring.sample_submissions import notebook_bytes, predictions_file, solved_notebook, with_cells
from autograder.course import unit_content
from autograder.course.configuration import Course
from autograder.course.notebook import Notebook
from autograder.course.unit_content import UnitContent
from autograder.grading.executors import local_executor
from autograder.grading.worker import Worker
from autograder.submissions.discovery import FoundSubmission, find_submissions
from benchmarks import chart, command, markdown_tables
from benchmarks.process_tree import descendants_cpu_seconds

RESULTS = Path("build") / "benchmarks" / "units.json"
PAGE = Path("docs") / "speed.md"
CHART = Path("docs") / "units.svg"
TARGET = 2.2
"""How many times as much CPU as the same cells and checks without isolation a submission may cost at most."""
EACH_ONCE = "known mistakes, each once"
HEAD = """| unit | submission | g, CPU ms | one worker, CPU ms | ÷ g | one worker, ms | two workers, ms |
|---|---|---:|---:|---:|---:|---:|"""


@dataclass(frozen=True, slots=True)
class UnitSample:
    """Seconds per submission of one kind: CPU and wall-clock of the grader, and CPU of the same cells and checks."""

    unit: str
    kind: str
    baseline_cpu: float
    cpu: float
    one_worker: float
    two_workers: float

    @property
    def ratio(self) -> float:
        """How many times as much CPU as the baseline the grader takes with one worker."""
        return self.cpu / self.baseline_cpu


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--units", "names", default="", help="Units to measure; all by default.")
@click.option("--count", default=24, show_default=True, help="How many submissions of a kind are graded.")
@click.option("--again", is_flag=True, help="Measure nothing; write the table from the last results.")
def main(names: str, count: int, again: bool) -> None:
    """Measure units, and write the table and the chart of docs/speed.md."""
    samples = [UnitSample(**fields) for fields in json.loads(RESULTS.read_text())] if RESULTS.exists() else []
    course = Course.load()
    if not again:
        for unit in names.split(",") if names else [unit.id for unit in course.units]:
            new = list(measure_unit(course, unit, count))
            samples = [sample for sample in samples if sample.unit != unit] + new
            RESULTS.parent.mkdir(parents=True, exist_ok=True)
            RESULTS.write_text(json.dumps([asdict(sample) for sample in samples], indent=1), encoding="utf-8")
            click.echo("\n".join(map(_row, new)), err=True)
    samples.sort(key=lambda sample: [unit.id for unit in course.units].index(sample.unit))
    markdown_tables.replace_tables(PAGE, {"units": table(samples)})
    ratios: dict[str, dict[str, float]] = {}
    for sample in samples:
        ratios.setdefault(sample.unit, {})[sample.kind] = sample.ratio
    chart.draw_units(ratios, TARGET, CHART)


def measure_unit(course: Course, unit: str, count: int) -> Iterator[UnitSample]:
    """Measure each kind of submission with workers that have graded the right and the wrong one before."""
    content = unit_content.load(course, unit)
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        kinds = write_submissions(content, mistakes_that_end(course, content, count + 1), count, Path(name))
        workers = [stack.enter_context(closing(Worker(course, unit))) for _ in range(2)]
        with local_executor(len(workers)) as (executor, _):
            list(executor.map(Worker.start, workers))  # each on a core of its own
        for kind, folder in kinds.items():
            submissions = find_submissions(folder, unit)
            if kind != EACH_ONCE:
                for worker in workers:
                    _grade(submissions[:3], [worker])
            cpu_before, start = _cpu_seconds(), time.perf_counter()
            _grade(submissions, workers[:1])
            seconds, cpu = time.perf_counter() - start, _cpu_seconds() - cpu_before
            start = time.perf_counter()
            _grade(submissions, workers if kind != EACH_ONCE else workers[1:])
            seconds_of_two = time.perf_counter() - start if kind != EACH_ONCE else 0.0
            number = len(submissions)
            baseline = measure_baseline(course, unit, folder) / number
            yield UnitSample(unit, kind, baseline, cpu / number, seconds / number, seconds_of_two / number)


def measure_baseline(course: Course, unit: str, folder: Path) -> float:
    """Return the CPU seconds of row g for a class."""
    arguments = [sys.executable, "-m", "benchmarks.baselines", "not-isolated", unit, str(folder), "1"]
    environment = {"PYTHONPATH": os.pathsep.join(sys.path)}
    result = command.run(arguments, course.root, folder / "baseline.log", environment).require_success()
    times = next(line for line in result.output.splitlines() if line.startswith('{"startup"'))
    return float(json.loads(times)["cpu"])


def mistakes_that_end(course: Course, content: UnitContent, count: int) -> list[Notebook]:
    """Return submissions with one known mistake each, without those that run into time limits, which g has not."""
    solved, notebooks = solved_notebook(content), list[Notebook]()
    with closing(Worker(course, content.unit.id)) as worker:
        for mistake in content.catalogue.mistakes:
            notebook = with_cells(solved, {mistake.exercise: mistake.implementation.cell})
            start = time.perf_counter()
            worker.grade("somebody", notebook_bytes(notebook), {}, cells=False)
            if time.perf_counter() - start < content.unit.limits.call_seconds / 2:
                notebooks.append(notebook)
            if len(notebooks) == count:
                break
    return notebooks


def write_submissions(content: UnitContent, mistakes: Sequence[Notebook], count: int, folder: Path) -> dict[str, Path]:
    """Write a class of each kind; return its folder."""
    solved = solved_notebook(content)
    solutions = list(content.solutions.items())
    half = with_cells(content.release, dict(solutions[: (len(solutions) + 1) // 2]))
    kinds = {
        "right": [solved] * count,
        "wrong": mistakes[:1] * count,
        "half-finished": [half] * count,
        EACH_ONCE: list(mistakes[1 : count + 1]),
    }
    for kind, notebooks in kinds.items():
        for number, notebook in enumerate(notebooks):
            path = folder / kind / f"student-{number:04}" / content.unit.id
            path.mkdir(parents=True)
            (path / f"{content.unit.id}.ipynb").write_bytes(notebook_bytes(notebook))
            (path / "predictions.json").write_bytes(predictions_file(content))
    return {kind: folder / kind for kind in kinds}


def table(samples: Sequence[UnitSample]) -> str:
    """Return the samples as a Markdown table."""
    return "\n".join([HEAD, *map(_row, samples)])


def _row(sample: UnitSample) -> str:
    numbers = [sample.baseline_cpu, sample.cpu, sample.one_worker, sample.two_workers]
    baseline, cpu, one_worker, two_workers = (f"{seconds * 1e3:.1f}" if seconds else "" for seconds in numbers)
    return f"| {sample.unit} | {sample.kind} | {baseline} | {cpu} | {sample.ratio:.2f} | {one_worker} | {two_workers} |"


def _grade(submissions: Sequence[FoundSubmission], workers: Sequence[Worker]) -> None:
    idle: SimpleQueue[Worker] = SimpleQueue()
    for worker in workers:
        idle.put(worker)

    def grade(submission: FoundSubmission) -> None:
        worker = idle.get()
        try:
            worker.grade(submission.student, *submission.read(), cells=False)
        finally:
            idle.put(worker)

    with ThreadPoolExecutor(len(workers)) as executor:
        list(executor.map(grade, submissions))


def _cpu_seconds() -> float:
    return time.process_time() + descendants_cpu_seconds(os.getpid())


if __name__ == "__main__":
    main()
