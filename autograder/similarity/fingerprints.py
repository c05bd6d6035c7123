"""Fingerprints of a sequence of tokens by winnowing.

Schleimer, Wilkerson and Aiken: Winnowing: local algorithms for document fingerprinting, SIGMOD 2003,
https://doi.org/10.1145/872757.872770. Every shared run of at least GRAM + WINDOW - 1 tokens shares a fingerprint, and
none that is shorter than GRAM does.

The package copydetect does this, too, but it compares pairs of files: it cannot leave out what many of a class write,
and its last release is of March 2024. The method itself is the thirty lines below.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from functools import cache

GRAM, WINDOW = 8, 4
BASE, MODULUS = 1_000_003, (1 << 61) - 1


def gram_hashes(kinds: Sequence[str]) -> list[int]:
    """Return a hash of each run of GRAM tokens, the same in every process."""
    values = [_value(kind) for kind in kinds]
    power = pow(BASE, GRAM - 1, MODULUS)
    hashes, current = [], 0
    for place, value in enumerate(values):
        if place >= GRAM:
            current -= values[place - GRAM] * power
        current = (current * BASE + value) % MODULUS
        if place >= GRAM - 1:
            hashes.append(current)
    return hashes


def winnow(hashes: Sequence[int]) -> set[int]:
    """Return the smallest hash of each window; of a sequence that is shorter than one, the smallest of all."""
    if len(hashes) <= WINDOW:
        return {min(hashes)} if hashes else set()
    return {min(hashes[start : start + WINDOW]) for start in range(len(hashes) - WINDOW + 1)}


@cache
def _value(kind: str) -> int:
    """Return a number for a kind of token that is the same in every process, unlike Python's own hash."""
    return zlib.crc32(kind.encode("utf-8", "surrogatepass")) + 1
