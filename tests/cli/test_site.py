"""The command `site`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from autograder.cli.main import main
from autograder.course.configuration import Course
from autograder.site import jupyterlite_build, site

ROOT = Path(__file__).parents[2]


def test_says_what_to_install_where_jupyterlite_is_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(jupyterlite_build, "TOOLS", ("nowhere_to_be_found",))
    result = CliRunner().invoke(main, ["site", "--output", str(tmp_path / "site")])

    assert result.exit_code == 2
    assert "a site needs nowhere-to-be-found, not installed here" in result.stderr
    assert "[site]" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "units", "words"),
    [
        ([], 13, "cdn.jsdelivr.net"),
        (["gradient", "pytorch", "--pyodide", "https://example.org/pyodide.mjs"], 2, "python3 -m http.server"),
    ],
    ids=["everything", "some units, Python from elsewhere"],
)
def test_tells_what_it_built_and_what_is_left_out(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str], units: int, words: str
) -> None:
    calls: list[Any] = []

    def make_site(course: Course, selected: Any, folder: Path, pyodide: str) -> site.Site:
        calls.append((len(selected), folder, pyodide))
        return site.Site(folder / "index.html", tuple(selected[:1]), (course.unit("pytorch"),))

    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(site, "make_site", make_site)
    result = CliRunner().invoke(main, ["site", *arguments])

    assert result.exit_code == 0
    assert calls == [(units, ROOT / "build" / "site", arguments[-1] if arguments else "")]
    assert words in result.stdout
    assert ("cdn" in result.stdout) is not bool(arguments)
    assert "left out: 'pytorch' needs torch, which no browser has" in result.stderr


def test_a_unit_that_is_not_released_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for path in ROOT.iterdir():
        if path.name not in {"release", "build"} and not path.name.startswith("."):
            (tmp_path / path.name).symlink_to(path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(jupyterlite_build, "TOOLS", ())
    by_name = CliRunner().invoke(main, ["site", "gradient"])
    nothing = CliRunner().invoke(main, ["site"])

    assert (by_name.exit_code, nothing.exit_code) == (2, 2)
    assert "'gradient' is not released. Run `autograder release gradient` first" in by_name.stderr
    assert "no unit" in nothing.stderr
