"""The units of course.yml under nbgrader's own commands."""
