"""The base class of this course's steps in `nbgrader generate_feedback`."""

from __future__ import annotations

from nbconvert.preprocessors import Preprocessor
from traitlets import Bool


class FeedbackPreprocessor(Preprocessor):  # type: ignore[misc]
    """A step of feedback, which nbconvert configures as all steps of an HTML page.

    nbgrader's own base class does not accept that configuration: each command would print a warning.
    """

    enabled = Bool(True, help="Whether this step is done.").tag(config=True)
