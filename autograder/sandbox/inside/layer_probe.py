"""Finds out which isolation layers this machine supports, by activating each in a process of its own."""

from __future__ import annotations

from dataclasses import replace

from . import confinement, syscalls
from .confinement import ConfinementPlan
from .forked_work import run_in_fork


def probe_layers(plan: ConfinementPlan, proc: int) -> tuple[ConfinementPlan, dict[str, str]]:
    """Return the plan with every layer that works, and for each other layer the reason why it does not."""
    reasons: dict[str, str] = {}

    def works(layer: str, namespaces: int = 0) -> bool:
        reason = _try_layer(plan, layer, namespaces, proc)
        if reason:
            reasons[layer] = reason
        return not reason

    plan_with_layers = replace(
        plan,
        namespaces=works("namespaces", confinement.NAMESPACES),
        landlock=works("landlock"),
        seccomp=works("seccomp"),
        rlimits=works("limits"),
    )
    return plan_with_layers, reasons


def _try_layer(plan: ConfinementPlan, layer: str, namespaces: int, proc: int) -> str:
    """Activate a layer in a forked process; return the reason why it failed, or an empty text."""

    def activate() -> bytes:
        try:
            if namespaces:
                confinement.enter_namespaces(plan, proc)
            else:
                confinement.activators(plan, plan.scratch_root)[layer]()
        except BaseException as error:
            return f"{type(error).__name__}: {error}".encode()[:500]
        return b"+"

    try:
        answer = run_in_fork(activate, lambda: syscalls.fork_into_namespaces(namespaces))
    except (OSError, KeyError, AttributeError) as error:
        return str(error)
    return "" if answer == b"+" else answer.decode(errors="replace") or "the probe died"
