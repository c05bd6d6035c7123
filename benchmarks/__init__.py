"""Benchmarks: this engine beside what an instructor would use instead, on the same class, in one run."""
