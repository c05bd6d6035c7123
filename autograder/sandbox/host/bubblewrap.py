"""The outermost wall: the zygote's own small file system, with nothing of the course or the home in it."""

from __future__ import annotations

import os
import shutil
import site
import sys
from collections.abc import Iterable
from pathlib import Path

from autograder.limits import MIB
from autograder.sandbox.protocol.control_channel import DEVICES

UID = 64_000
SYSTEM = ("/usr", "/usr/local")
STORE = "/nix/store"
# What a Python and its libraries are found in. A whole prefix could hold the course as well: /usr/src/app, say.
PARTS = ("bin", "sbin", "lib", "lib32", "lib64", "libexec", "share", "etc", "fonts", "pyvenv.cfg")
LINKS = ("/bin", "/sbin", "/lib", "/lib64", "/lib32")
SETTINGS = ("/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/alternatives", "/etc/fonts")


def interpreter_folders() -> list[str]:
    """Where this Python and its packages lie: the environment, the Python below it, user packages."""
    folders = [sys.prefix, sys.exec_prefix, sys.base_prefix, sys.base_exec_prefix]
    folders.append(os.path.dirname(os.path.dirname(os.path.realpath(sys.executable))))
    own = [part for folder in folders if folder not in ("", "/") for part in _parts(folder)]
    return _outermost([*own, *user_packages()])


def user_packages() -> list[str]:
    """Where `pip install --user` puts things, if this Python looks there."""
    used = site.ENABLE_USER_SITE and site.getusersitepackages() in sys.path
    return [site.getusersitepackages()] if used else []


def room() -> str:
    """Where the children's folders lie; not /tmp when this very Python lies there, for they will cover it."""
    taken = any(_inside(folder, "/tmp") for folder in interpreter_folders())  # noqa: S108 - the box's own
    return "/scratch" if taken else "/tmp"  # noqa: S108 - the same


def system_folders() -> list[str]:
    parts = [part for folder in SYSTEM for part in _parts(folder)]
    return [*parts, *(path for path in (STORE, *LINKS, *SETTINGS) if os.path.exists(path))]


def _parts(prefix: str) -> list[str]:
    if prefix.startswith(f"{STORE}/"):
        return [prefix]
    return [path for part in PARTS if os.path.exists(path := os.path.join(prefix, part))]


def command(box: str, packages: Iterable[Path], scratch_mb: int, proc: bool) -> list[str]:
    """The command line up to the program to run in it; raises `FileNotFoundError` without bwrap."""
    program = shutil.which("bwrap")
    if program is None:
        raise FileNotFoundError("bwrap is not installed")
    root = os.getuid() == 0
    unshare = [] if root else ["--unshare-user", "--uid", str(UID), "--gid", str(UID)]
    unshare += [f"--unshare-{what}" for what in ("ipc", "pid", "uts", "net", "cgroup-try")]
    # root needs two privileges for a moment, to become somebody else;
    # --unshare-user would not let that somebody enter a Python below /root
    privileges = [
        "--cap-drop",
        "ALL",
        *(["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"] if root else []),
    ]
    binds = [(path, path) for path in _roots()] + [(f"{box}/{name}", f"/box/{name}") for name in ("inside", "protocol")]
    binds += [(str(path), f"/course/{path.name}") for path in packages]
    return [
        program, *unshare, *privileges, "--new-session",
        *_parents([target for _, target in binds]),
        "--perms", "1777", "--size", str(scratch_mb * MIB), "--tmpfs", room(),
        *[word for source, target in binds for word in ("--ro-bind", source, target)],
        *_links(),
        *[word for device in DEVICES for word in ("--dev-bind", device, device)],
        *(["--proc", "/proc"] if proc else []),
        "--chdir", room(), "--remount-ro", "/", "--",
    ]  # fmt: skip


def _roots() -> list[str]:
    real = [path for path in system_folders() if not os.path.islink(path)]
    return _outermost([*real, *interpreter_folders()])


def _links() -> list[str]:
    """The system's own links (/lib), and the hops from `python` to the program it stands for."""
    hops = {path: os.readlink(path) for path in LINKS if os.path.islink(path)}
    bound = [*_roots(), *hops]
    path = sys.executable
    for _ in range(20):
        if not os.path.islink(path):
            break
        if not any(_inside(path, root) for root in bound):
            hops[path] = os.readlink(path)
        path = os.path.normpath(os.path.join(os.path.dirname(path), os.readlink(path)))
    return [word for link, target in hops.items() for word in ("--symlink", target, link)]


def _parents(targets: Iterable[str]) -> list[str]:
    """bwrap makes missing parents with rights that lock out an ordinary user, so each is made by name."""
    parents = {str(parent) for target in targets for parent in Path(target).parents} - {"/", room()}
    ordered = sorted(parents | {"/dev"}, key=lambda path: (path.count("/"), path))
    return [word for path in ordered for word in ("--perms", "0755", "--dir", path)]


def _inside(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip("/") + "/")


def _outermost(paths: Iterable[str]) -> list[str]:
    """Without those that lie inside another one, in order."""
    unique = list(dict.fromkeys(paths))
    return [path for path in unique if not any(path != other and _inside(path, other) for other in unique)]
