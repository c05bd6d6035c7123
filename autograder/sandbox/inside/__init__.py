"""The code that runs inside the sandbox: the fork server and the students' processes."""
