"""nbgrader's configuration: every stock command run in this folder uses the kit's engine."""

try:
    from autograder.nbgrader.pipeline import configure
except ImportError as error:  # nbgrader would go on without the engine, and grade in the student's own process
    raise SystemExit(f"nbgrader_config.py: the kit is not installed in this Python: {error}") from error

configure(get_config())  # noqa: F821 - traitlets provides it
