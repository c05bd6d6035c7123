"""The grader's side of the sandbox."""
