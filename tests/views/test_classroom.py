"""Classroom services: submissions taken out of clones, results handed over in their shapes."""

from __future__ import annotations

import base64
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from autograder.authoring import sample_submissions
from autograder.cli.main import main
from autograder.course.configuration import Course
from autograder.course.notebook import Notebook
from autograder.course.unit_content import UnitContent
from autograder.errors import UsageError
from autograder.report import (
    CheckResult,
    ExerciseResult,
    IsolationInfo,
    PredictionResult,
    Report,
    Seconds,
    SubmissionInfo,
)
from autograder.submissions import collect
from autograder.submissions.collect import REASON_FILE, collect_submissions
from autograder.submissions.discovery import find_submissions
from autograder.views import classroom_export

ROOT = Path(__file__).parents[2]
UNIT = "training-loop"
AUTOGRADER = ROOT / "docs" / "workflows" / "classroom50" / "autograder.py"
WHOSE = {
    "schema": "classroom50/result/v1",
    "classroom": "ml",
    "assignment": "loops",
    "assignment_type": "individual",
    "owner": "Ada",
    "submission": "submit/2027-03-01T12-00-00Z-a1b2c3d",
    "commit": "https://example.invalid/commit/a1b2c3d",
    "release": "https://example.invalid/releases/tag/x",
    "review": "https://example.invalid/compare/x",
    "datetime": "2027-03-01T12:00:00Z",
    "score": 11,
    "max-score": 11,
    "tests": [],
}


def report(student: str = "ada", *, score: int = 4, problems: Sequence[str] = ()) -> Report:
    """A report of one exercise with a hidden check, and of one prediction."""
    check = CheckResult(
        name="test_hidden",
        title="It holds on secret data.",
        visible=False,
        outcome="failed",
        points=0,
        max_points=10 - score,
        message="secret words",
        hint="a hint",
        mistake="M1",
    )
    return Report(
        course="c",
        unit=UNIT,
        student=student,
        submission=SubmissionInfo(sha256="0"),
        score=score + 2,
        max_score=12,
        publishable=not problems,
        problems=tuple(problems),
        exercises=(ExerciseResult(id="train_step", score=score, max_score=10, attempted=True, checks=(check,)),),
        predictions=(PredictionResult(id="P3a", committed=True, answer="w", right=True, explained=True, score=2),),
        isolation=IsolationInfo(),
        seconds=Seconds(),
    )


def collectable(result: Mapping[str, Any], classroom: str, assignment: str, owner: str) -> None:
    """What Classroom 50 asks of a result before it takes it into its scores."""
    assert result["schema"] == "classroom50/result/v1"
    assert (result["classroom"], result["assignment"]) == (classroom, assignment)
    assert result["owner"].lower() == owner.lower()
    assert result["assignment_type"] in ("individual", "group", "team")
    assert result["submission"].startswith("submit/")
    assert all(isinstance(result[name], str) and result[name] for name in ("commit", "release", "review"))
    assert datetime.fromisoformat(result["datetime"]).tzinfo is not None
    rows = result["tests"]
    assert rows
    assert all(isinstance(row["test-name"], str) and row["test-name"] for row in rows)
    assert all(type(row["passed"]) is bool for row in rows)
    assert all(type(row[name]) is int for row in [*rows, result] for name in ("score", "max-score"))
    assert all(0 <= row["score"] <= row["max-score"] <= 1000 for row in [*rows, result])
    assert sum(row["score"] for row in rows) == result["score"]
    assert sum(row["max-score"] for row in rows) == result["max-score"]


