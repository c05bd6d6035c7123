"""Generated tables in a Markdown page. Each is between the comments `<!-- its name -->` and `<!-- end -->`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

END = "<!-- end -->"


def replace_tables(path: Path, tables: Mapping[str, str]) -> None:
    """Replace the named tables of a page and keep the text around them; SystemExit where a place is missing."""
    page = path.read_text(encoding="utf-8")
    for name, table in tables.items():
        before, start, rest = page.partition(f"<!-- {name} -->\n")
        _, end, after = rest.partition(END)
        if not end:
            raise SystemExit(f"{path} has no comments '<!-- {name} -->' and '{END}' around the table '{name}'")
        page = f"{before}{start}\n{table}\n\n{end}{after}"
    path.write_text(page, encoding="utf-8")
