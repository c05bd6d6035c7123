"""Reading ZIP archives in submissions: what they hold, and one member at a time, with limits. Nothing is unpacked.

A small archive may unpack to terabytes, hold millions of names, or name files outside of it.
"""

from __future__ import annotations

import errno
import io
import lzma
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import BinaryIO

LARGEST_INNER_ARCHIVE = 50 << 20
"""An archive in an archive is read into memory."""
LARGEST_DIRECTORY = 2 << 20
"""Bytes of the list of members; enough for 20,000 of them."""
DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, ValueError, OverflowError, KeyError)
END_RECORD, END_LOCATOR_64 = b"PK\x05\x06", b"PK\x06\x07"
LONGEST_END = 22 + 0xFFFF
ENCRYPTED = 0x1


class UnreadableArchive(OSError):
    """An archive that cannot be read, or is too large; the reason is in `strerror`."""

    def __init__(self, reason: str) -> None:
        super().__init__(errno.EIO, reason)


def member_names(file: BinaryIO, outer: tuple[str, ...] = ()) -> tuple[list[str], list[str]]:
    """Return the files of an archive, in order and each once, and what is wrong with its other members.

    `outer` leads to an archive inside this one.
    """
    names: dict[str, None] = {}
    problems = []
    with _opened(file, outer) as archive:
        for info in archive.infolist():
            if info.is_dir():
                continue
            if reason := _refusal(info):
                problems.append(f"'{info.filename}': {reason}")
            else:
                names[info.filename] = None
    return list(names), problems


def read_member(file: BinaryIO, members: tuple[str, ...], limit: int) -> bytes:
    """Return the first `limit` bytes of a member; each member but the last is an archive in the one before."""
    *outer, name = members
    with _opened(file, tuple(outer)) as archive:
        return _read(archive, name, limit)


def path_of(name: str) -> PurePosixPath:
    """Return a member's path; Windows programs write backslashes."""
    return PurePosixPath(name.replace("\\", "/"))


@contextmanager
def _opened(file: BinaryIO, outer: tuple[str, ...]) -> Iterator[zipfile.ZipFile]:
    """Context manager: the archive in a file, or one inside it. UnreadableArchive for what goes wrong with it."""
    try:
        _check_directory(file)
        with zipfile.ZipFile(file) as archive:
            if not outer:
                yield archive
                return
            data = _read(archive, outer[0], LARGEST_INNER_ARCHIVE)
            if len(data) >= LARGEST_INNER_ARCHIVE:
                raise UnreadableArchive(f"the archive in it is larger than {LARGEST_INNER_ARCHIVE >> 20} MB")
            with _opened(io.BytesIO(data), outer[1:]) as inner:
                yield inner
    except NotImplementedError:
        raise UnreadableArchive("it is compressed in a way that cannot be read") from None
    except DAMAGED:
        raise UnreadableArchive("the archive is damaged") from None


def _check_directory(file: BinaryIO) -> None:
    """Refuse an archive with too many members before they are read."""
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - LONGEST_END - 20))
    tail = file.read()
    position = tail.rfind(END_RECORD)
    if position < 0 or position + 22 > len(tail):
        raise UnreadableArchive("it is not a ZIP archive, or was cut off")
    (directory_size,) = struct.unpack_from("<I", tail, position + 12)
    if tail[max(0, position - 20) : position].startswith(END_LOCATOR_64) or directory_size > LARGEST_DIRECTORY:
        raise UnreadableArchive("it holds too many files")
    file.seek(0)


def _read(archive: zipfile.ZipFile, name: str, limit: int) -> bytes:
    info = archive.getinfo(name)
    if info.flag_bits & ENCRYPTED:
        raise UnreadableArchive("it is encrypted")
    with archive.open(info) as member:
        return member.read(limit)


def _refusal(info: zipfile.ZipInfo) -> str:
    """Return why a member is not read, or an empty string."""
    path = path_of(info.filename)
    if path.is_absolute() or ".." in path.parts or re.match("[A-Za-z]:", info.filename):
        return "its path leads out of the archive"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "links are not followed"
    return "it is encrypted" if info.flag_bits & ENCRYPTED else ""
