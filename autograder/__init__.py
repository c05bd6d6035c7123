"""The engine: student code runs in an isolated child, checks and answers stay here, plain data crosses."""
