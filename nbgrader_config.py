"""nbgrader's configuration: every stock command run in this folder uses the kit's engine."""

from pathlib import Path

config = get_config()  # noqa: F821 - traitlets provides it
try:
    from autograder.nbgrader.pipeline import configure
except ImportError:
    # Without these two lines nbgrader would go on without the engine, and grade in the student's own process. With
    # them its commands stop: "No module named 'autograder'". Install the kit in this Python.
    config.GenerateAssignment.exporter_class = "autograder.nbgrader.pipeline.CanonicalExporter"
    config.Autograde.exporter_class = "autograder.nbgrader.pipeline.UnitExporter"
else:
    configure(config, Path(__file__).parent)
