"""What the child says a cell showed, rebuilt as valid nbformat; whatever is out of form is dropped."""

from __future__ import annotations

import re
from typing import Any

from autograder.sandbox.host.results import Raised, Update
from autograder.sandbox.protocol.framing import printable

MAX_OUTPUTS = 1_100
MAX_LINES = 200
_MIMETYPE = re.compile(r"[\w.+-]{1,60}/[\w.+-]{1,80}")


def cell_outputs(raw: Any, max_bytes: int) -> tuple[dict[str, Any], ...]:
    """The outputs that are well formed, as long as they fit into `max_bytes` together."""
    kept: list[dict[str, Any]] = []
    room = 2 * max_bytes
    for item in raw[:MAX_OUTPUTS] if isinstance(raw, list) else []:
        output = _output(item)
        room -= 0 if output is None else _weight(output)
        if room < 0:
            break
        if output is not None:
            kept.append(output)
    return tuple(kept)


def cell_updates(raw: Any, max_bytes: int) -> tuple[Update, ...]:
    kept = []
    room = 2 * max_bytes
    for item in raw[:MAX_OUTPUTS] if isinstance(raw, list) else []:
        if not isinstance(item, tuple) or len(item) != 3 or not isinstance(item[2], dict):
            continue
        cell, output, bundle = item
        data, metadata = _bundle(bundle.get("data")), _plain(bundle.get("metadata"))
        room -= _weight(data) if data else 0
        if data and room >= 0 and type(cell) is int and type(output) is int and cell >= 0 and output >= 0:
            kept.append(Update(cell, output, data, metadata if isinstance(metadata, dict) else {}))
    return tuple(kept)


def raised(raw: Any, kind: type[Raised] = Raised, **more: Any) -> Raised:
    """An exception as the child tells it, with every field brought into shape."""
    told = raw if isinstance(raw, dict) else {}
    line = told.get("line")
    return kind(
        type_name=_text(told.get("type_name"), 100) or "Exception",
        message=_text(told.get("message"), 500),
        line=line if type(line) is int and 0 < line < 1_000_000 else None,
        source_line=_text(told.get("source_line"), 200),
        traceback=texts(told.get("traceback"), 10, 400),
        bases=texts(told.get("bases"), 10, 100),
        warnings=texts(told.get("warnings"), 20, 300),
        **more,
    )


def texts(raw: Any, most: int, longest: int) -> tuple[str, ...]:
    return tuple(_text(item, longest) for item in raw[:most]) if isinstance(raw, list) else ()


def _output(item: Any) -> dict[str, Any] | None:
    kind = item.get("output_type") if isinstance(item, dict) else None
    if kind == "stream":
        name = "stderr" if item.get("name") == "stderr" else "stdout"
        text = item.get("text")
        return {"output_type": "stream", "name": name, "text": text} if isinstance(text, str) else None
    if kind == "error":
        return {
            "output_type": "error",
            "ename": _text(item.get("ename"), 100),
            "evalue": _text(item.get("evalue"), 500),
            "traceback": list(texts(item.get("traceback"), MAX_LINES, 20_000)),
        }
    if kind not in ("display_data", "execute_result"):
        return None
    data, metadata = _bundle(item.get("data")), _plain(item.get("metadata"))
    if data is None:
        return None
    output = {"output_type": kind, "data": data, "metadata": metadata if isinstance(metadata, dict) else {}}
    if kind == "execute_result":
        count = item.get("execution_count")
        output["execution_count"] = count if type(count) is int and 0 <= count < 1_000_000 else None
    return output


def _bundle(raw: Any) -> dict[str, Any] | None:
    """Display data by mimetype; nbformat wants text everywhere but under JSON types."""
    if not isinstance(raw, dict):
        return None
    bundle = {}
    for mimetype, value in raw.items():
        if not _MIMETYPE.fullmatch(mimetype):
            continue
        is_json = mimetype == "application/json" or mimetype.endswith("+json")
        if isinstance(value, str) or is_json:
            bundle[mimetype] = _plain(value)
    return bundle


def _plain(value: Any) -> Any:
    """Only what JSON has: the wire also carries arrays, bytes and handles, which no output may hold."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, float) and not abs(value) < float("inf"):
        return None
    return value if value is None or isinstance(value, (str, bool, int, float)) else None


def _text(value: Any, longest: int) -> str:
    """The child has cleaned this already, if it is honest."""
    return printable(value[:longest]) if isinstance(value, str) else ""


def _weight(value: Any) -> int:
    if isinstance(value, str):
        return len(value)
    if isinstance(value, dict):
        return sum(len(key) + _weight(item) for key, item in value.items())
    return sum(_weight(item) for item in value) if isinstance(value, list) else 8
