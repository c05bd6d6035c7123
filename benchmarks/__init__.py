"""Benchmarks: each module with a command writes one page of `docs/`.

speed                  docs/speed.md: this engine, nbgrader and otter-grader grade the same class
damaged_submissions    docs/damaged-submissions.md: this engine and nbgrader grade damaged notebooks
mutation_scores        docs/mutation-scores.md: the hidden checks grade changed reference solutions
"""
