"""What a site is built from is checked first, with an advice for what is missing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from autograder.errors import UsageError
from autograder.site import jupyterlite_build
from autograder.site.jupyterlite_build import PYODIDE_FILES, Settings


def test_a_missing_tool_is_named_with_the_command_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jupyterlite_build, "TOOLS", ("nowhere_to_be_found",))
    with pytest.raises(UsageError) as error:
        jupyterlite_build.require_tools()

    assert "a site needs nowhere-to-be-found, not installed here" in str(error.value)
    assert "pip install 'gradient-descent-course-kit[site]'" in str(error.value)


@pytest.mark.parametrize("pyodide", ["", "https://example.org/pyodide/v1/full/pyodide.mjs"])
def test_python_may_come_from_an_address(pyodide: str) -> None:
    jupyterlite_build.require_pyodide(pyodide)


@pytest.mark.parametrize(
    ("pyodide", "words"),
    [
        ("https://example.org/pyodide", "ends in /pyodide.mjs"),
        ("nowhere", "holds no Pyodide: pyodide.mjs and "),
    ],
)
def test_another_place_is_refused(pyodide: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        jupyterlite_build.require_pyodide(pyodide)


def test_a_complete_folder_is_accepted(tmp_path: Path) -> None:
    for name in PYODIDE_FILES:
        (tmp_path / name).touch()
    jupyterlite_build.require_pyodide(str(tmp_path))


def test_an_address_of_python_is_among_the_settings_of_the_page(tmp_path: Path) -> None:
    address = "https://example.org/pyodide.mjs"
    settings = Settings(tmp_path, tmp_path, ["numpy"], address)
    page = json.dumps(jupyterlite_build.page_settings(settings))

    assert f'"pyodideUrl": "{address}"' in page
    assert '"packages": ["numpy"]' in page
    assert "pyodideUrl" not in json.dumps(jupyterlite_build.page_settings(Settings(tmp_path, tmp_path, ["numpy"])))


def test_a_build_that_fails_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jupyterlite_build, "REQUIRED_EXTENSIONS", ())
    monkeypatch.setattr(jupyterlite_build, "BUILDER", "nowhere_to_be_found")
    with pytest.raises(UsageError, match=r"could not build the site:\n.*nowhere_to_be_found"):
        jupyterlite_build.build(Settings(tmp_path, tmp_path, []), tmp_path, tmp_path / "site")
