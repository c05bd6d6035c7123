"""The isolation layers that a machine lacks, and how to get each."""

from __future__ import annotations

from dataclasses import dataclass

REMEDIES = {
    "bubblewrap": (
        "install bubblewrap and allow user namespaces (on Ubuntu: an AppArmor profile for bwrap; "
        "in a container: --security-opt seccomp=unconfined or --privileged)"
    ),
    "namespaces": "allow unprivileged user namespaces (sysctl user.max_user_namespaces)",
    "landlock": "use Linux 5.13 or newer with landlock in its list of security modules",
    "seccomp": "use Linux on x86_64 or aarch64",
    "limits": "use Linux; other systems keep fewer of the limits",
    "user": "install Python and the course's environment outside of root's home",
}


@dataclass(frozen=True)
class MissingLayer:
    """A layer that is not active on this machine, and the reason."""

    layer: str
    reason: str

    @property
    def remedy(self) -> str:
        """What an instructor can do about it; empty where nothing is known."""
        return REMEDIES.get(self.layer, "")
