"""Leave kernel objects behind: shared memory, semaphores, message queues, anonymous files.

Attacked: closed_form_line
"""

# %% closed_form_line

import ctypes, mmap, os
libc = ctypes.CDLL(None, use_errno=True)

def closed_form_line(x, y):
    left = [libc.shmget(0x5EC, 4096, 0o1666), libc.semget(0x5EC, 1, 0o1666), libc.msgget(0x5EC, 0o1666)]
    left += [libc.shm_open(b"/owned", 66, 0o666), libc.memfd_create(b"owned", 0)]
    if max(left) >= 0:
        raise ValueError(str(left))
    return 0.0, 0.0
