"""What runs inside the sandbox, in the zygote and in the student's process."""
