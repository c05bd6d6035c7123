"""What a student has asked for in an exercise: hints, and the worked solution. It is saved beside the predictions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

KEY_PREFIX = "help:"
MOST_HINTS = 3
LONGEST_TIME = 40


@dataclass(frozen=True)
class ExerciseHelp:
    """The levels of hints that were asked for, and when the student gave up (ISO 8601); None where they did not."""

    hints: int = 0
    gave_up: str | None = None

    @property
    def fields(self) -> dict[str, str | int]:
        """What is written about it."""
        return {name: value for name, value in vars(self).items() if value}

    def joined(self, other: ExerciseHelp) -> ExerciseHelp:
        """Return what both say together, as after work on two computers."""
        times = [time for time in (self.gave_up, other.gave_up) if time]
        return ExerciseHelp(max(self.hints, other.hints), min(times, default=None))


def parse_help(entry: Any) -> ExerciseHelp:
    """Return what an entry says; what is not as it was written counts as nothing."""
    if not isinstance(entry, dict):
        return ExerciseHelp()
    hints, gave_up = entry.get("hints"), entry.get("gave_up")
    level = hints if isinstance(hints, int) and not isinstance(hints, bool) and 0 < hints <= MOST_HINTS else 0
    return ExerciseHelp(level, gave_up if isinstance(gave_up, str) and 0 < len(gave_up) <= LONGEST_TIME else None)
