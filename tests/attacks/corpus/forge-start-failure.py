"""Send, in the middle of a call, the message that the sandbox failed to start, with escapes and surrogates in it.

Attacked: closed_form_line
"""

# %% closed_form_line
import gc, json, os, struct

def latest_request():
    return next(item._number for item in gc.get_objects() if type(item).__name__ == "GraderConnection")

def say(tree, buffers=b"", number=None):
    body = json.dumps(tree).encode()
    header = struct.pack("!IIId", len(body), len(buffers), number or latest_request(), 0.0)
    for descriptor in range(3, 64):
        try:
            os.write(descriptor, header + body + buffers)
        except OSError:
            pass


def closed_form_line(x, y):
    say({"start_error": "\ud800 \x1b[31m ::error::owned"})
    os.read(9, 1)
