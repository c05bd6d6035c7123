"""A small distribution of Pyodide for a site: Python from npm, IPython and what it needs from PyPI.

The packages with compiled code are in neither: NumPy, Matplotlib and scikit-learn are empty stand-ins, which can be
imported and compute nothing.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests import pyodide_runtime

FOLDER = pyodide_runtime.FOLDER / "distribution"
LOCK = "pyodide-lock.json"
FROM_PYPI = ("micropip", "ipython", "jedi")
"""What JupyterLite's kernel loads by itself."""
STAND_INS = {
    "numpy": {"numpy/__init__.py": pyodide_runtime.STAND_IN},
    "matplotlib": {"matplotlib/__init__.py": ""},
    "scikit-learn": {"sklearn/__init__.py": ""},
}


def install() -> Path:
    """Make the distribution, unless it is here for this version of Pyodide, and return its folder."""
    pyodide_runtime.install()
    with pyodide_runtime.one_process_at_a_time():
        manifest, source = FOLDER / "package.json", pyodide_runtime.PACKAGE / "package.json"
        is_current = manifest.is_file() and manifest.read_bytes() == source.read_bytes()
        if not (is_current and (FOLDER / LOCK).is_file()):
            _make()
    return FOLDER


def _make() -> None:
    """Make the distribution; its lock file is written last."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    shutil.copytree(pyodide_runtime.PACKAGE, FOLDER, ignore=shutil.ignore_patterns(LOCK, "*.map", "*.html"))
    lock = json.loads((pyodide_runtime.PACKAGE / LOCK).read_text(encoding="utf-8"))
    packages = lock["packages"]
    _download([f"{packages[name]['name']}=={packages[name]['version']}" for name in _needed(packages)])
    for name, files in STAND_INS.items():
        _write_stand_in(name, files)
        packages[name]["depends"] = []
    for wheel in FOLDER.glob("*.whl"):
        package = packages[wheel.name.partition("-")[0].lower().replace("_", "-")]
        package |= {"file_name": wheel.name, "sha256": hashlib.sha256(wheel.read_bytes()).hexdigest()}
    (FOLDER / LOCK).write_text(json.dumps(lock), encoding="utf-8")


def _needed(packages: dict[str, Any]) -> list[str]:
    names: list[str] = []
    queue = list(FROM_PYPI)
    while queue:
        name = queue.pop().replace("_", "-")
        if name not in names:
            names.append(name)
            queue += packages[name]["depends"]
    return names


def _download(requirements: list[str]) -> None:
    options = ["--quiet", "--no-deps", "--only-binary", ":all:", "--python-version", "3.14", "--dest", str(FOLDER)]
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "download", *options, *requirements]
    subprocess.run(command, check=True, stderr=subprocess.PIPE)


def _write_stand_in(name: str, files: dict[str, str]) -> None:
    name = name.replace("-", "_")
    members = dict(_metadata(name)) | files
    with zipfile.ZipFile(FOLDER / f"{name}-0-py3-none-any.whl", "w") as wheel:
        for path, text in members.items():
            wheel.writestr(path, text)


def _metadata(name: str) -> Iterator[tuple[str, str]]:
    yield f"{name}-0.dist-info/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 0\n"
    yield f"{name}-0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    yield f"{name}-0.dist-info/RECORD", ""


if __name__ == "__main__":
    if pyodide_runtime.is_possible():
        install()
    else:
        sys.stderr.write("node and npm are missing: tests in Pyodide are skipped\n")
