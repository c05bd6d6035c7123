"""Call the reference of a lost exercise with arrays so large that one routine of it computes for minutes.

Attacked: fit_line
"""

# %% train_step

def train_step(x, y, w, b, lr):
    return None

# %% fit_line

def fit_line(x, y, lr, n_steps, w0=0.0, b0=0.0):
    for size in (1_000, 1_500, 2_500):
        try:
            train_step(np.ones((size, size)), np.ones((size, size)), w0, b0, lr)
        except RuntimeError:
            pass
    return None
