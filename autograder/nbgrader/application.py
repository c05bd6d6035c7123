"""nbgrader's application with the configuration of a course, for commands of the engine that use the gradebook."""

from __future__ import annotations

import logging

from nbgrader.apps import NbGrader

from autograder.course.configuration import Course


def course_application(course: Course) -> NbGrader:
    """Return the application, configured by the file in the course's folder wherever the command was started."""
    application = NbGrader(log_level=logging.ERROR)
    application.load_cwd_config = False
    application.initialize([], root=str(course.root))
    return application
