"""Crash the interpreter: endless recursion in C and a null pointer.

Attacked: closed_form_line
"""

# %% closed_form_line

import ctypes, sys
sys.setrecursionlimit(10**9)

class Deep:
    def __getattr__(self, name):
        return getattr(self, name + "x")

def closed_form_line(x, y):
    try:
        repr(Deep().x)
    except BaseException:
        pass
    ctypes.string_at(0)
