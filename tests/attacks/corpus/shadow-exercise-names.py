"""Bind exercises' names to objects that change at every lookup and call.

Attacked: closed_form_line
"""

# %% closed_form_line

class Changing:
    def __call__(self, *a):
        globals()["closed_form_line"] = Changing()
        return 0.0, 0.0

    def __getattribute__(self, name):
        raise SystemExit(0)

    def __repr__(self):
        raise KeyboardInterrupt

closed_form_line = Changing()
