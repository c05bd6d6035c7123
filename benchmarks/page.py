"""A page of the docs whose tables are measured: each stands between `<!-- its name -->` and `<!-- end -->`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

END = "<!-- end -->"


def fill(path: Path, tables: Mapping[str, str]) -> None:
    """Replace the named tables; everything around them is written by hand and stays."""
    page = path.read_text(encoding="utf-8")
    for name, table in tables.items():
        before, mark, rest = page.partition(f"<!-- {name} -->\n")
        _, end, after = rest.partition(END)
        if not end:
            raise SystemExit(f"{path} has no place for the table '{name}'")
        page = f"{before}{mark}\n{table}\n\n{end}{after}"
    path.write_text(page, encoding="utf-8")
