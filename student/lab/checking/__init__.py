"""How a check calls a function and compares what it returns; the grader uses this package, too."""
