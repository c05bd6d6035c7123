"""Use a library where gradient descent is asked for: every state but the last is wrong.

Attacked: fit_line
Earns: 3 (each array has its entries, and each loss belongs to its state)
"""

# %% fit_line
def fit_line(x, y, lr, n_steps, w0=0.0, b0=0.0):
    w, b = np.polyfit(x, y, 1)
    loss = float(np.mean((w * x + b - y) ** 2))
    return {"w": np.full(n_steps + 1, w), "b": np.full(n_steps + 1, b), "loss": np.full(n_steps + 1, loss)}
