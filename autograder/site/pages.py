"""What a site says itself: its first page, and what is different in a browser, in a text and in the start page."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from string import Template
from urllib.parse import quote

from autograder.course.configuration import Course, Unit
from autograder.course.notebook import Cell, json_text, parse_notebook

START_PAGE = "start.ipynb"
NOTES_PAGE = "in-the-browser.md"
TITLE = "In the browser"
NOTES = """
**The first cell of a notebook takes up to a minute:** Python and its packages are loaded into this page.
**Your work stays in this browser, on this computer.** Another browser does not have it, a private window loses it, \
and so does whoever deletes the data of this site. Download your notebook now and then: right-click it in the list of \
files at the left, Download. `predictions.json` belongs to it.
**To hand in,** save (Ctrl+S, ⌘S) and run `lab.hand_in("...")` with the name of the unit in a new cell. Download the \
zip file that it writes, as above, and upload it where your course asks for it.
**A loop that never ends** is stopped in `lab.check` after ten seconds. Elsewhere nothing can stop it: choose Kernel, \
Restart, or close the page and open it again. What you had saved is still there.
""".strip().splitlines()
STYLE = (
    "body{font:1rem/1.6 system-ui,sans-serif;max-width:42rem;margin:2rem auto;padding:0 1rem;"
    "color:#222;background:#fff}a{color:#0b57a4}li{margin:.4em 0}.begin{font-size:1.2rem}code{font-size:.95em}"
    "@media(prefers-color-scheme:dark){body{color:#ddd;background:#181818}a{color:#8ab8f0}}"
)
# JupyterLite reads the element `jupyter-config-data` of this page to find the root of the site.
PAGE = Template(
    """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>$title</title>
<style>$style</style>
<script id="jupyter-config-data" type="application/json" data-jupyter-lite-root=".">{}</script>
</head>
<body>
<main>
<h1>$title</h1>
<p class="begin"><a href="$begin">Open the course</a>: it runs in this browser, and nothing is to be installed.</p>
<h2>Units</h2>
<ol>
$units
</ol>
$left_out
<h2>$notes_title</h2>
<ul>
$notes
</ul>
</main>
</body>
</html>
"""
)


def first_page(course: Course, units: Sequence[Unit], left_out: Sequence[Unit], files: Mapping[str, bytes]) -> bytes:
    """Return the page at the address of the site: where to begin, the units, and what is different in a browser."""
    begin = START_PAGE if START_PAGE in files else f"{units[0].id}.ipynb"
    links = [f'<li><a href="{_address(f"{unit.id}.ipynb")}">{html.escape(unit.title)}</a></li>' for unit in units]
    page = PAGE.substitute(
        title=html.escape(course.title),
        style=STYLE,
        begin=_address(begin),
        units="\n".join(links),
        left_out="\n".join(f"<p>{html.escape(_left_out_in_words(unit))}</p>" for unit in left_out),
        notes_title=TITLE,
        notes="\n".join(f"<li>{_inline(note)}</li>" for note in NOTES),
    )
    return page.encode()


def add_notes(files: Mapping[str, bytes], left_out: Sequence[Unit]) -> dict[str, bytes]:
    """Return the notebooks with a page of notes beside them, and a cell of notes in the start page, where one is."""
    lines = [f"- {note}" for note in NOTES] + [f"- {_left_out_in_words(unit)}" for unit in left_out]
    text = f"## {TITLE}\n\n" + "\n".join(lines)
    noted = {**files, NOTES_PAGE: f"{text[1:]}\n".encode()}
    if START_PAGE in files:
        notebook = parse_notebook(files[START_PAGE].decode(), START_PAGE)
        cell: Cell = {"cell_type": "markdown", "id": "in-the-browser", "metadata": {}, "source": text}
        notebook["cells"].insert(1, cell)
        noted[START_PAGE] = json_text(notebook).encode()
    return noted


def _left_out_in_words(unit: Unit) -> str:
    """Say that a unit is missing here, and why."""
    return f"“{unit.title}” is not here: no browser has {' or '.join(unit.needs)}. Do it on your own computer."


def _address(notebook: str) -> str:
    return f"lab/index.html?path={quote(notebook)}"


def _inline(markdown: str) -> str:
    """Return a note as HTML: strong text and code are the only Markdown in it."""
    parts = html.escape(markdown, quote=False).split("**")
    text = "".join(f"<strong>{part}</strong>" if place % 2 else part for place, part in enumerate(parts))
    pieces = text.split("`")
    return "".join(f"<code>{piece}</code>" if place % 2 else piece for place, piece in enumerate(pieces))
