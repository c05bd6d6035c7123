"""Call trusted functions that were never passed, by guessed numbers.

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


def closed_form_line(x, y):
    for number in (0, 1, -1, 10**30, True, "0", None):
        say({"callback": number, "body": [{"t": []}, {"d": {}}]})
    os.read(9, 1)
