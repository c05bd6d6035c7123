"""The outputs of a cell as Markdown, and the files of its figures."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from autograder.book import markdown
from autograder.book.execution import Output
from autograder.errors import NotebookError

PLOTLY = "application/vnd.plotly.v1+json"
PNG = "image/png"


@dataclass(frozen=True)
class Rendering:
    """The Markdown of some outputs, the pictures that it shows by their paths, and whether one of them turns."""

    text: str
    pictures: dict[str, bytes] = field(default_factory=dict)
    turns: bool = False


def render(outputs: Iterable[Output], name: str) -> Rendering:
    """Return the outputs of a cell as Markdown. `name` begins the paths of its pictures.

    Of several forms of one output the richest is shown. NotebookError for a figure without an alternative text.
    """
    parts: list[Rendering] = []
    for place, output in enumerate(outputs):
        data = output.get("data", {})
        if PNG in data:
            parts.append(_render_picture(output, f"figures/{name}-{place}.png"))
        elif "text/html" in data:
            parts.append(Rendering(f'<div class="wide-table">\n{data["text/html"].strip()}\n</div>'))
        elif output.get("name") == "stdout" or "text/plain" in data:
            text = output.get("text", "") or data.get("text/plain", "")
            parts.append(Rendering(markdown.code_block(text, "text", "printed")))
    pictures = {path: picture for part in parts for path, picture in part.pictures.items()}
    return Rendering("\n\n".join(part.text for part in parts), pictures, any(part.turns for part in parts))


def _render_picture(output: Output, path: str) -> Rendering:
    """Return a picture; where the figure has a form that turns, with the data for it and a button."""
    metadata = output.get("metadata", {}).get(PNG, {})
    alternative = str(metadata.get("alt", "")).strip()
    if not alternative:
        raise NotebookError(
            "a figure has no alternative text", where=path, fix="display it with lab.show.style.display_figure"
        )
    text = markdown.image(path, alternative, metadata.get("width"))
    pictures = {path: base64.b64decode(output["data"][PNG])}
    if PLOTLY not in output["data"]:
        return Rendering(text, pictures)
    script = f'<script type="application/json">{_json_in_html(output["data"][PLOTLY])}</script>'
    button = '<button type="button" hidden>Turn this figure</button>'
    return Rendering(markdown.container(f"{text}\n\n{script}\n\n{button}", "turnable"), pictures, turns=True)


def _json_in_html(value: Any) -> str:
    """Return JSON in which nothing can end a script element."""
    return json.dumps(value, separators=(",", ":")).replace("<", "\\u003c")
