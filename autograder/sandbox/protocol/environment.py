"""The environment variables that a grading process and a student's process have in common."""

from __future__ import annotations


def common_variables(scratch: str) -> dict[str, str]:
    """Return the variables of both kinds of process; `scratch` is the folder in which libraries may write."""
    return {
        **dict.fromkeys(("HOME", "TMPDIR", "MPLCONFIGDIR", "IPYTHONDIR"), scratch),
        # more threads would not be bound to the core of the student's process, and they cannot be forked
        **dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1"),
        "JOBLIB_MULTIPROCESSING": "0",  # scikit-learn's joblib would warn that there is no shared memory
        "PATH": "/usr/bin:/bin",
    }
