"""Start busy threads until no more can be started.

Attacked: closed_form_line
"""

# %% closed_form_line

import threading

def spin():
    while True:
        pass

for _ in range(200):
    try:
        threading.Thread(target=spin, daemon=True).start()
    except RuntimeError:
        break
def closed_form_line(x, y):
    return 0.0, 0.0
