"""Put terminal escapes, bidirectional controls and other control characters into every text.

Attacked: closed_form_line
"""

# %% closed_form_line

EVIL = "\x1b]0;owned\x07\x1b[2J\x1b[31m\x9b31m\u202egnp.exe\u2066\r\x08\x7f\x00"
print(EVIL)

def closed_form_line(x, y):
    raise type("E" + EVIL.replace("\x00", ""), (Exception,), {})(EVIL)
