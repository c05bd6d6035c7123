"""The hand-in of a submission in its report, and how points are rounded and written."""

from __future__ import annotations

from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal

from pydantic import AwareDatetime, BaseModel, ConfigDict

HUNDREDTH = Decimal("0.01")


class HandIn(BaseModel):
    """When a submission was handed in, and the percentage that the late policy of the course takes off its points.

    `time` is None where nothing reliable tells it; then nothing is taken off. `source` says what told it. `due` is the
    due date of this student, with the extension if there is one.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    time: AwareDatetime | None
    source: str = ""
    due: AwareDatetime
    has_extension: bool = False
    grace_minutes: int = 0
    percent_per_day: float
    most_percent: float = 100
    percent: float = 0

    @property
    def lateness(self) -> timedelta:
        """The time after the due date; nothing where the submission was in time or the time is not known."""
        return max(timedelta(), self.time - self.due) if self.time is not None else timedelta()

    def remaining_points(self, points: float) -> Decimal:
        """Return what remains of the points, exactly: only the last step of a calculation rounds."""
        return remaining_points(points, self.percent)


def remaining_points(points: float, percent: float) -> Decimal:
    """Return points less a percentage of them, exactly."""
    return Decimal(str(points)) * (100 - Decimal(str(percent))) / 100


def penalty_points(points: float, percent: float) -> float:
    """Return what is taken off the points, such that the difference is the rounded rest."""
    return round_points(Decimal(str(points)) - Decimal(str(round_points(remaining_points(points, percent)))))


def round_points(points: Decimal | float) -> float:
    """Return points to two decimals; a half goes up."""
    return float(Decimal(str(points)).quantize(HUNDREDTH, ROUND_HALF_UP))


def points_text(points: float) -> str:
    """Return points as people write them: `32`, `25.6`, `25.65`."""
    return f"{points:.2f}".rstrip("0").rstrip(".")
