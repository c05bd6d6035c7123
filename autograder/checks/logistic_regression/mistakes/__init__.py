"""The known mistakes of `logistic-regression`, and right ways that look unusual; one module per exercise.

A variant is written as a student would write it, with `np` and the notebook's own names: the notebook defines `design`
and `passed`.
"""

EQUIVALENT_MUTANTS: dict[str, str] = {}
