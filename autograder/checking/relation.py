"""A relation between wrong answers and right ones, and those relations that carry names."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation by its id, a title in words, and a hint that guides without a number."""

    id: str
    title: str
    hint: str

    def filled(self, **names: str) -> Relation:
        """Return the relation with names filled into its title."""
        return replace(self, title=self.title.format(**names))


SWAPPED = Relation(
    "swapped-outputs",
    "{first} and {second} are swapped",
    "In which order, or under which key, should each part come back?",
)
CHANGES_ARGUMENT = Relation(
    "changes-an-argument",
    "{names} is another array after the call",
    "Print it before and after the call. Which line of your code writes into it?",
)
KEEPS_STATE = Relation(
    "keeps-state",
    "the same question gets another answer the second time",
    "What does your function keep from one call to the next? A list as a default value, a global variable?",
)


def times_argument(name: str) -> Relation:
    """Return the relation of a factor that is an argument."""
    return Relation(f"times-{name}", f"multiplied by `{name}` once too often", _where(name))


def without_argument(name: str) -> Relation:
    """Return the relation of a factor that is missing."""
    return Relation(f"without-{name}", f"computed as if `{name}` were missing", _where(name))


def ignores_argument(name: str) -> Relation:
    """Return the relation of an answer that never changes with an argument."""
    hint = f"Does your function use its own `{name}`, or a variable of the notebook? Call it with two values."
    return Relation(f"ignores-{name}", f"the answer does not depend on `{name}`", hint)


def _where(name: str) -> str:
    return f"Where does `{name}` enter, and how often?"
