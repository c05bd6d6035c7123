"""Why a second grading can differ from the first: what is not the same in both, and no guess which of it mattered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from autograder.isolation import Isolation
from autograder.provenance import Provenance, Record
from autograder.report import Report, SubmissionInfo

NOT_RECORDED = "an older version of the kit graded first, and it did not record what it graded with"
NOTHING = "nothing that is recorded: the same inputs gave other results. Was the machine busy, or is something random?"
HAND_IN = "its time, the due date, an extension or the late policy is another one"
BEHIND = "it had other automatic points than the reports"
KIT_TEXTS = {"autograder": "the engine's files", "lab": "the files of lab that all units share"}


class Origin(Record):
    """Everything that a report was made from: the submission, its isolation, and what else the results depend on."""

    submission: SubmissionInfo
    isolation: Isolation
    provenance: Provenance | None = None

    @classmethod
    def of(cls, report: Report) -> Origin:
        """Return what a report was made from."""
        return cls(submission=report.submission, isolation=report.isolation, provenance=report.provenance)


@dataclass(frozen=True)
class Cause:
    """Something that both gradings do not have in common: its kind, and which part of it in words."""

    kind: str
    text: str

    def __str__(self) -> str:
        """Join both."""
        return f"{self.kind}: {self.text}"


def causes(before: Origin, after: Origin) -> tuple[Cause, ...]:
    """Return everything that can be the reason for other results, by kind."""
    return (
        *_submission_causes(before, after),
        *_provenance_causes(before.provenance, after.provenance),
        *_isolation_causes(before.isolation, after.isolation),
    )


def has_same_submission(before: Origin, after: Origin) -> bool:
    """Whether the same files were graded; where an older kit recorded the notebook alone, that one."""
    hashes = before.submission.files_sha256, after.submission.files_sha256
    if not all(hashes):
        return before.submission.sha256 == after.submission.sha256
    return hashes[0] == hashes[1]


def _submission_causes(before: Origin, after: Origin) -> Iterator[Cause]:
    if before.submission.sha256 != after.submission.sha256:
        yield Cause("submission", "the notebook is another one")
    elif not has_same_submission(before, after):
        yield Cause("submission", "the file of the predictions is another one")
    elif before.submission.repairs != after.submission.repairs:
        yield Cause("submission", "other things were repaired in it")


def _provenance_causes(before: Provenance | None, after: Provenance | None) -> Iterator[Cause]:
    if before is None or after is None:
        yield Cause("not recorded", NOT_RECORDED)
        return
    for kind in ("checks", "reference", "lesson"):
        yield from _file_causes(kind, getattr(before, kind), getattr(after, kind))
    for kind in ("limits", "settings"):
        yield from _value_causes(kind, getattr(before, kind), getattr(after, kind))
    versions = before.kit.get("version"), after.kit.get("version")
    if versions[0] != versions[1]:
        yield Cause("kit", f"version {versions[0]} → {versions[1]}")
    for name, text in KIT_TEXTS.items():
        if before.kit.get(name) != after.kit.get(name):
            yield Cause("kit", text)
    yield from _value_causes("libraries", before.libraries, after.libraries)


def _file_causes(kind: str, before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Cause]:
    for name in _different_names(before, after):
        addition = " (new)" if name not in before else " (removed)" if name not in after else ""
        yield Cause(kind, f"{_short_path(name)}{addition}")


def _value_causes(kind: str, before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Cause]:
    for name in _different_names(before, after):
        yield Cause(kind, f"{name} {before.get(name, 'none')} → {after.get(name, 'none')}")


def _isolation_causes(before: Isolation, after: Isolation) -> Iterator[Cause]:
    values = before.model_dump(), after.model_dump()
    for name in _different_names(*values):
        yield Cause("isolation", f"{name} {values[0][name]} → {values[1][name]}")


def _different_names(before: Mapping[str, object], after: Mapping[str, object]) -> list[str]:
    return [name for name in dict.fromkeys([*before, *after]) if before.get(name) != after.get(name)]


def _short_path(name: str) -> str:
    """Return a path without the folders that all checks have in common."""
    path = PurePosixPath(name)
    for folder in ("hidden_checks", "solutions", "source"):
        if path.is_relative_to(folder):
            return path.relative_to(folder).as_posix()
    return name
