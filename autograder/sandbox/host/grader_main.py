"""Runs the module of a grading process: `python -m autograder.sandbox.host.grader_main MODULE ARGUMENTS`.

The garbage collector is off until the module enables it: hardly anything of what is imported becomes garbage.
"""

from __future__ import annotations

import gc
import runpy
import sys

if __name__ == "__main__":
    gc.disable()
    del sys.argv[0]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
