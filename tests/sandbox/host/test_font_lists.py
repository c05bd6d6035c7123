"""Matplotlib's list of fonts goes into the sandbox, without fonts that are not there."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from matplotlib import font_manager

from autograder.sandbox.host.font_lists import font_lists
from autograder.sandbox.host.launcher import Preparation
from autograder.sandbox.host.results import Returned
from autograder.sandbox.host.sandbox import Sandbox

NAME = f"fontlist-v{font_manager.FontManager.__version__}.json"
OWN_FONT = "fonts/ttf/DejaVuSans.ttf"
FAMILIES = (
    "from matplotlib import font_manager\nfamilies = sorted({font.name for font in font_manager.fontManager.ttflist})"
)

Write = Callable[..., None]


@pytest.fixture
def write_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Return a function that writes Matplotlib's list, with fonts of these names at these paths."""
    monkeypatch.setenv("MPLCONFIGDIR", str(tmp_path))
    font_manager.json_dump(font_manager.fontManager, str(tmp_path / NAME))
    content = json.loads((tmp_path / NAME).read_text(encoding="utf-8"))

    def write_list(**paths: str) -> None:
        fonts = [{**content["ttflist"][0], "fname": path, "name": name} for name, path in paths.items()]
        (tmp_path / NAME).write_text(json.dumps({**content, "ttflist": fonts}), encoding="utf-8")

    return write_list


def families(lists: dict[str, bytes]) -> list[Any]:
    return [font["name"] for font in json.loads(lists[NAME])["ttflist"]]


def test_only_fonts_that_can_be_read_are_in_the_list(write_list: Write) -> None:
    write_list(
        Own=OWN_FONT, Shared="/usr/share/fonts/a.ttf", Private="/home/ada/.fonts/b.ttf", Beside="/usr/share2/c.ttf"
    )

    assert families(font_lists(["/usr/share"])) == ["Own", "Shared"]


def test_matplotlib_starts_with_the_list_in_the_sandbox(write_list: Write) -> None:
    write_list(Listed=OWN_FONT, Private="/home/ada/.fonts/b.ttf")
    with Sandbox(preparation=Preparation(("matplotlib.pyplot",))) as sandbox, sandbox.open() as process:
        if not sandbox.isolation.bubblewrap:
            pytest.skip("without a file system of its own, the sandbox has no list")
        process.run_cell(FAMILIES)
        result = process.fetch("families")

    assert isinstance(result, Returned)
    assert result.value == ["Listed"]


@pytest.mark.parametrize("text", ["", "[]", '{"ttflist": [{}], "afmlist": []}', '{"ttflist": 1}', "\x00"])
def test_a_damaged_list_is_left_out(text: str, tmp_path: Path, write_list: Write) -> None:
    write_list(Own=OWN_FONT)
    (tmp_path / "fontlist-v0.json").write_text(text, encoding="utf-8")

    assert font_lists([]).keys() == {NAME}


def test_without_a_home_there_is_no_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MPLCONFIGDIR", raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "missing"))

    assert font_lists([]) == {}
