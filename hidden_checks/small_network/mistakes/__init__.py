"""The known mistakes of `small-network`, and right ways that look unusual; one module per exercise.

Each is written as a student would write it, with `np` and the notebook's own names: the notebook defines `Value`,
`X` and `labels`.
"""

EQUIVALENT_MUTANTS: dict[str, str] = {}
