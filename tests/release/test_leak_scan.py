"""The leak scan: no secret line is in a handout, and a planted one stops the release."""

from __future__ import annotations

import json

import pytest

from autograder.course.configuration import Course, Unit
from autograder.course.unit_content import UnitContent
from autograder.errors import LeakError
from autograder.release import contents, leak_scan, template_repo

UNIT = "training-loop"


def longest_secret(course: Course, unit: Unit) -> str:
    return max((secret.text for secret in leak_scan.find_secrets(course, unit)), key=len)


def test_no_secret_is_in_the_handout(course: Course, content: UnitContent) -> None:
    files = contents.handout_files(course, content.unit, content.source)
    secrets = leak_scan.find_secrets(course, content.unit)

    leak_scan.scan(files, secrets)
    assert len(secrets) > 100


def test_a_planted_secret_is_found_and_its_place_is_named(course: Course, content: UnitContent) -> None:
    secrets = leak_scan.find_secrets(course, content.unit)
    files = contents.handout_files(course, content.unit, content.source)
    files["lab/functions/predict.py"] += f"\n    {secrets[0].text.strip()}  \n".encode()

    with pytest.raises(LeakError, match="a secret line would be released") as error:
        leak_scan.scan(files, secrets)

    assert "lab/functions/predict.py" in error.value.where


@pytest.mark.parametrize(
    ("path", "owner"),
    [
        ("templates/README.md", UNIT),
        ("templates/.github/workflows/checks.yml", "gradient"),
        ("lab/data/notes.txt", UNIT),
    ],
    ids=["in a template", "of another unit, in the workflow", "in lab"],
)
def test_a_secret_of_any_unit_in_a_shared_file_stops_the_repository(
    copied_course: Course, path: str, owner: str
) -> None:
    secret = longest_secret(copied_course, copied_course.unit(owner))
    file = copied_course.root / "student" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text((file.read_text() if file.exists() else "") + f"\n{secret}\n")
    folder = copied_course.root.parent / "template"

    with pytest.raises(LeakError, match="a secret line would be released"):
        template_repo.write_repository(copied_course, [copied_course.unit(UNIT)], folder)
    assert not folder.exists()


def test_a_secret_in_the_metadata_of_a_released_notebook_stops_the_repository(copied_course: Course) -> None:
    unit = copied_course.unit(UNIT)
    notebook = json.loads(unit.release.read_text())
    notebook["metadata"]["note"] = f"first\n{longest_secret(copied_course, unit)}"
    unit.release.write_text(json.dumps(notebook))

    with pytest.raises(LeakError):
        template_repo.write_repository(copied_course, [unit], copied_course.root.parent / "template")
