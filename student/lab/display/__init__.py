"""Cards in a notebook, and what the notebook's front end can show."""
