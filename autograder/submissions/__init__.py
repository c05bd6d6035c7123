"""From submitted files to one merged notebook."""
