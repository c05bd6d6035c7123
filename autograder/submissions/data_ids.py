"""The ids from which the data of a submitted notebook was generated, as the cards in its outputs say.

A student can change what the file says. So it is a note for a person, and no point depends on it.
"""

from __future__ import annotations

import json
import re
from itertools import islice

from lab.variants.data_cards import MIME_TYPE
from lab.variants.variant import normalize_id

CARD = re.compile(rf'"{re.escape(MIME_TYPE)}"\s{{0,20}}:\s{{0,20}}(?=\{{)')
MAX_CARDS = 50
MAX_IDS = 5
LONGEST_CARD = 5_000


def read_data_ids(data: bytes) -> tuple[str, ...]:
    """Return the normalized ids in a notebook file, however damaged it is, each once; "" is the common data."""
    text, ids = data.decode("utf-8", errors="replace"), dict[str, None]()
    for match in islice(CARD.finditer(text), MAX_CARDS):
        try:
            content, _ = json.JSONDecoder().raw_decode(text[match.end() : match.end() + LONGEST_CARD])
        except (ValueError, RecursionError):
            continue
        if isinstance(content, dict) and isinstance(content.get("id"), str):
            ids[normalize_id(content["id"])] = None
    return tuple(islice(ids, MAX_IDS))
