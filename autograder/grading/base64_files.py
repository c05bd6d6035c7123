"""File contents as text: a line of JSON holds no bytes, so that they travel in base64."""

from __future__ import annotations

import base64
from collections.abc import Mapping


def encode(data: bytes) -> str:
    """Return the bytes in base64."""
    return base64.b64encode(data).decode()


def decode(text: str) -> bytes:
    """Return the bytes that `encode` was given."""
    return base64.b64decode(text)


def encode_files(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return files, by name, in base64."""
    return {name: encode(data) for name, data in files.items()}


def decode_files(texts: Mapping[str, str]) -> dict[str, bytes]:
    """Return the files that `encode_files` was given."""
    return {name: decode(text) for name, text in texts.items()}
