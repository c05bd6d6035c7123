"""Worked solutions: the file in which a course publishes them, when one is shown, and its cards."""
