"""The known mistakes of `gradient`, and right ways that look unusual; one module per exercise.

Each is written as a student would write it, with `np` and the notebook's own names: the notebook defines `line`
(the line data).
"""

SHAPES = "the exercise does not say what happens to inputs of the wrong shape"
EQUIVALENT_MUTANTS = {
    "if inputs.ndim != 1 or inputs.shape != targets.shape:": SHAPES,
    'if inputs.ndim != 1 or inputs.shape != targets.shape: raise ValueError(f"x and y need the same shape (n,), not'
    ' {inputs.shape} and {targets.shape}")': SHAPES,
    'raise ValueError(f"x and y need the same shape (n,), not {inputs.shape} and {targets.shape}")': SHAPES,
}
