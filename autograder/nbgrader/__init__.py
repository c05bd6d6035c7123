"""The course under nbgrader's own commands."""
