"""The outermost layer: bubblewrap gives the fork server a file system without the course, home or other submissions."""

from __future__ import annotations

import os
import shutil
import site
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from autograder.limits import MIB
from autograder.sandbox.host.install_records import files_to_hide
from autograder.sandbox.protocol.device_files import DEVICES

UID = 64_000
"""The user id of students' processes inside bubblewrap, and wherever the grader runs as root."""

GRADER_UID = 64_002
"""The user id of the grading process, wherever the batch runs as root."""

SANDBOX_FOLDER = "/sandbox"
"""Where the packages `inside` and `protocol` are mounted."""

HOST_NAME = "sandbox"
"""What a process inside is told instead of this machine's name."""

PACKAGES_FOLDER = "/course"
"""Where the packages for students' code are mounted."""

SYSTEM_PREFIXES = ("/usr", "/usr/local")
NIX_STORE = "/nix/store"
# The folders of a prefix that a Python and its libraries use. The whole prefix could contain the course: /usr/src/app.
# Nor its `etc`, where programs keep settings, passwords among them.
PREFIX_PARTS = ("bin", "sbin", "lib", "lib32", "lib64", "libexec", "share", "fonts", "pyvenv.cfg")
SYSTEM_LINKS = ("/bin", "/sbin", "/lib", "/lib64", "/lib32")
SETTINGS = ("/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/alternatives", "/etc/fonts")
MAX_LINKS = 20


def interpreter_folders() -> list[str]:
    """Return the folders of this Python: its environment, the Python that it is based on, and user packages."""
    prefixes = [sys.prefix, sys.exec_prefix, sys.base_prefix, sys.base_exec_prefix]
    prefixes.append(os.path.dirname(os.path.dirname(os.path.realpath(sys.executable))))
    parts = [part for prefix in prefixes if prefix not in ("", "/") for part in _prefix_parts(prefix)]
    return _without_nested([*parts, *user_packages()])


def user_packages() -> list[str]:
    """Return the folder of `pip install --user`, if this Python uses it."""
    is_used = site.ENABLE_USER_SITE and site.getusersitepackages() in sys.path
    return [site.getusersitepackages()] if is_used else []


def scratch_root(readable: Iterable[str] = ()) -> str:
    """Return the folder for scratch folders: /tmp, unless this Python or a readable path is in /tmp, to be hidden."""
    folders = [*interpreter_folders(), *readable]
    is_occupied = any(is_within(folder, "/tmp") for folder in folders)  # noqa: S108 - the sandbox's own
    return "/scratch" if is_occupied else "/tmp"  # noqa: S108 - the same


def system_folders() -> list[str]:
    """Return the folders and files of the system that every program needs."""
    parts = [part for prefix in SYSTEM_PREFIXES for part in _prefix_parts(prefix)]
    return [*parts, *(path for path in (NIX_STORE, *SYSTEM_LINKS, *SETTINGS) if os.path.exists(path))]


def _prefix_parts(prefix: str) -> list[str]:
    if prefix.startswith(f"{NIX_STORE}/"):
        return [prefix]
    return [path for part in PREFIX_PARTS if os.path.exists(path := os.path.join(prefix, part))]


def build_command(sandbox_folder: Path, packages: Iterable[Path], scratch_mb: int, proc: bool) -> list[str]:
    """Build the fork server's command line up to the program to run; FileNotFoundError without bwrap.

    `sandbox_folder` contains `inside` and `protocol`; with `proc` a /proc is mounted.
    """
    mounts = [(path, path) for path in _folders_to_mount()]
    mounts += [(str(sandbox_folder / name), f"{SANDBOX_FOLDER}/{name}") for name in ("inside", "protocol")]
    mounts += package_mounts(packages)
    hidden = files_to_hide(lambda path: any(is_within(path, target) for _, target in mounts))
    return _command([*mounts, *((os.devnull, path) for path in hidden)], scratch_root(), scratch_mb, proc, UID)


