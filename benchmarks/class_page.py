"""Measure how long a class page takes to open in Chromium: `python -m benchmarks.class_page`."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

import click

from autograder.views.class_page import class_page
from tests.class_reports import graded_class, large_class
from tests.conftest import CHROMIUM, CHROMIUM_OPTIONS, playwright_chromium

SECOND_FRAME = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
"""The promise of a page that it has been drawn."""


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--size", default=2400, show_default=True, help="Students of the class.")
@click.option("--rounds", default=3, show_default=True, help="How often the page is opened.")
def main(size: int, rounds: int) -> None:
    """Print the size of the page of a class, and the seconds until it is drawn, the fastest round first."""
    if not CHROMIUM:
        raise click.ClickException("no Chromium here: `make chromium` installs it where that is possible")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "class.html"
        text = class_page("The training loop", graded_class(*large_class(size)), anonymous=False)
        path.write_text(text, encoding="utf-8")
        seconds = sorted(opening_seconds(path, rounds))
        click.echo(f"{size:,} students, {path.stat().st_size / 1e6:.1f} MB: {' '.join(f'{s:.2f}' for s in seconds)} s")


def opening_seconds(path: Path, rounds: int) -> list[float]:
    """Return the seconds that each round takes from the request to the drawn page."""
    seconds = []
    with playwright_chromium() as chromium:
        browser = chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_OPTIONS)
        for _ in range(rounds):
            page = browser.new_page()
            start = time.perf_counter()
            page.goto(path.as_uri(), wait_until="load")
            page.evaluate(SECOND_FRAME)
            seconds.append(time.perf_counter() - start)
            page.close()
        browser.close()
    return seconds


if __name__ == "__main__":
    main()
