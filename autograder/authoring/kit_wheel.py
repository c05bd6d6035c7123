"""The kit as a wheel, so that a course keeps the very version that it is graded with.

From a clone the wheel is built. An installed kit is packed again: its files are those of the wheel that it came in.
"""

from __future__ import annotations

import base64
import hashlib
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path, PurePosixPath

import autograder
from autograder.errors import UsageError

NAME = "gradient-descent-course-kit"
CLONE = Path(autograder.__file__).parents[1]
WRITTEN_BY_INSTALLERS = {"RECORD", "INSTALLER", "REQUESTED", "direct_url.json"}
SHARED = "share"
"""The folder of an environment into which the pages of documentation are installed."""
EARLIEST_TIME = (1980, 1, 1, 0, 0, 0)
"""The time of every file in an archive, so that the same files give the same bytes."""


def make_wheel(folder: Path) -> Path:
    """Write the wheel of this kit into a folder, and return its path. UsageError where that is not possible."""
    return _build(CLONE, folder) if (CLONE / "pyproject.toml").is_file() else _pack(folder)


def _build(clone: Path, folder: Path) -> Path:
    with tempfile.TemporaryDirectory() as built:
        command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", built]
        process = subprocess.run(command, cwd=clone, capture_output=True, text=True, check=False)
        wheel = next(Path(built).glob("*.whl"), None)
        if process.returncode or wheel is None:
            fix = "install what builds it: `pip install hatchling`"
            reason = (process.stderr.strip().splitlines() or ["no wheel"])[-1]
            raise UsageError(f"the kit's wheel cannot be built: {reason}", where=str(clone), fix=fix)
        path = folder / wheel.name
        path.write_bytes(wheel.read_bytes())
        return path


def _pack(folder: Path) -> Path:
    try:
        kit = distribution(NAME)
    except PackageNotFoundError:
        raise UsageError(f"{NAME} is not installed here", fix="install its wheel with pip") from None
    files = dict(_files(kit))
    record = f"{NAME.replace('-', '_')}-{kit.version}.dist-info/RECORD"
    files[record] = _record(files, record).encode()
    path = folder / f"{NAME.replace('-', '_')}-{kit.version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(files.items(), key=lambda file: (".dist-info/" in file[0], file[0])):
            archive.writestr(zipfile.ZipInfo(name, EARLIEST_TIME), data, zipfile.ZIP_DEFLATED)
    return path


def _files(kit: Distribution) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the wheel that the kit was installed from, by their paths in it."""
    for path in kit.files or ():
        name = _path_in_wheel(path, f"{NAME.replace('-', '_')}-{kit.version}")
        if name and path.name not in WRITTEN_BY_INSTALLERS and path.suffix != ".pyc":
            yield name, Path(str(path.locate())).read_bytes()


def _path_in_wheel(path: PurePosixPath, prefix: str) -> str:
    """Return the place of an installed file in its wheel; '' for a script, which the installer writes itself."""
    if ".." not in path.parts:
        return path.as_posix()
    parts = [part for part in path.parts if part != ".."]
    return "/".join([f"{prefix}.data", "data", *parts]) if parts[0] == SHARED else ""


def _record(files: Mapping[str, bytes], record: str) -> str:
    def digest(data: bytes) -> str:
        return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()

    lines = [f"{name},sha256={digest(data)},{len(data)}" for name, data in sorted(files.items())]
    return "\n".join([*lines, f"{record},,"]) + "\n"
