"""Run machine code that forks with int 0x80, where system calls have other numbers.

Attacked: closed_form_line
"""

# %% closed_form_line

import ctypes, mmap

def closed_form_line(x, y):
    page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    page.write(b"\xb8\x02\x00\x00\x00\xcd\x80\xc3")  # mov eax, 2 (fork); int 0x80; ret
    address = ctypes.addressof(ctypes.c_char.from_buffer(page))
    raise ValueError(f"forked: {ctypes.CFUNCTYPE(ctypes.c_int)(address)()}")
