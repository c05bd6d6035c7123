"""Replace abs, len, isinstance, all and other builtins.

Attacked: closed_form_line
"""

# %% closed_form_line

import builtins
original = {name: getattr(builtins, name) for name in ("abs", "len", "isinstance", "all", "float", "issubclass", "type")}

def closed_form_line(x, y):
    for name in ("abs", "all", "any", "isinstance", "issubclass"):
        setattr(builtins, name, lambda *a, **k: True)
    builtins.len = lambda value: 2
    return 0.0, 0.0
