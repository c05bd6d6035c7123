"""Renderings of a report: for a terminal, a feedback page, a classroom service."""
