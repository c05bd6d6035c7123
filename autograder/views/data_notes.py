"""What a report says about the data of a submission: a note for a person, which changes no score."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from lab.variants.variant import normalize_id

from autograder.report import Report


def class_ids(students: Iterable[str]) -> frozenset[str]:
    """Return the ids from which the data of these students is generated."""
    return frozenset(map(normalize_id, students))


def data_note(report: Report, ids: Collection[str] = ()) -> str:
    """Return from whose data the numbers of a notebook are, empty where they are the student's own or nobody knows.

    `ids` are those of the class: where the data is that of somebody in it, the note says so.
    """
    if report.variant is None:
        return ""
    foreign = [name for name in report.variant.notebook_ids if name != report.variant.id]
    sources = [_source(name, ids) for name in foreign]
    return f"numbers from {' and '.join(sources)}, not from that of '{report.variant.id}'" if sources else ""


def _source(name: str, ids: Collection[str]) -> str:
    if not name:
        return "the data that is the same for all"
    return f"the data of '{name}'" + (", who is in this class" if name in ids else "")
