"""Raise the resource limits, and change priority and CPU affinity.

Attacked: closed_form_line
"""

# %% closed_form_line

import os, resource

def closed_form_line(x, y):
    for kind in (resource.RLIMIT_CPU, resource.RLIMIT_AS, resource.RLIMIT_NPROC, resource.RLIMIT_FSIZE):
        try:
            resource.setrlimit(kind, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        except (OSError, ValueError):
            continue
        raise ValueError("raised")
    for change in (lambda: os.sched_setaffinity(0, {0}), lambda: os.setpriority(os.PRIO_USER, 0, 10)):
        try:
            change()
        except OSError:
            continue
        raise ValueError("changed")
    return 0.0, 0.0
