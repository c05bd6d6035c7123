"""A report rendered: for a terminal, a feedback page, a classroom service."""
