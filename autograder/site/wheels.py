"""Wheels for Python in the browser: `lab` as these units release it, and packages that are installed here."""

from __future__ import annotations

import base64
import hashlib
import zipfile
from collections.abc import Mapping
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from autograder.errors import UsageError

EARLIEST_TIME = (1980, 1, 1, 0, 0, 0)
"""The time of every file in an archive, so that the same files give the same bytes."""
WHEEL = "Wheel-Version: 1.0\nGenerator: autograder\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
METADATA = "Metadata-Version: 2.1\nName: {name}\nVersion: {version}\nRequires-Dist: numpy\nRequires-Dist: matplotlib\n"
KEPT_METADATA = ("METADATA", "WHEEL")


def make_lab_wheel(folder: Path, course_id: str, kit_version: str, files: Mapping[str, bytes]) -> Path:
    """Write the wheel of the package `lab` with these files, by their paths in it.

    Its version names its content: a browser that has kept an earlier wheel does not use it for this one.
    """
    digest = hashlib.sha256(b"".join(b"%s\0%s\0" % (path.encode(), data) for path, data in sorted(files.items())))
    version = f"{kit_version}.post{int(digest.hexdigest()[:7], 16)}"
    name = f"{course_id.replace('-', '_')}_lab"
    metadata = (
        f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\nRequires-Dist: numpy\nRequires-Dist: matplotlib\n"
    )
    information = {"METADATA": metadata.encode(), "WHEEL": WHEEL.encode()}
    return _write(folder, name, version, {**files}, information)


def pack_installed(folder: Path, name: str) -> Path:
    """Write the wheel of an installed package without compiled code. UsageError where it is not installed."""
    try:
        package = distribution(name)
    except PackageNotFoundError:
        raise UsageError(f"the site needs {name}, not installed here", fix=f"`pip install {name}`") from None
    files: dict[str, bytes] = {}
    information: dict[str, bytes] = {}
    for path in package.files or ():
        data = Path(str(path.locate())).read_bytes() if Path(str(path.locate())).is_file() else b""
        if path.parent.name.endswith(".dist-info"):
            information |= {path.name: data} if path.name in KEPT_METADATA else {}
        elif ".." not in path.parts and path.suffix != ".pyc":
            files[path.as_posix()] = data
    return _write(folder, name, package.version, files, information)


def find_labextension(package: str, extension: str) -> Path | None:
    """Return the folder of a package's extension of JupyterLab, None where it has none or is not installed."""
    try:
        installed: Distribution = distribution(package)
    except PackageNotFoundError:
        return None
    for path in installed.files or ():
        if path.as_posix().endswith(f"share/jupyter/labextensions/{extension}/package.json"):
            return Path(str(path.locate())).resolve().parent
    return None


def _write(folder: Path, name: str, version: str, files: Mapping[str, bytes], information: Mapping[str, bytes]) -> Path:
    dist_info = f"{name}-{version}.dist-info"
    members = dict(sorted(files.items())) | {f"{dist_info}/{key}": data for key, data in sorted(information.items())}
    members[f"{dist_info}/RECORD"] = _record(members, f"{dist_info}/RECORD")
    path = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for member, data in members.items():
            archive.writestr(zipfile.ZipInfo(member, EARLIEST_TIME), data, zipfile.ZIP_DEFLATED)
    return path


def _record(members: Mapping[str, bytes], own_path: str) -> bytes:
    def digest(data: bytes) -> str:
        return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()

    lines = [f"{path},sha256={digest(data)},{len(data)}" for path, data in members.items()]
    return "\n".join([*lines, f"{own_path},,", ""]).encode()
