"""The questions that students answer before an outcome, one module per unit. The right answers are not here."""
