"""The known mistakes of `pytorch`, and right ways that look unusual; one module per exercise.

Each is written as a student would write it, with `np`, `torch` and the notebook's own names: the notebook defines
`line` (the line data).
"""

EQUIVALENT_MUTANTS = {"if t < n_steps:  →  if t != n_steps:": "t never exceeds n_steps here"}
