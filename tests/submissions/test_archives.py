"""Archives in submissions: what they hold is read, whatever they try."""

from __future__ import annotations

import io
import stat
import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.errors import UsageError
from autograder.submissions import archives
from autograder.submissions.archives import UnreadableArchive, member_names, read_member
from autograder.submissions.discovery import find_submissions

UNIT = "gradient"


def zipped(**members: bytes) -> bytes:
    """Return an archive; `__` in a name stands for a slash."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/"), data)
    return file.getvalue()


def with_member(info: zipfile.ZipInfo, data: bytes = b"x") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("gradient.ipynb", "right")
        archive.writestr(info, data)
    return file.getvalue()


def link(name: str, target: bytes) -> bytes:
    info = zipfile.ZipInfo(name)
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return with_member(info, target)


def test_a_member_is_read_up_to_a_limit() -> None:
    data = zipped(a__b=b"0123456789")

    assert member_names(io.BytesIO(data)) == (["a/b"], [])
    assert read_member(io.BytesIO(data), ("a/b",), 4) == b"0123"


def test_an_archive_in_an_archive_is_read() -> None:
    data = zipped(inner=zipped(deep=b"content"))

    assert member_names(io.BytesIO(data), ("inner",)) == (["deep"], [])
    assert read_member(io.BytesIO(data), ("inner", "deep"), 100) == b"content"


@pytest.mark.parametrize("name", ["../up.ipynb", "/etc/x.ipynb", "a/../../x.ipynb", "C:\\x.ipynb", "..\\x.ipynb"])
def test_a_path_that_leads_out_of_the_archive_is_refused(name: str) -> None:
    names, problems = member_names(io.BytesIO(with_member(zipfile.ZipInfo(name))))

    assert names == ["gradient.ipynb"]
    assert problems[0].endswith("its path leads out of the archive")


def test_a_link_in_an_archive_is_refused() -> None:
    names, problems = member_names(io.BytesIO(link("predictions.json", b"/etc/passwd")))

    assert names == ["gradient.ipynb"]
    assert problems == ["'predictions.json': links are not followed"]


def encrypted() -> bytes:
    data = bytearray(zipped(x=b"secret"))
    directory = data.rindex(b"PK\x01\x02")
    for position in (6, directory + 8):
        data[position] |= 1
    return bytes(data)


def with_false_size() -> bytes:
    data = bytearray(zipped(x=b"content"))
    struct.pack_into("<I", data, data.rindex(b"PK\x05\x06") + 12, 1 << 30)
    return bytes(data)


@pytest.mark.parametrize(
    ("build", "reason"),
    [
        (lambda: b"", "not a ZIP archive"),
        (lambda: b"PK\x05\x06", "not a ZIP archive"),
        (lambda: zipped(x=b"content")[:-30], "not a ZIP archive"),
        (lambda: zipped(x=b"content").replace(b"PK\x01\x02", b"PK\x01\x09"), "damaged"),
        (with_false_size, "too many files"),
        (lambda: zipped(**{f"{number:0200}": b"" for number in range(9_000)}), "too many files"),
    ],
    ids=["empty", "a mark alone", "cut off", "a damaged list", "a false size", "too long a list"],
)
def test_what_is_no_archive_says_why(build: Callable[[], bytes], reason: str) -> None:
    with pytest.raises(UnreadableArchive) as error:
        member_names(io.BytesIO(build()))

    assert reason in str(error.value.strerror)


def test_an_encrypted_member_is_refused() -> None:
    assert member_names(io.BytesIO(encrypted())) == ([], ["'x': it is encrypted"])
    with pytest.raises(UnreadableArchive):
        read_member(io.BytesIO(encrypted()), ("x",), 10)


def test_a_member_that_is_damaged_says_so() -> None:
    data = bytearray(zipped(x=bytes(range(256)) * 50))
    data[60:90] = bytes(30)

    with pytest.raises(UnreadableArchive):
        read_member(io.BytesIO(bytes(data)), ("x",), 1 << 20)


def test_a_bomb_takes_no_more_memory_than_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "LARGEST_INNER_ARCHIVE", 1 << 20)
    bomb = zipped(bomb=bytes(64 << 20))
    tracemalloc.start()
    content = read_member(io.BytesIO(bomb), ("bomb",), 1 << 20)
    with pytest.raises(UnreadableArchive):
        member_names(io.BytesIO(bomb), ("bomb",))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert len(content) == 1 << 20
    assert peak < 10 << 20


def test_nothing_is_unpacked(tmp_path: Path) -> None:
    (tmp_path / "ada").mkdir()
    (tmp_path / "ada" / "work.zip").write_bytes(zipped(gradient=b"right", **{"..__out.ipynb": b"x"}))
    (tmp_path / "bob").mkdir()
    (tmp_path / "bob" / "work.zip").write_bytes(zipped(**{"gradient.ipynb": b"right", "..__out.ipynb": b"x"}))
    ada, bob = find_submissions(tmp_path, UNIT)

    assert "its path leads out of the archive" in ada.problem
    assert bob.read()[0] == b"right"
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == ["work.zip", "work.zip"]


def test_an_unreadable_archive_is_its_students_problem(tmp_path: Path) -> None:
    (tmp_path / "ada").mkdir()
    (tmp_path / "ada" / "gradient.ipynb").write_bytes(b"{}")
    (tmp_path / "bob.zip").write_bytes(b"PK")
    _, bob = find_submissions(tmp_path, UNIT)

    assert bob.problem == (
        "no notebook was handed in (the archive cannot be read: it is not a ZIP archive, or was cut off)"
    )
    with pytest.raises(UsageError, match="it is not a ZIP archive"):
        find_submissions(tmp_path / "bob.zip", UNIT)
