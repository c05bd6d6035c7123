"""What the sandboxes of tests do before their first fork."""

from __future__ import annotations

from autograder.sandbox.host.launcher import Preparation

WITHOUT_MATPLOTLIB = Preparation(("numpy",))
"""For tests that draw no figure: the sandbox starts in a third of the time."""
