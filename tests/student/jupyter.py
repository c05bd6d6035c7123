"""A JupyterLab of the test's own: a free port, a token, settings in a folder that is thrown away, and a sure end."""

from __future__ import annotations

import contextlib
import json
import os
import re
import secrets
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

LISTENING = re.compile(r"http://127\.0\.0\.1:(\d+)/lab")
PATIENCE = 15
SETTINGS = {
    "notification": {"fetchNews": "false", "checkForUpdates": False},
    "themes": {"theme": "JupyterLab Light", "adaptive-theme": False},
}


@dataclass(frozen=True)
class Jupyter:
    """A running server."""

    port: int
    token: str
    config: Path

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def page_of(self, notebook: str) -> str:
        """The page that shows one notebook and nothing else, in a workspace of its own."""
        return f"{self.address}/doc/tree/{notebook}?token={self.token}&reset"

    def use_theme(self, name: str) -> None:
        """For pages that are loaded from now on."""
        _settings(self.config, {"themes": {"theme": name, "adaptive-theme": False}})


@contextlib.contextmanager
def serving(folder: Path, home: Path) -> Iterator[Jupyter]:
    """Serve `folder`; everything Jupyter writes about itself goes into `home`."""
    token, config = secrets.token_hex(16), home / "config"
    _settings(config, SETTINGS)
    (config / "labconfig").mkdir()
    page = {"disabledExtensions": {"@jupyter/nbgrader": True}}  # an instructor's tool; students have none of it
    (config / "labconfig" / "page_config.json").write_text(json.dumps(page), encoding="utf-8")
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ServerApp.ip=127.0.0.1"]
    command += ["--LabApp.expose_app_in_browser=True"]  # the page alone knows when its kernel listens
    command += ["--ServerApp.port=0", f"--ServerApp.root_dir={folder}", f"--IdentityProvider.token={token}"]
    own = {"HOME": home, "IPYTHONDIR": home, "JUPYTER_CONFIG_DIR": config, "JUPYTER_RUNTIME_DIR": home / "runtime"}
    own |= {"JUPYTER_DATA_DIR": home / "data"}
    environment = os.environ | {name: str(path) for name, path in own.items()}
    server = subprocess.Popen(
        command, cwd=folder, env=environment, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        yield Jupyter(_port(server), token, config)
    finally:
        _end(server)


def _settings(config: Path, settings: dict[str, dict[str, object]]) -> None:
    place = config / "lab" / "user-settings" / "@jupyterlab" / "apputils-extension"
    place.mkdir(parents=True, exist_ok=True)
    for name, values in settings.items():
        (place / f"{name}.jupyterlab-settings").write_text(json.dumps(values), encoding="utf-8")


def _port(server: subprocess.Popen[str]) -> int:
    """Read what the server says until it listens; from then on somebody must go on reading, or it would stand still."""
    assert server.stderr is not None
    said = []
    for line in server.stderr:
        said.append(line)
        if found := LISTENING.search(line):
            threading.Thread(target=server.stderr.read, daemon=True).start()
            return int(found[1])
    raise AssertionError(f"JupyterLab did not start:\n{''.join(said)}")


def _end(server: subprocess.Popen[str]) -> None:
    """Ask, so that it ends its kernels; then insist. A kernel that is left notices that its parent is gone."""
    for sign in (signal.SIGTERM, signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(server.pid, sign)
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(PATIENCE)
            break
    if server.stderr is not None:
        server.stderr.close()
