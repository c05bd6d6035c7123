"""Return a list that contains itself, one nested a thousand deep, and integers of a million digits.

Attacked: train_step
"""

# %% train_step
turn = []

def train_step(x, y, w, b, lr):
    turn.append(1)
    endless = []
    endless.append(endless)
    deep = 0.0
    for _ in range(1000):
        deep = [deep]
    return (endless, deep, 10 ** 1_000_000, {"a": endless}, "x" * 10**8, (10**4000, -(10**4000), 1))[len(turn) % 6]
