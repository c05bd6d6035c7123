"""The known mistakes of `learning-rate`, and right ways that look unusual; one module per exercise or two.

Each is written as a student would write it, with `np` and the notebook's own names: the notebook defines `plane`
(the plane data).
"""

SHAPES = "the exercises do not say what happens to inputs of the wrong shape"
ARRAYS = "the checks hand over arrays, and NumPy turns whole numbers into floats by itself"
LIMITS = "the exercise speaks of kappa from 1 upwards and of eps between 0 and 1"
MARGIN = "no run of real data ends exactly on the margin of a millionth"
PARTS = "w_s, x_mean, x_std"
EQUIVALENT_MUTANTS = {
    "A = np.asarray(A, dtype=np.float64)": ARRAYS,
    "if A.ndim != 2:": SHAPES,
    'if A.ndim != 2: raise ValueError(f"A needs the shape (n, p), not {A.shape}")': SHAPES,
    'raise ValueError(f"A needs the shape (n, p), not {A.shape}")': SHAPES,
    "A, y, lrs = (np.asarray(array, dtype=np.float64) for array in (A, y, lrs))": ARRAYS,
    "if A.ndim != 2 or y.shape != A.shape[:1] or lrs.ndim != 1:": SHAPES,
    "if A.ndim != 2 or y.shape != A.shape[:1] or lrs.ndim != 1:"
    ' raise ValueError(f"A, y and lrs need the shapes (n, p), (n,), (k,),'
    ' not {A.shape}, {y.shape}, {lrs.shape}")': SHAPES,
    'raise ValueError(f"A, y and lrs need the shapes (n, p), (n,), (k,), not {A.shape}, {y.shape}, {lrs.shape}")': (
        SHAPES
    ),
    "residuals = thetas @ A.T - y  →  residuals = thetas @ A.T + y": (
        "from zeros, the run with all targets mirrored is the mirrored run: its losses are the same"
    ),
    "losses = np.asarray(losses, dtype=np.float64)": ARRAYS,
    "if not np.all(np.isfinite(losses)) or last > first * (1.0 + 1e-6):"
    "  →  if not np.all(np.isfinite(losses)) or last >= first * (1.0 + 1e-6):": MARGIN,
    'return "stalled" if abs(last - first) <= 1e-6 * first else "converging"'
    '  →  return "stalled" if abs(last - first) < 1e-6 * first else "converging"': MARGIN,
    "X = np.asarray(X, dtype=np.float64)": ARRAYS,
    "if X.ndim != 2:": SHAPES,
    'if X.ndim != 2: raise ValueError(f"X needs the shape (n, d), not {X.shape}")': SHAPES,
    'raise ValueError(f"X needs the shape (n, d), not {X.shape}")': SHAPES,
    "self._spread = np.where(spread > 0.0, spread, 1.0)  →  self._spread = np.where(spread != 0.0, spread, 1.0)": (
        "a spread is never negative"
    ),
    "self._spread = np.where(spread > 0.0, spread, 1.0)  →  self._spread = np.where(spread > 0.0, spread, 2.0)": (
        "in which unit a constant column would be measured if it changed is not said; std + 1e-12 is right, too"
    ),
    f"{PARTS} = (np.asarray(array, dtype=np.float64) for array in ({PARTS}))": ARRAYS,
    "if w_s.ndim != 1 or not w_s.shape == x_mean.shape == x_std.shape:": SHAPES,
    "if w_s.ndim != 1 or not w_s.shape == x_mean.shape == x_std.shape:"
    f' raise ValueError(f"{PARTS} need the same shape (d,),'
    ' not {w_s.shape}, {x_mean.shape}, {x_std.shape}")': SHAPES,
    f'raise ValueError(f"{PARTS} need the same shape (d,),'
    ' not {w_s.shape}, {x_mean.shape}, {x_std.shape}")': SHAPES,
    "if not (kappa >= 1.0 and isfinite(kappa) and 0.0 < eps < 1.0):": LIMITS,
    "if not (kappa >= 1.0 and isfinite(kappa) and 0.0 < eps < 1.0):"
    ' raise ValueError(f"kappa must be at least 1 and eps between 0 and 1, not {kappa} and {eps}")': LIMITS,
    'raise ValueError(f"kappa must be at least 1 and eps between 0 and 1, not {kappa} and {eps}")': LIMITS,
    "return 1 if factor == 0.0 else ceil(log(eps) / log(factor))"
    "  →  return 1 if factor <= 0.0 else ceil(log(eps) / log(factor))": LIMITS,
}
