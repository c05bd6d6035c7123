"""Reference solutions, one module per unit. Only the hidden checks import them; no handout or package holds them."""
