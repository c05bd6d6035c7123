"""A process that answers lines of JSON, and the other end that starts it."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from autograder.errors import CourseError
from autograder.grading.base64_files import decode_files, encode_files
from autograder.grading.json_subprocess import JsonSubprocess, WorkerDied

PROGRAM = """
from autograder.errors import CourseError
from autograder.grading.json_server import serve

def session(server):
    server.reply({{"ready": True}})
    for request in server.requests():
        {answer}

serve(session)
"""

Start = Callable[[str], JsonSubprocess]


@pytest.fixture
def start() -> Start:
    """Start a server whose answer to a request is a statement."""
    return lambda answer: JsonSubprocess.start([sys.executable, "-c", PROGRAM.format(answer=answer)])


def test_each_request_gets_its_reply(start: Start) -> None:
    server = start("server.reply({'double': 2 * request['number']})")
    replies = [server.request({"number": number}, 10) for number in (1, 2)]
    server.close()

    assert server.first_reply == {"ready": True}
    assert replies == [{"double": 2}, {"double": 4}]


@pytest.mark.parametrize(
    ("statement", "printed"),
    [
        pytest.param("print('{}', flush=True)", "{}\n", id="by Python code"),
        pytest.param("import os; [os.write(fd, b'On entry to DLASCL') for fd in (1, 2)]", "", id="by a library"),
    ],
)
def test_what_is_printed_is_no_reply_and_is_shown_if_python_code_did_it(
    statement: str, printed: str, start: Start, capfd: pytest.CaptureFixture[str]
) -> None:
    server = start(f"{statement}; server.reply({{'done': True}})")
    reply = server.request({}, 10)
    server.close()

    assert reply == {"done": True}
    assert capfd.readouterr() == ("", printed)


@pytest.mark.parametrize(
    ("statement", "printed"),
    [
        pytest.param("{}['no such key']", "KeyError: 'no such key'", id="an error"),
        pytest.param("import os; os.abort()", 'File "<string>", line 8 in session', id="a crash"),
    ],
)
def test_an_unexpected_end_is_printed(
    statement: str, printed: str, start: Start, capfd: pytest.CaptureFixture[str]
) -> None:
    server = start(statement)

    with pytest.raises(WorkerDied):
        server.request({}, 10)
    server.close()
    assert printed in capfd.readouterr().err


def test_an_error_of_the_course_is_raised_where_the_request_was_made(start: Start) -> None:
    server = start("raise CourseError('two units have one name', where='course.yml:7', fix='rename one')")

    with pytest.raises(CourseError, match=r"two units have one name \(course.yml:7\). Rename one"):
        server.request({}, 10)
    assert not server.alive


def test_files_come_back_as_the_same_bytes() -> None:
    files = {"data.csv": b"1,2\n", "folder/picture.png": bytes(range(256))}

    assert decode_files(encode_files(files)) == files