def with_files(command: Sequence[str], files: Mapping[str, int]) -> list[str]:
    """Return a command line that also writes files into the scratch folder: their content is read from descriptors."""
    place = command.index("--chdir")
    scratch = command[place + 1]
    words = [w for name, file in files.items() for w in ("--perms", "0644", "--file", str(file), f"{scratch}/{name}")]
    return [*command[:place], *words, *command[place:]]


def package_mounts(packages: Iterable[Path]) -> list[tuple[str, str]]:
    """Return each package with its place in the sandbox; parts of one package have folders of their own."""
    return [(str(path), f"{PACKAGES_FOLDER}/{number}/{path.name}") for number, path in enumerate(packages)]


def build_grader_command(readable: Sequence[str], scratch_mb: int, proc: bool) -> list[str]:
    """Build the grading process's command line up to the program to run; FileNotFoundError without bwrap.

    Of the instructor's files only the `readable` ones exist in there, at their own paths.
    """
    paths = [name for path in readable for name in (path, os.path.realpath(path))]
    mounts = [(path, path) for path in _without_nested([*_folders_to_mount(), *paths])]
    return _command(mounts, scratch_root(paths), scratch_mb, proc, GRADER_UID)


def _command(mounts: Sequence[tuple[str, str]], scratch: str, scratch_mb: int, proc: bool, uid: int) -> list[str]:
    program = shutil.which("bwrap")
    if program is None:
        raise FileNotFoundError("bwrap is not installed")
    return [
        program,
        *_namespace_options(uid),
        "--new-session",
        *_parent_options([target for _, target in mounts], scratch),
        *("--perms", "1777", "--size", str(scratch_mb * MIB), "--tmpfs", scratch),
        *[word for source, target in mounts for word in ("--ro-bind", source, target)],
        *_link_options(),
        *[word for device in DEVICES for word in ("--dev-bind", device, device)],
        *(["--proc", "/proc"] if proc else []),
        *("--chdir", scratch, "--remount-ro", "/", "--"),
    ]


def _namespace_options(uid: int) -> list[str]:
    namespaces = [f"--unshare-{name}" for name in ("ipc", "pid", "uts", "net", "cgroup-try")]
    namespaces += ["--hostname", HOST_NAME]
    if os.getuid() != 0:
        return ["--unshare-user", "--uid", str(uid), "--gid", str(uid), *namespaces, "--cap-drop", "ALL"]
    # Root needs two privileges for a moment, to become another user. With --unshare-user that user could not enter a
    # Python below /root.
    return [*namespaces, "--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]


def _folders_to_mount() -> list[str]:
    real = [path for path in system_folders() if not os.path.islink(path)]
    return _without_nested([*real, *interpreter_folders()])


def _link_options() -> list[str]:
    """Recreate the system's own links, such as /lib, and the links that lead from `python` to the program."""
    links = {path: os.readlink(path) for path in SYSTEM_LINKS if os.path.islink(path)}
    mounts = [*_folders_to_mount(), *links]
    path = sys.executable
    for _ in range(MAX_LINKS):
        if not os.path.islink(path):
            break
        if not any(is_within(path, mount) for mount in mounts):
            links[path] = os.readlink(path)
        path = os.path.normpath(os.path.join(os.path.dirname(path), os.readlink(path)))
    return [word for link, target in links.items() for word in ("--symlink", target, link)]


def _parent_options(targets: Iterable[str], scratch: str) -> list[str]:
    """Create the parents of mount points: those that bwrap would create cannot be entered by an ordinary user."""
    parents = {str(parent) for target in targets for parent in Path(target).parents} - {"/", scratch}
    ordered = sorted(parents | {"/dev"}, key=lambda path: (path.count("/"), path))
    return [word for path in ordered for word in ("--perms", "0755", "--dir", path)]


def is_within(path: str, folder: str) -> bool:
    """Return whether a path is a folder or inside it."""
    return path == folder or path.startswith(folder.rstrip("/") + "/")


def _without_nested(paths: Iterable[str]) -> list[str]:
    """Return the paths without those that are inside another one, in order."""
    unique = list(dict.fromkeys(paths))
    return [path for path in unique if not any(path != other and is_within(path, other) for other in unique)]
