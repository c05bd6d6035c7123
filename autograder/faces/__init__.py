"""Faces: each renders the one report for somebody; none computes a score."""
