"""Submissions: from the submitted files to one merged notebook."""
