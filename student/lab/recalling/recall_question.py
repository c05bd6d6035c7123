"""A question about an earlier unit, with a sentence for each answer that says why it is right or not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lab.predicting.question_types import drawn_order, parse_key


@dataclass(frozen=True)
class RecallQuestion:
    """A question about an earlier unit.

    `answers` has, by short keys, the words of each answer and the sentence that says why it holds or does not; `right`
    is the key of the one that holds. The answers are listed in an order drawn from a hash.
    """

    id: str
    unit: str
    text: str
    right: str
    answers: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Put the answers into their drawn order."""
        ordered = {key: self.answers[key] for key in drawn_order(self.id, self.answers)}
        object.__setattr__(self, "answers", ordered)

    @property
    def choices(self) -> dict[str, str]:
        """The words of each answer, by key."""
        return {key: words for key, (words, _) in self.answers.items()}

    def parse(self, answer: object) -> str:
        """Turn an answer into one of the keys; a key of digits may be typed as a number. Raises InvalidAnswer."""
        return parse_key(str(answer) if isinstance(answer, int) else answer, self.choices)
