"""Make forbidden system calls by their numbers, in the x32 numbering as well.

Attacked: closed_form_line
"""

# %% closed_form_line

import ctypes
libc = ctypes.CDLL(None, use_errno=True)

def closed_form_line(x, y):
    for number in (57, 58, 59, 101, 165, 272, 308, 310, 321, 322, 425, 435, 0x40000000 + 59, 0x40000000 + 520):
        if libc.syscall(ctypes.c_long(number), 0, 0, 0, 0, 0, 0) >= 0:
            raise ValueError(f"call {number}")
    return 0.0, 0.0
