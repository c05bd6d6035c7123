"""Data of one's own: where a course asks for it, some data of a unit is generated from the student's id."""
