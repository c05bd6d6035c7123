"""Checks run by pytest on a student's functions, and the diagnosis of mistakes."""
