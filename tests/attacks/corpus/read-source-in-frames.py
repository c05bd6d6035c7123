"""Search the frames that execute this cell for the source of a reference or a check.

Attacked: closed_form_line
"""

# %% closed_form_line

import sys
found = []
frame = sys._getframe()
while frame is not None:
    for value in frame.f_locals.values():
        if isinstance(value, str) and ("reference." in value or "should_equal" in value or "centred" in value):
            found.append(value)
    frame = frame.f_back
assert not found, found
def closed_form_line(x, y):
    return 0.0, 0.0
