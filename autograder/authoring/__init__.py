"""Tools for authors of units: audit, mutation testing, sample submissions, new units."""
