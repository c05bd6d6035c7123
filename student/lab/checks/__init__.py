"""The visible checks, one module per unit: what students run, at most 40 % of an exercise's points."""
