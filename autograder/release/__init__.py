"""From the source notebook to the student's handout."""
