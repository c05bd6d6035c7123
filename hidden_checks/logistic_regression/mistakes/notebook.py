"""The names that the notebook defines before its exercises: implementations may use them, as students do by mistake."""

import numpy as np
from lab import data

_exams = data.exams()
design = np.insert((_exams.X - _exams.X.mean(0)) / _exams.X.std(0), 0, 1.0, axis=1)
passed = _exams.y
