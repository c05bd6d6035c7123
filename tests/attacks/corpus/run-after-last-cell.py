"""Run code after the last cell: signals, timers, hooks, a replaced display hook.

Attacked: closed_form_line
"""

# %% closed_form_line

import signal, threading
from IPython.core.displayhook import DisplayHook

def late(*_):
    print("owned")
    globals()["closed_form_line"] = lambda x, y: (1.0, 1.0)

signal.signal(signal.SIGALRM, late)
signal.setitimer(signal.ITIMER_REAL, 0.001, 0.001)
threading.Timer(0.01, late).start()
get_ipython().events.register("post_execute", late)
DisplayHook.__call__ = late
def closed_form_line(x, y):
    return 0.0, 0.0