class TestFace:
    def test_for_the_reporter_is_version_1_in_base64(self) -> None:
        line = classroom_export.grading_reporter_output(report())
        result = json.loads(base64.b64decode(line.removeprefix("result=")))

        assert line.count("\n") == 1
        assert (result["version"], result["status"], result["max_score"]) == (1, "fail", 12)
        assert sum(row["score"] for row in result["tests"]) == 6
        assert {row["status"] for row in result["tests"]} == {"pass", "fail"}
        assert {row["line_no"] for row in result["tests"]} == {0}

    def test_for_classroom_50_is_what_its_collector_takes(self) -> None:
        text = classroom_export.classroom50_result(
            report(), classroom_export.classroom50_identity(json.dumps(WHOSE).encode(), "ada")
        )

        collectable(json.loads(text), "ml", "loops", "ada")
        assert (json.loads(text)["score"], json.loads(text)["max-score"]) == (6, 12)

    def test_tells_of_exercises_and_nothing_of_their_hidden_checks(self) -> None:
        texts = [
            base64.b64decode(classroom_export.grading_reporter_output(report()).removeprefix("result=")).decode(),
            classroom_export.classroom50_result(report(), {}),
        ]

        assert not [word for word in ("test_hidden", "secret", "hint", "M1") for text in texts if word in text]

    @pytest.mark.parametrize(
        ("changed", "said"),
        [
            ({"owner": "eve"}, "belongs to somebody else"),
            ({"schema": "classroom50/result/v2"}, "not in the format"),
            ({"commit": 7}, "does not say: commit"),
            ({"review": "", "release": None}, "does not say: release, review"),
        ],
        ids=["another's", "another shape", "a number for a text", "gaps"],
    )
    def test_takes_no_identity_that_is_not_the_student_s_and_whole(self, changed: dict[str, Any], said: str) -> None:
        with pytest.raises(UsageError, match=said):
            classroom_export.classroom50_identity(json.dumps(WHOSE | changed).encode(), "ada")

    @pytest.mark.parametrize("text", [b"", b"[]", b"\xff", b"[" * 5000], ids=["empty", "a list", "no text", "too deep"])
    def test_refuses_what_is_no_result(self, text: bytes) -> None:
        with pytest.raises(UsageError, match="not in the format"):
            classroom_export.classroom50_identity(text, "ada")


