"""Reference solutions, one module per unit: imported by the hidden checks alone, in nothing published."""
