"""The device files of the sandbox: the grader mounts them, Landlock allows them."""

DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom", "/dev/random")