class TestExport:
    @pytest.fixture(autouse=True)
    def in_the_course(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(ROOT)

    @staticmethod
    def keep(folder: Path, *reports: Report) -> Path:
        folder.mkdir(exist_ok=True)
        for one in reports:
            (folder / f"{one.student}.json").write_text(one.json_text())
        return folder

    def test_writes_one_result_per_student(self, tmp_path: Path) -> None:
        reports = self.keep(tmp_path / "reports", report("ada"), report("blaise"))
        done = CliRunner().invoke(main, ["export", "classroom", str(reports), "--out", str(tmp_path / "out")])

        assert done.exit_code == 0, done.output
        assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["ada.result", "blaise.result"]
        assert (tmp_path / "out" / "ada.result").read_text() == classroom_export.grading_reporter_output(report("ada"))

    def test_reads_the_list_of_grade_json_as_well(self, tmp_path: Path) -> None:
        (tmp_path / "all.json").write_text(f"[{report('ada').json_text()},{report('blaise').json_text()}]")
        arguments = ["export", "classroom", str(tmp_path / "all.json"), "--out", str(tmp_path / "out")]
        done = CliRunner().invoke(main, arguments)

        assert done.exit_code == 0, done.output
        assert len(list((tmp_path / "out").iterdir())) == 2

    def test_keeps_back_what_is_not_publishable_and_says_so(self, tmp_path: Path) -> None:
        reports = self.keep(tmp_path / "reports", report("ada"), report("eve", problems=["a check broke"]))
        done = CliRunner().invoke(main, ["export", "classroom", str(reports), "--out", str(tmp_path / "out")])

        assert done.exit_code == 1
        assert "not exported: 'eve' is not publishable: a check broke" in done.output
        assert [path.name for path in (tmp_path / "out").iterdir()] == ["ada.result"]

    def test_joins_reports_with_the_submissions_of_a_download(self, tmp_path: Path) -> None:
        download = tmp_path / "ml-loops_submissions_2027_03_01_T_23_59_00"
        for name, owner in {"ada": "Ada", "eve": "Ada"}.items():
            (download / f"ml-loops-{name}").mkdir(parents=True)
            (download / f"ml-loops-{name}" / "result.json").write_text(json.dumps(WHOSE | {"owner": owner}))
        (download / "ml-loops-mallory").mkdir()
        (download / "ml-loops-mallory" / "result.json").symlink_to(download / "ml-loops-ada" / "result.json")
        reports = self.keep(tmp_path / "reports", *(report(name) for name in ("ada", "eve", "mallory", "nemo")))
        out = tmp_path / "out"
        done = CliRunner().invoke(main, ["export", "classroom50", str(reports), str(download), "--out", str(out)])

        assert done.exit_code == 1
        assert [path.name for path in out.iterdir()] == ["ada.json"]
        collectable(json.loads((out / "ada.json").read_text()), "ml", "loops", "ada")
        assert "the result.json in the clone of 'eve' belongs to somebody else" in done.output
        assert "'mallory' has no result.json" in done.output
        assert "'nemo' has no result.json" in done.output

    @pytest.mark.parametrize("text", ["{}", "[", "[{}]", '{"schema": "autograder/report/v1", "score": 99}'])
    def test_refuses_what_is_no_report(self, tmp_path: Path, text: str) -> None:
        (tmp_path / "x.json").write_text(text)
        done = CliRunner().invoke(
            main, ["export", "classroom", str(tmp_path / "x.json"), "--out", str(tmp_path / "out")]
        )

        assert done.exit_code == 2
        assert "this is not a report" in done.output

    @pytest.mark.parametrize("name", ["classroom", "classroom50"])
    def test_of_every_format_has_help(self, name: str) -> None:
        assert CliRunner().invoke(main, ["export", name, "--help"]).exit_code == 0


class TestCollect:
    @staticmethod
    def put(path: Path, data: bytes = b"{}") -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return path

    def test_takes_the_declared_files_and_nothing_else(self, tmp_path: Path) -> None:
        clone = tmp_path / "loops-submissions" / "loops-ada"
        for name in (f"{UNIT}.ipynb", "predictions.json", "conftest.py", "lab/check.py", ".github/workflows/x.yml"):
            self.put(clone / name)
        taken = list(collect_submissions(find_submissions(tmp_path, UNIT), UNIT, tmp_path / "submitted"))

        assert [(one.student, one.files) for one in taken] == [("ada", (f"{UNIT}.ipynb", "predictions.json"))]
        assert sorted(path.relative_to(tmp_path / "submitted").as_posix() for path in self.files(tmp_path)) == [
            f"ada/{UNIT}/predictions.json",
            f"ada/{UNIT}/{UNIT}.ipynb",
        ]

    @staticmethod
    def files(tmp_path: Path) -> list[Path]:
        return [path for path in (tmp_path / "submitted").rglob("*") if path.is_file()]

    def test_follows_no_link_and_says_who_handed_nothing_in(self, tmp_path: Path) -> None:
        self.put(tmp_path / "class" / "ada" / f"{UNIT}.ipynb", b"ada's")
        (tmp_path / "class" / "eve").mkdir()
        (tmp_path / "class" / "eve" / f"{UNIT}.ipynb").symlink_to("../ada/training-loop.ipynb")
        (tmp_path / "class" / "mallory").mkdir()
        (tmp_path / "class" / "mallory" / UNIT).symlink_to("../ada")
        taken = {
            one.student: one.problem
            for one in collect_submissions(find_submissions(tmp_path / "class", UNIT), UNIT, tmp_path / "submitted")
        }

        assert taken == {"ada": "", "eve": "no notebook was handed in", "mallory": "no notebook was handed in"}
        assert [one.student for one in find_submissions(tmp_path / "submitted", UNIT)] == ["ada", "eve", "mallory"]
        assert (tmp_path / "submitted" / "eve" / REASON_FILE).read_text() == f"{UNIT}: no notebook was handed in\n"

    @pytest.mark.parametrize("student", ["a\nb", "...", "-rf", "CON", "a%2Fb", "ü" * 90])
    def test_writes_nowhere_else_whatever_a_folder_is_called(self, tmp_path: Path, student: str) -> None:
        self.put(tmp_path / "class" / student / f"{UNIT}.ipynb")
        list(collect_submissions(find_submissions(tmp_path / "class", UNIT), UNIT, tmp_path / "submitted"))

        assert [path.parent.parent.parent for path in self.files(tmp_path)] == [tmp_path / "submitted"]

    def test_leaves_a_notebook_that_is_too_large(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(collect, "LARGEST_NOTEBOOK", 1 << 20)
        self.put(tmp_path / "class" / "ada" / f"{UNIT}.ipynb", b" " * (1 << 20))
        self.put(tmp_path / "class" / "blaise" / f"{UNIT}.ipynb")
        taken = {
            one.student: one.problem
            for one in collect_submissions(find_submissions(tmp_path / "class", UNIT), UNIT, tmp_path / "submitted")
        }

        assert taken == {"ada": "the notebook is larger than 1 MB", "blaise": ""}

    def test_a_second_time_replaces_what_was_taken_the_first(self, tmp_path: Path) -> None:
        notebook = self.put(tmp_path / "class" / "ada" / f"{UNIT}.ipynb", b"first")
        predictions = self.put(tmp_path / "class" / "ada" / "predictions.json")
        list(collect_submissions(find_submissions(tmp_path / "class", UNIT), UNIT, tmp_path / "submitted"))
        notebook.write_bytes(b"second")
        predictions.unlink()
        self.put(tmp_path / "submitted" / "ada" / "gradient" / "gradient.ipynb")
        list(collect_submissions(find_submissions(tmp_path / "class", UNIT), UNIT, tmp_path / "submitted"))

        assert {path.name: path.read_bytes() for path in self.files(tmp_path)} == {
            f"{UNIT}.ipynb": b"second",
            "gradient.ipynb": b"{}",
        }

    def test_refuses_two_submissions_by_one_student(self, tmp_path: Path) -> None:
        for folder in ("a", "b"):
            self.put(tmp_path / folder / "ada" / f"{UNIT}.ipynb")
        found = find_submissions(tmp_path / "a", UNIT) + find_submissions(tmp_path / "b", UNIT)

        with pytest.raises(UsageError, match="two submissions are by 'ada'"):
            list(collect_submissions(found, UNIT, tmp_path / "submitted"))

    def test_is_a_command_that_says_what_it_took(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(ROOT)
        self.put(tmp_path / "class" / "ada" / f"{UNIT}.ipynb")
        (tmp_path / "class" / "eve").mkdir()
        done = CliRunner().invoke(main, ["collect", UNIT, str(tmp_path / "class"), "--to", str(tmp_path / "submitted")])

        assert done.exit_code == 0
        assert "eve: no notebook was handed in" in done.output
        assert f"1 of 2 submissions are in {tmp_path / 'submitted'}" in done.output


class TestVisibleChecksInClassroom50:
    """The autograder that Classroom 50 runs in a student's repository: its own checks, whatever lies there."""

    TOLD: Mapping[str, str] = {
        "CLASSROOM": "ml",
        "ASSIGNMENT": "loops",
        "ASSIGNMENT_TYPE": "individual",
        "OWNER": "ada",
        "SUBMISSION_TAG": "submit/x",
        "COMMIT_URL": "https://example.invalid/c",
        "RELEASE_URL": "https://example.invalid/r",
    }

    @pytest.fixture
    def bundle(self, course: Course, tmp_path: Path) -> Path:
        folder = tmp_path / "bundle"
        shutil.copytree(course.root / "student" / "lab", folder / "lab", ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(AUTOGRADER, folder)
        return folder

    @staticmethod
    def graded(bundle: Path, repository: Path, told: Mapping[str, str]) -> tuple[int, str]:
        command = [sys.executable, str(bundle / "autograder.py"), "--installed"]
        path = {"PATH": str(Path(sys.executable).parent), "HOME": str(repository.parent)}
        done = subprocess.run(
            command, cwd=repository, env=path | dict(told), capture_output=True, text=True, check=False
        )
        return done.returncode, done.stdout + done.stderr

    def test_are_the_bundle_s_in_a_repository_that_lies(
        self, bundle: Path, tmp_path: Path, solved: Notebook, content: UnitContent
    ) -> None:
        cells = {"gap_report": "def gap_report(*args):\n    return 1"}
        files = {
            f"{UNIT}.ipynb": sample_submissions.notebook_bytes(sample_submissions.with_cells(solved, cells)),
            "lab/__init__.py": b"raise SystemExit('their lab')",
            "lab/ci/cli.py": b"raise SystemExit('their lab')",
            "sitecustomize.py": b"raise SystemExit('theirs')",
            "json.py": b"raise SystemExit('theirs')",
            "conftest.py": b"raise SystemExit('theirs')",
            "result.json": json.dumps(WHOSE).encode(),
        }
        for name, data in files.items():
            TestCollect.put(tmp_path / "repository" / name, data)
        code, said = self.graded(bundle, tmp_path / "repository", self.TOLD)
        result = json.loads((tmp_path / "repository" / "result.json").read_text())

        assert code == 0, said
        assert "theirs" not in said
        collectable(result, "ml", "loops", "ada")
        assert (result["score"], result["max-score"]) == (10, 11)
        assert {row["test-name"] for row in result["tests"] if not row["passed"]} == {"gap_report"}

    def test_leave_no_result_of_the_student_s_where_there_is_nothing_to_check(
        self, bundle: Path, tmp_path: Path
    ) -> None:
        TestCollect.put(tmp_path / "repository" / "result.json", json.dumps(WHOSE).encode())
        code, said = self.graded(bundle, tmp_path / "repository", self.TOLD)

        assert code == 1
        assert "there is no notebook of a unit here" in said
        assert not (tmp_path / "repository" / "result.json").exists()

    def test_say_which_variables_are_missing(self, bundle: Path, tmp_path: Path, content: UnitContent) -> None:
        TestCollect.put(tmp_path / "repository" / f"{UNIT}.ipynb", sample_submissions.notebook_bytes(content.released))
        code, said = self.graded(bundle, tmp_path / "repository", {"CLASSROOM": "ml"})

        assert code == 1
        assert re.search("missing here: ASSIGNMENT, SUBMISSION_TAG, COMMIT_URL, RELEASE_URL", said)
