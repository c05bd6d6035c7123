"""What both sides of the sandbox share: frames, encoding, the control channel."""
