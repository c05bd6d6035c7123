"""The late policy of a course: what a late submission loses.

A day is 24 hours, whatever the clocks of a country do in between: dates are compared with their time zones.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from autograder.course.yaml_document import YamlModel
from autograder.hand_in import HandIn

DAY = timedelta(hours=24)

Percent = Annotated[float, Field(gt=0, le=100)]


class LatePolicy(YamlModel):
    """What each started day after the due date costs, in percent of the points that were earned.

    A submission within the grace period is on time. After it, the days count from the due date. No submission loses
    more than `most_percent`.
    """

    percent_per_day: Percent
    grace_minutes: Annotated[int, Field(ge=0, le=7 * 24 * 60)] = 0
    most_percent: Percent = 100

    def percent(self, lateness: timedelta) -> float:
        """Return the percentage that a submission loses which was handed in this long after the due date."""
        if lateness <= timedelta(minutes=self.grace_minutes):
            return 0.0
        days = -(-lateness // DAY)
        return float(min(days * Decimal(str(self.percent_per_day)), Decimal(str(self.most_percent))))

    def hand_in(self, due: datetime, time: datetime | None, source: str = "", *, has_extension: bool = False) -> HandIn:
        """Return the record of a submission; without a known time nothing is taken off."""
        return HandIn(
            time=time,
            source=source if time is not None else "",
            due=due,
            has_extension=has_extension,
            grace_minutes=self.grace_minutes,
            percent_per_day=self.percent_per_day,
            most_percent=self.most_percent,
            percent=self.percent(time - due) if time is not None else 0.0,
        )
