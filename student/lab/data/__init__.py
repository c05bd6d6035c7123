"""The course's data, loaded without a network. Every array is read-only: write `b = a - 1`, not `a -= 1`."""

from lab.data.features import Made, Table, advertising, diabetes, plane, three_features
from lab.data.lines import Line, Rents, line, paris_rents

__all__ = [
    "Line",
    "Made",
    "Rents",
    "Table",
    "advertising",
    "diabetes",
    "line",
    "paris_rents",
    "plane",
    "three_features",
]
