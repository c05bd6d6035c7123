"""Damage to the file: its bytes, encoding, JSON or size."""

from __future__ import annotations

from autograder.course.notebook import Notebook
from tests.damage.damage_kind import ALL, PREDICTED, code, file_bytes, find, kind


@kind("cut off in the middle", score=22 + PREDICTED, message="cut off or damaged")
def truncated(notebook: Notebook) -> bytes:
    data = file_bytes(notebook)
    return data[: data.index(b"def gap_report")]


@kind("empty", score=PREDICTED, message="the file is empty")
def empty_file(notebook: Notebook) -> bytes:
    return b""


@kind("a page of HTML", score=PREDICTED, message="not a notebook")
def html_page(notebook: Notebook) -> bytes:
    return b"<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body>Session expired</body></html>"


@kind("saved twice into one file", message="cut off or damaged")
def notebook_twice_in_one_file(notebook: Notebook) -> bytes:
    return file_bytes(notebook) * 2


@kind("an unresolved merge", message="an unresolved merge")
def merge_conflict(notebook: Notebook) -> bytes:
    text = file_bytes(notebook).decode()
    line = next(line for line in text.split("\n") if "def gap_report" in line)
    theirs = line.replace("w_fit - w_star", "w_star - w_fit")
    return text.replace(line, f"<<<<<<< HEAD\n{line}\n=======\n{theirs}\n>>>>>>> origin/main").encode()


@kind("a byte order mark", message="byte order mark (UTF-8)")
def byte_order_mark(notebook: Notebook) -> bytes:
    return b"\xef\xbb\xbf" + file_bytes(notebook)


@kind("UTF-16", message="byte order mark (UTF-16)")
def utf_16(notebook: Notebook) -> bytes:
    return file_bytes(notebook).decode().encode("utf-16")


@kind("Latin-1", message="read as LATIN-1")
def latin_1(notebook: Notebook) -> bytes:
    notebook["cells"].append(code("# größer"))
    return file_bytes(notebook).decode().encode("latin-1", errors="replace")


@kind("a lone surrogate in a string")
def lone_surrogate(notebook: Notebook) -> bytes:
    notebook["cells"].append(code("# MARK"))
    return file_bytes(notebook).replace(b"MARK", rb"\ud83d")


@kind("Windows line endings in every source")
def windows_line_endings(notebook: Notebook) -> bytes:
    for cell in notebook["cells"]:
        cell["source"] = cell["source"].replace("\n", "\r\n")
    return file_bytes(notebook)


@kind("source as a list of lines")
def source_as_list(notebook: Notebook) -> bytes:
    for cell in notebook["cells"]:
        cell["source"] = cell["source"].splitlines(keepends=True)
    return file_bytes(notebook)


@kind("source null", score=ALL - 4, message="cell 'gap_report' is empty")
def source_null(notebook: Notebook) -> bytes:
    find(notebook, "gap_report")["source"] = None
    return file_bytes(notebook)


@kind("cells null", score=PREDICTED, message="it has no cells")
def cells_null(notebook: Notebook) -> bytes:
    return file_bytes(notebook | {"cells": None})


@kind("the same key twice in one object", message="stood twice in one object")
def duplicate_keys(notebook: Notebook) -> bytes:
    text = file_bytes(notebook).decode()
    line = next(line for line in text.split("\n") if "def gap_report" in line)
    return text.replace(line, '   "source": "def gap_report(*numbers):\\n    return None",\n' + line).encode()


@kind("NaN where JSON has none")
def nan_in_metadata(notebook: Notebook) -> bytes:
    find(notebook, "train_step")["metadata"]["seconds"] = float("nan")
    return file_bytes(notebook)


@kind("metadata nested 100,000 levels deep", message="cut off or damaged")
def deeply_nested_metadata(notebook: Notebook) -> bytes:
    notebook["metadata"]["deep"] = "MARK"
    return file_bytes(notebook).replace(b'"MARK"', b"[" * 100_000 + b"]" * 100_000)


@kind("10,000 cells before the first", message="10000 cells of the student's own")
def many_cells(notebook: Notebook) -> bytes:
    notebook["cells"][:0] = [code(f"x = {number}", id=f"mine-{number}") for number in range(10_000)]
    return file_bytes(notebook)


@kind("an attachment of 20 MB")
def large_attachment(notebook: Notebook) -> bytes:
    notebook["cells"][0]["attachments"] = {"photo.png": {"image/png": "iVBORw0KGgo" * (20_000_000 // 11)}}
    return file_bytes(notebook)


@kind("an output of 20 MB")
def large_output(notebook: Notebook) -> bytes:
    output = {"output_type": "stream", "name": "stdout", "text": "0123456789 " * (20_000_000 // 11)}
    find(notebook, "run-100")["outputs"] = [output]
    return file_bytes(notebook)


@kind("a number of 5,000 digits", message="a number of 5000 digits was left out")
def long_number(notebook: Notebook) -> bytes:
    find(notebook, "train_step")["execution_count"] = "MARK"
    return file_bytes(notebook).replace(b'"MARK"', b"9" * 5_000)


@kind("merge marks by the thousand", score=PREDICTED, message="not a notebook")
def merge_marks(notebook: Notebook) -> bytes:
    return b"<<<<<<< HEAD\n" * 5_000 + b"=======\n" * 5_000


@kind("120,000 keys in one object, one of them twice", message="'k1' stood twice in one object")
def many_keys(notebook: Notebook) -> bytes:
    keys = b",".join(b'"k%d": 1' % number for number in range(120_000))
    return b'{"k1": 1, ' + keys + b"," + file_bytes(notebook)[1:]


@kind("five megabytes of code", message="the cells hold more than 2 MB of text")
def much_code(notebook: Notebook) -> bytes:
    notebook["cells"][3:3] = [code(f"# {number}\n" + "x = 1\n" * 33_000, id=f"mine-{number}") for number in range(26)]
    return file_bytes(notebook)
