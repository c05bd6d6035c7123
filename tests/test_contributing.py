"""CONTRIBUTING.md names only files that exist, so a newcomer can follow a submission through the engine."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
JOURNEY = TEXT.partition("## How a submission travels\n")[2].partition("\n## ")[0]


def test_the_way_of_a_submission_has_ten_stops() -> None:
    assert re.findall(r"(?m)^(\d+)\. ", JOURNEY) == [str(number) for number in range(1, 11)]


def test_every_module_on_the_way_exists() -> None:
    paths = re.findall(r"`([a-z_/]+(?:\.py|/))`", JOURNEY)
    missing = [path for path in paths if path != "autograder/" and not (ROOT / "autograder" / path).exists()]

    assert len(paths) > 20
    assert not missing
