"""Hints in levels: where they are written, how many a student has asked for, and how they are shown."""
