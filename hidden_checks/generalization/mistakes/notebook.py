"""The names that the notebook defines before its exercises: implementations may use them, as students do by mistake."""

import numpy as np
from lab import data

day = data.temperatures()
x = day.hour / 12 - 1
y = day.celsius
few = np.arange(0, 30)
pool = np.arange(0, 160)
validation_rows = np.arange(160, 160 + 120)
