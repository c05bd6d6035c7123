"""The book as a PDF: one page of HTML, printed by Chromium."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from autograder.errors import UsageError

PROGRAMS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
)
"""The names of Chromium and Chrome; the first one has no windows, so it starts sooner."""
LONGEST_PRINT = 600


def installed_chromium() -> str:
    """Return the path of Chromium or Chrome; nothing where there is none."""
    return next(filter(None, map(shutil.which, PROGRAMS)), "")


def find_chromium() -> str:
    """Return the path of Chromium or Chrome. UsageError where there is none."""
    program = installed_chromium()
    if not program:
        raise UsageError("a PDF needs Chromium or Chrome, not installed here", fix="install it, or leave out --pdf")
    return program


def print_page(page: Path, target: Path, chromium: str) -> None:
    """Print an HTML file into a PDF. UsageError where Chromium writes none."""
    options = [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--no-pdf-header-footer",
        "--generate-pdf-document-outline",
    ]
    network = ["--disable-background-networking", "--disable-component-update"]
    command = [chromium, *options, *network, f"--print-to-pdf={target}", page.resolve().as_uri()]
    process = subprocess.run(command, capture_output=True, text=True, check=False, timeout=LONGEST_PRINT)
    if process.returncode or not target.is_file():
        last_lines = " / ".join(process.stderr.strip().splitlines()[-2:])
        raise UsageError(f"Chromium could not print the book: {last_lines}", where=str(page))
