"""How a check asks a function and compares its answer; also used by the grader."""
