"""A JupyterLab server for tests: a free port, a token, settings in a temporary folder, and a reliable end."""

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

ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)/lab")
TIMEOUT_SECONDS = 15
SETTINGS = {
    "notification": {"fetchNews": "false", "checkForUpdates": False},
    "themes": {"theme": "JupyterLab Light", "adaptive-theme": False},
}


@dataclass(frozen=True)
class JupyterServer:
    """A running server."""

    folder: Path
    port: int
    token: str

    def notebook_address(self, notebook: Path, page: str = "doc") -> str:
        """Return the address of a page with this notebook only, in a workspace of its own; `lab` has tabs for more."""
        path = notebook.relative_to(self.folder).as_posix()
        return f"http://127.0.0.1:{self.port}/{page}/tree/{path}?token={self.token}&reset"


@contextlib.contextmanager
def running_server(folder: Path, home: Path) -> Iterator[JupyterServer]:
    """Serve `folder`; all of Jupyter's own files go into `home`."""
    token, config_folder = secrets.token_hex(16), home / "config"
    _write_settings(config_folder, SETTINGS)
    (config_folder / "labconfig").mkdir()
    page_config = {"disabledExtensions": {"@jupyter/nbgrader": True}}  # a tool of instructors, which students lack
    (config_folder / "labconfig" / "page_config.json").write_text(json.dumps(page_config), encoding="utf-8")
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ServerApp.ip=127.0.0.1"]
    command += ["--LabApp.expose_app_in_browser=True"]  # only the page knows whether its kernel is idle
    command += ["--ServerApp.port=0", f"--ServerApp.root_dir={folder}", f"--IdentityProvider.token={token}"]
    folders = {"HOME": home, "IPYTHONDIR": home, "JUPYTER_CONFIG_DIR": config_folder}
    folders |= {"JUPYTER_RUNTIME_DIR": home / "runtime", "JUPYTER_DATA_DIR": home / "data"}
    environment = os.environ | {name: str(path) for name, path in folders.items()}
    environment.pop("PYTHONPATH", None)  # a student has only the `lab` of the handout
    server = subprocess.Popen(
        command, cwd=folder, env=environment, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        yield JupyterServer(folder, _wait_for_port(server), token)
    finally:
        _stop(server)


def _write_settings(config_folder: Path, settings: dict[str, dict[str, object]]) -> None:
    folder = config_folder / "lab" / "user-settings" / "@jupyterlab" / "apputils-extension"
    folder.mkdir(parents=True, exist_ok=True)
    for name, values in settings.items():
        (folder / f"{name}.jupyterlab-settings").write_text(json.dumps(values), encoding="utf-8")


def _wait_for_port(server: subprocess.Popen[str]) -> int:
    """Read the server's log until it has a port. A thread reads the rest: a full pipe would stop the server."""
    assert server.stderr is not None
    log = []
    for line in server.stderr:
        log.append(line)
        if match := ADDRESS.search(line):
            threading.Thread(target=server.stderr.read, daemon=True).start()
            return int(match[1])
    raise AssertionError(f"JupyterLab did not start:\n{''.join(log)}")


def _stop(server: subprocess.Popen[str]) -> None:
    """Ask the server to end with its kernels, then kill it. A kernel that is left over ends when its parent is gone."""
    for signal_number in (signal.SIGTERM, signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(server.pid, signal_number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(TIMEOUT_SECONDS)
            break
    if server.stderr is not None:
        server.stderr.close()
