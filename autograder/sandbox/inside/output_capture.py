"""Everything a cell shows, collected as nbformat outputs the way a notebook front end would keep them."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher

MAX_OUTPUTS = 1_000
Output = dict[str, Any]


class Outputs:
    """The outputs of the running cell, capped; later cells may still update what an earlier one displayed."""

    def __init__(self, max_bytes: int) -> None:
        self.max_bytes = max_bytes
        self.items: list[Output] = []
        self.updates: list[tuple[int, int, Output]] = []
        self.listening = True
        self._cell = -1
        self._size = 0
        self._dropped = False
        self._clear_next = False
        self._here: dict[str, list[Output]] = {}
        self._earlier: dict[str, list[tuple[int, int]]] = {}

    def start(self) -> None:
        self._cell += 1
        self.items, self.updates, self._here = [], [], {}
        self._size, self._dropped, self._clear_next = 0, False, False

    def finish(self) -> list[Output]:
        """The outputs that survive; their display ids stay known to later cells."""
        places = {id(item): index for index, item in enumerate(self.items)}
        for name, shown in self._here.items():
            found = [(self._cell, places[id(item)]) for item in shown if id(item) in places]
            self._earlier.setdefault(name, []).extend(found)
        if self._dropped:
            note = f"[the rest of this cell's output was left out: more than {self.max_bytes:,} bytes]\n"
            self.items.append({"output_type": "stream", "name": "stderr", "text": [note]})
        for item in self.items:
            if item["output_type"] == "stream":
                item["text"] = "".join(item["text"])
        return self.items

    def clear(self, wait: bool) -> None:
        """As in a notebook: with `wait` the old outputs stay until something new arrives."""
        if not self.listening:
            return
        self._clear_next = wait
        if not wait:
            self._empty()

    def _empty(self) -> None:
        self.items.clear()
        self._here.clear()
        self._clear_next, self._size = False, 0

    def _room_for(self, size: int) -> bool:
        if self._clear_next:
            self._empty()
        if self._dropped or self._size + size > self.max_bytes or len(self.items) >= MAX_OUTPUTS:
            self._dropped = True
            return False
        self._size += size
        return True

    def write(self, name: str, text: str) -> None:
        if not self.listening or not text:
            return
        if not self._room_for(len(text)):
            return
        last = self.items[-1] if self.items else None
        if last is not None and last["output_type"] == "stream" and last["name"] == name:
            last["text"].append(text)
        else:
            self.items.append({"output_type": "stream", "name": name, "text": [text]})

    def add(self, output: Output, display_id: str | None = None) -> None:
        if not self.listening or not self._room_for(weight(output)):
            return
        self.items.append(output)
        if display_id is not None:
            self._here.setdefault(display_id, []).append(output)

    def update(self, display_id: str, data: Output, metadata: Output) -> None:
        if not self.listening or not self._room_for(weight(data)):
            return
        for output in self._here.get(display_id, ()):
            output["data"], output["metadata"] = data, metadata
        for cell, index in self._earlier.get(display_id, ()):
            self.updates.append((cell, index, {"data": data, "metadata": metadata}))


def weight(value: Any) -> int:
    """About how many bytes an output will take."""
    if isinstance(value, (str, bytes)):
        return len(value)
    if isinstance(value, dict):
        return sum(weight(item) for item in value.values())
    return sum(weight(item) for item in value) if isinstance(value, (list, tuple)) else 8


class Stream(io.TextIOBase):
    """sys.stdout and sys.stderr of the student's cells."""

    def __init__(self, name: str, outputs: Outputs) -> None:
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


class Publisher(DisplayPublisher):  # type: ignore[misc]
    """display(), update_display() and clear_output() of the student's cells."""

    outputs: Outputs

    def publish(
        self,
        data: Output,
        metadata: Output | None = None,
        *_: Any,
        transient: Output | None = None,
        update: bool = False,
        **__: Any,
    ) -> None:
        name = (transient or {}).get("display_id")
        shown, about = plain(data), plain(metadata or {})
        if update:
            self.outputs.update(str(name), shown, about)
        else:
            output = {"output_type": "display_data", "data": shown, "metadata": about}
            self.outputs.add(output, None if name is None else str(name))

    def clear_output(self, wait: bool = False) -> None:
        self.outputs.clear(bool(wait))


class Hook(DisplayHook):  # type: ignore[misc]
    """The value of a cell's last line."""

    outputs: Outputs

    def write_output_prompt(self) -> None:
        """The number travels in the output itself."""

    def write_format_data(self, format_dict: Output, md_dict: Output | None = None) -> None:
        self.outputs.add({
            "output_type": "execute_result", "execution_count": self.prompt_count,
            "data": plain(format_dict), "metadata": plain(md_dict or {}),
        })  # fmt: skip

    def log_output(self, format_dict: Output) -> None:
        """No log: a grader's child has no history."""

    def finish_displayhook(self) -> None:
        self._is_active = False


def plain(value: Any, text: Callable[[object], str] = repr) -> Any:
    """Display data as JSON: what is not (a set in somebody's custom mimetype) becomes its text."""
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, bytes):
        import base64

        return base64.b64encode(value).decode("ascii")
    return value if value is None or isinstance(value, (str, int, float, bool)) else text(value)
