"""The questions about earlier units that open each unit from the third on, one module per unit, with their answers."""
