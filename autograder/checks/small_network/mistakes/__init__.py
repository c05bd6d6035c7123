"""The known mistakes of `small-network`, and right ways that look unusual; one module per exercise.

A variant is written as a student would write it, with `np` and the notebook's own names. An id says in words what is
wrong. TODO: a mistake that the course knows elsewhere keeps its id (docs/mistakes.md lists them).
"""

EQUIVALENT_MUTANTS: dict[str, str] = {}
