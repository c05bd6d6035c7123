"""Keep the function that stands for the reference, and call it after it was removed.

Attacked: closed_form_line
"""

# %% train_step
def train_step(x, y, w, b, lr):
    return 0.0, 0.0, 0.0
# %% fit_line
def fit_line(x, y, lr, n_steps, w0=0.0, b0=0.0):
    globals().setdefault("stub", train_step)
    if stub.__code__ is not train_step.__code__:
        globals()["stub"] = train_step
    return None
# %% closed_form_line
def closed_form_line(x, y):
    w, b, _ = stub(x, y, 0.0, 0.0, 1.0)
    return w, b
