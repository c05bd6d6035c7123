"""Rebuilds what a student's process sends about a cell as valid nbformat, and drops what is malformed."""

from __future__ import annotations

import re
from typing import Any

from autograder.sandbox.host.results import DisplayUpdate, Raised
from autograder.sandbox.protocol.framing import make_printable

MAX_OUTPUTS = 1_100
MAX_LINES = 200
_MIMETYPE = re.compile(r"[\w.+-]{1,60}/[\w.+-]{1,80}")


def cell_outputs(items: Any, max_bytes: int) -> tuple[dict[str, Any], ...]:
    """Return the well-formed outputs, up to about twice `max_bytes` together."""
    outputs: list[dict[str, Any]] = []
    remaining = 2 * max_bytes
    for item in items[:MAX_OUTPUTS] if isinstance(items, list) else []:
        output = _output(item)
        remaining -= 0 if output is None else _approximate_bytes(output)
        if remaining < 0:
            break
        if output is not None:
            outputs.append(output)
    return tuple(outputs)


def display_updates(items: Any, max_bytes: int) -> tuple[DisplayUpdate, ...]:
    """Return the well-formed updates of earlier cells' displays, up to about twice `max_bytes` together."""
    updates = []
    remaining = 2 * max_bytes
    for item in items[:MAX_OUTPUTS] if isinstance(items, list) else []:
        if not isinstance(item, tuple) or len(item) != 3 or not isinstance(item[2], dict):
            continue
        cell, output, display = item
        data, metadata = _display_data(display.get("data")), _to_json(display.get("metadata"))
        remaining -= _approximate_bytes(data) if data else 0
        if data and remaining >= 0 and type(cell) is int and type(output) is int and cell >= 0 and output >= 0:
            updates.append(DisplayUpdate(cell, output, data, metadata if isinstance(metadata, dict) else {}))
    return tuple(updates)


def exception(description: Any, result_type: type[Raised] = Raised, *, seconds: float) -> Raised:
    """Return an exception as the process describes it, with every field validated."""
    fields = description if isinstance(description, dict) else {}
    line = fields.get("line")
    return result_type(
        type_name=_text(fields.get("type_name"), 100) or "Exception",
        message=_text(fields.get("message"), 500),
        line=line if type(line) is int and 0 < line < 1_000_000 else None,
        source_line=_text(fields.get("source_line"), 200),
        traceback=_texts(fields.get("traceback"), 10, 400),
        bases=_texts(fields.get("bases"), 10, 100),
        warnings=warning_texts(fields.get("warnings")),
        seconds=seconds,
    )


def warning_texts(items: Any) -> tuple[str, ...]:
    """Return the warnings of a call, printable and shortened."""
    return _texts(items, 20, 300)


def _output(item: Any) -> dict[str, Any] | None:
    output_type = item.get("output_type") if isinstance(item, dict) else None
    if output_type == "stream":
        name = "stderr" if item.get("name") == "stderr" else "stdout"
        text = item.get("text")
        return {"output_type": "stream", "name": name, "text": text} if isinstance(text, str) else None
    if output_type == "error":
        return {
            "output_type": "error",
            "ename": _text(item.get("ename"), 100),
            "evalue": _text(item.get("evalue"), 500),
            "traceback": list(_texts(item.get("traceback"), MAX_LINES, 20_000)),
        }
    if output_type not in ("display_data", "execute_result"):
        return None
    data, metadata = _display_data(item.get("data")), _to_json(item.get("metadata"))
    if data is None:
        return None
    output = {"output_type": output_type, "data": data, "metadata": metadata if isinstance(metadata, dict) else {}}
    if output_type == "execute_result":
        count = item.get("execution_count")
        output["execution_count"] = count if type(count) is int and 0 <= count < 1_000_000 else None
    return output


def _display_data(data: Any) -> dict[str, Any] | None:
    """Return display data by MIME type; nbformat requires text for all but JSON types."""
    if not isinstance(data, dict):
        return None
    valid = {}
    for mimetype, value in data.items():
        if not _MIMETYPE.fullmatch(mimetype):
            continue
        is_json = mimetype == "application/json" or mimetype.endswith("+json")
        if isinstance(value, str) or is_json:
            valid[mimetype] = _to_json(value)
    return valid


def _to_json(value: Any) -> Any:
    """Replace what JSON does not support with None: a frame can also contain arrays, bytes and handles."""
    if isinstance(value, dict):
        return {key: _to_json(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_to_json(item) for item in value]
    if isinstance(value, float) and not abs(value) < float("inf"):
        return None
    return value if value is None or isinstance(value, (str, bool, int, float)) else None


def _texts(items: Any, max_items: int, max_length: int) -> tuple[str, ...]:
    return tuple(_text(item, max_length) for item in items[:max_items]) if isinstance(items, list) else ()


def _text(value: Any, max_length: int) -> str:
    """Shorten a text and make it printable; an honest process has done both already."""
    return make_printable(value[:max_length]) if isinstance(value, str) else ""


def _approximate_bytes(value: Any) -> int:
    if isinstance(value, str):
        return len(value)
    if isinstance(value, dict):
        return sum(len(key) + _approximate_bytes(item) for key, item in value.items())
    return sum(_approximate_bytes(item) for item in value) if isinstance(value, list) else 8
