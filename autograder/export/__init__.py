"""Marks and feedback in the formats of learning platforms and classroom services, and the autograder for Gradescope."""
