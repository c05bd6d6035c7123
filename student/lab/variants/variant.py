"""A student's variant of generated data: seeds that follow from an id, for the data that a unit names.

Without a variant every seed is the common one, so all students get the same numbers. Nothing here is secret: whoever
knows an id can compute its data.
"""

from __future__ import annotations

import contextlib
import hashlib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST_ID = 200


def normalize_id(text: object) -> str:
    """Return an id as it is used for seeds: "  Ada  LOVELACE" is "ada lovelace". Empty where nothing is left of it.

    Upper and lower case, the two encodings of an accent, white space, and characters that nobody sees, such as marks
    for the direction of writing, make no difference.
    """
    visible = "".join(
        " " if character.isspace() else character
        for character in unicodedata.normalize("NFKC", str(text)[: 4 * LONGEST_ID])
        if character.isspace() or unicodedata.category(character)[0] != "C"
    )
    return unicodedata.normalize("NFKC", " ".join(visible.casefold().split()))[:LONGEST_ID].strip()


@dataclass(frozen=True)
class Variant:
    """The data with these names, as generated from a student's id. The id has to be normalized."""

    id: str
    data: tuple[str, ...]

    @property
    def mark(self) -> str:
        """Eight characters that follow from the id, so that two variants can be told apart at a glance."""
        return self._digest("mark").hex()[:8]

    def seed(self, name: str, *words: str) -> int:
        """Return the seed of the data with this name, less than 2**32. `words` are what else decides on the data."""
        return int.from_bytes(self._digest("data", name, *words)[:4], "big")

    def _digest(self, *words: str) -> bytes:
        text = "".join(f"{len(word)}:{word}" for word in ("variant", self.id, *words))
        return hashlib.sha256(text.encode("utf-8", errors="replace")).digest()


@dataclass
class _Current:
    """The variant by which data is generated in this process."""

    variant: Variant | None = None


_current = _Current()


def activate(variant: Variant | None) -> None:
    """Generate data by a variant from now on; by the common seeds with None."""
    _current.variant = variant


@contextlib.contextmanager
def activated(variant: Variant | None) -> Iterator[None]:
    """Generate data by a variant inside a `with` block."""
    before = _current.variant
    activate(variant)
    try:
        yield
    finally:
        activate(before)


def data_seed(name: str, common: int, *words: str) -> int:
    """Return the seed for the data with this name: that of the active variant if it has this data, else the common."""
    variant = _current.variant
    return common if variant is None or name not in variant.data else variant.seed(name, *words)
