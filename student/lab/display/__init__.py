"""Cards in a notebook: their content, their rendering, and whether the page can update them and show widgets."""
