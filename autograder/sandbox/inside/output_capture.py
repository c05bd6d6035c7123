"""Captures what a cell prints and displays, as the nbformat outputs that a notebook front end would save."""

from __future__ import annotations

import io
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher

MAX_OUTPUTS = 1_000
Output = dict[str, Any]


class CellOutputs:
    """The outputs of the running cell, up to `max_bytes`, and its updates of what earlier cells displayed."""

    def __init__(self, max_bytes: int) -> None:
        self.max_bytes = max_bytes
        self.items: list[Output] = []
        self.updates: list[tuple[int, int, Output]] = []
        self.active = True
        """Whether outputs are captured; otherwise they are discarded."""
        self._cell = -1
        self._size = 0
        self._is_full = False
        self._clear_before_next = False
        self._displays: dict[str, list[Output]] = {}
        self._earlier_displays: dict[str, list[tuple[int, int]]] = {}

    def start_cell(self) -> None:
        """Begin to capture the outputs of the next cell."""
        self._cell += 1
        self.items, self.updates, self._displays = [], [], {}
        self._size, self._is_full, self._clear_before_next = 0, False, False

    def finish_cell(self) -> list[Output]:
        """Return the cell's outputs; later cells can update them by their display ids."""
        positions = {id(output): index for index, output in enumerate(self.items)}
        for display_id, outputs in self._displays.items():
            places = [(self._cell, positions[id(output)]) for output in outputs if id(output) in positions]
            self._earlier_displays.setdefault(display_id, []).extend(places)
        if self._is_full:
            note = f"[the rest of this cell's output was left out: more than {self.max_bytes:,} bytes]\n"
            self.items.append({"output_type": "stream", "name": "stderr", "text": [note]})
        for output in self.items:
            if output["output_type"] == "stream":
                output["text"] = "".join(output["text"])
        return self.items

    def clear(self, wait: bool) -> None:
        """Remove the cell's outputs; with `wait` not until the next output arrives."""
        if not self.active:
            return
        self._clear_before_next = wait
        if not wait:
            self._remove_all()

    def _remove_all(self) -> None:
        self.items.clear()
        self._displays.clear()
        self._clear_before_next, self._size = False, 0

    def _reserve(self, size: int) -> bool:
        """Whether there is room for an output of this size, which then counts."""
        if self._clear_before_next:
            self._remove_all()
        if self._is_full or self._size + size > self.max_bytes or len(self.items) >= MAX_OUTPUTS:
            self._is_full = True
            return False
        self._size += size
        return True

    def write(self, name: str, text: str) -> None:
        """Add text to the stream `stdout` or `stderr`."""
        if not self.active or not text:
            return
        if not self._reserve(len(text)):
            return
        last = self.items[-1] if self.items else None
        if last is not None and last["output_type"] == "stream" and last["name"] == name:
            last["text"].append(text)
        else:
            self.items.append({"output_type": "stream", "name": name, "text": [text]})

    def add(self, output: Output, display_id: str | None = None) -> None:
        """Add an output."""
        if not self.active or not self._reserve(approximate_bytes(output)):
            return
        self.items.append(output)
        if display_id is not None:
            self._displays.setdefault(display_id, []).append(output)

    def update(self, display_id: str, data: Output, metadata: Output) -> None:
        """Replace the content of every output with this display id, in this and in earlier cells."""
        if not self.active or not self._reserve(approximate_bytes(data)):
            return
        for output in self._displays.get(display_id, ()):
            output["data"], output["metadata"] = data, metadata
        for cell, index in self._earlier_displays.get(display_id, ()):
            self.updates.append((cell, index, {"data": data, "metadata": metadata}))


def approximate_bytes(value: Any) -> int:
    """Return about how many bytes an output takes."""
    if isinstance(value, (str, bytes)):
        return len(value)
    if isinstance(value, dict):
        return sum(approximate_bytes(item) for item in value.values())
    return sum(approximate_bytes(item) for item in value) if isinstance(value, (list, tuple)) else 8


class CapturedStream(io.TextIOBase):
    """The `sys.stdout` or `sys.stderr` of the student's cells."""

    def __init__(self, name: str, outputs: CellOutputs) -> None:
        self.name = name
        self._outputs = outputs

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return "utf-8"

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._outputs.write(self.name, text)
        return len(text)

    def writable(self) -> bool:
        return True


class CapturingPublisher(DisplayPublisher):  # type: ignore[misc]
    """Captures `display`, `update_display` and `clear_output`."""

    outputs: CellOutputs

    def publish(
        self,
        data: Output,
        metadata: Output | None = None,
        *_: Any,
        transient: Output | None = None,
        update: bool = False,
        **__: Any,
    ) -> None:
        """Capture one display, or the update of one."""
        display_id = (transient or {}).get("display_id")
        json_data, json_metadata = to_json(data), to_json(metadata or {})
        if update:
            self.outputs.update(str(display_id), json_data, json_metadata)
        else:
            output = {"output_type": "display_data", "data": json_data, "metadata": json_metadata}
            self.outputs.add(output, None if display_id is None else str(display_id))

    def clear_output(self, wait: bool = False) -> None:
        """Clear the cell's outputs."""
        self.outputs.clear(bool(wait))


class CapturingDisplayHook(DisplayHook):  # type: ignore[misc]
    """Captures the value of a cell's last expression."""

    outputs: CellOutputs

    def write_output_prompt(self) -> None:
        """Do nothing: the execution count is a part of the output."""

    def write_format_data(self, format_dict: Output, md_dict: Output | None = None) -> None:
        """Capture the value."""
        self.outputs.add(
            {
                "output_type": "execute_result",
                "execution_count": self.prompt_count,
                "data": to_json(format_dict),
                "metadata": to_json(md_dict or {}),
            }
        )

    def log_output(self, format_dict: Output) -> None:
        """Do nothing: there is no history to log to."""

    def finish_displayhook(self) -> None:
        """End the display of one value."""
        self._is_active = False


def to_json(value: Any) -> Any:
    """Convert display data to what JSON supports; any other value, such as a set, becomes its `repr`."""
    if isinstance(value, dict):
        return {str(key): to_json(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [to_json(item) for item in value]
    if isinstance(value, bytes):
        import base64

        return base64.b64encode(value).decode("ascii")
    return value if value is None or isinstance(value, (str, int, float, bool)) else repr(value)
