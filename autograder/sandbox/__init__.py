"""Runs students' code in isolated processes; only plain data crosses between them and the grader."""
