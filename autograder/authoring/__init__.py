"""Tools for those who write units: audit, mutation testing, sample submissions, a new unit."""
