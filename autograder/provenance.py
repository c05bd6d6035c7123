"""Where a report comes from: what its results depend on, and when the submission was graded again."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class Record(BaseModel):
    """Base class of the records: frozen, without unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Provenance(Record):
    """What the results of a report depend on, beside the submission: files, settings and versions.

    Each part is a table from a name to a text; for a file, that is the start of its SHA-256. Equal provenance,
    isolation and submission give equal results.
    """

    checks: dict[str, str] = Field(default_factory=dict)
    reference: dict[str, str] = Field(default_factory=dict)
    lesson: dict[str, str] = Field(default_factory=dict)
    limits: dict[str, str] = Field(default_factory=dict)
    settings: dict[str, str] = Field(default_factory=dict)
    kit: dict[str, str] = Field(default_factory=dict)
    libraries: dict[str, str] = Field(default_factory=dict)

    def __hash__(self) -> int:
        """Hash the names and texts."""
        return hash(self.model_dump_json())


class Regrade(Record):
    """A time when the submission was graded again: the final score before and after, when and why.

    Where `accepted` is False, the earlier report was kept and `score_after` is what the student would have got.
    """

    score_before: float
    score_after: float
    max_score: int
    accepted: bool
    date: str
    reason: str
    note: str = ""
