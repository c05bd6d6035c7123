"""The release of a unit: from the source notebook to the student's handout."""
