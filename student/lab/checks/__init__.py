"""The visible checks, one module per unit: what a student may run, worth at most 40 % of an exercise."""
