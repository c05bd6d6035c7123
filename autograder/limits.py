"""The limits of student code: time, memory, files and output."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

MIB = 1 << 20
DAY = 24 * 3600


class Limits(BaseModel):
    """What the process of one submission may use; the bounds of each limit are there to catch slips of the pen.

    The times are seconds of CPU time: on a busy machine a process may take up to `patience` times as long on the
    wall clock, so that the load of other processes costs no student points. Only `submission_seconds` are of the wall
    clock: all that is done for a submission together; None for `notebook_seconds` times `patience`.
    """

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", allow_inf_nan=False)

    cell_seconds: float = Field(default=10.0, gt=0, le=DAY)
    notebook_seconds: float = Field(default=60.0, gt=0, le=10 * DAY)
    call_seconds: float = Field(default=5.0, gt=0, le=DAY)
    cpu_seconds: int = Field(default=120, ge=1, le=20 * DAY)
    submission_seconds: float | None = Field(default=None, gt=0, le=20 * DAY)
    patience: float = Field(default=3.0, ge=1, le=100)
    memory_mb: int = Field(default=1536, ge=256, le=1 << 20)
    file_mb: int = Field(default=16, ge=1, le=1 << 20)
    scratch_mb: int = Field(default=64, ge=1, le=1 << 20)
    processes: int = Field(default=64, ge=1, le=4096)
    open_files: int = Field(default=64, ge=16, le=4096)
    output_bytes: int = Field(default=2_000_000, ge=1000, le=1 << 30)
    frame_bytes: int = Field(default=64 * MIB, ge=MIB, le=1 << 30)

    @property
    def total_seconds(self) -> float:
        """The wall-clock time that grading one submission may take."""
        return self.submission_seconds or self.notebook_seconds * self.patience

    def overridden_by(self, other: Limits) -> Limits:
        """Return these limits, except for those that `other` sets explicitly."""
        return self.model_copy(update={name: getattr(other, name) for name in other.model_fields_set})
