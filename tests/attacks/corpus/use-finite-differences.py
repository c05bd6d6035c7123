"""Approximate the slope by central differences where the exact derivative is asked for.

Attacked: train_step
Earns: 2 (three numbers come back, and the loss among them is right)
"""

# %% train_step
def train_step(x, y, w, b, lr, h=1e-6):
    def loss(w, b):
        return float(np.mean((w * x + b - y) ** 2))

    dw = (loss(w + h, b) - loss(w - h, b)) / (2 * h)
    db = (loss(w, b + h) - loss(w, b - h)) / (2 * h)
    return w - lr * dw, b - lr * db, loss(w, b)
