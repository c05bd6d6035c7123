"""Send, in the middle of a call, the message that the sandbox failed to start, with escapes and surrogates in it.

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
    say({"start_error": "\ud800 \x1b[31m ::error::owned"})
    os.read(9, 1)
