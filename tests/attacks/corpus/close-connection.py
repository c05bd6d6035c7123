"""Close every descriptor, and never reply.

Attacked: closed_form_line
"""

# %% closed_form_line

import os, time

def closed_form_line(x, y):
    os.closerange(0, 64)
    time.sleep(60)
