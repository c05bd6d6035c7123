"""The course's data, loaded without a network. All arrays are read-only: write `b = a - 1`, not `a -= 1`."""

from lab.data.curves import Temperatures, temperatures
from lab.data.features import SyntheticTable, Table, advertising, diabetes, plane, three_features
from lab.data.lines import Line, Rents, line, paris_rents

__all__ = [
    "Line",
    "Rents",
    "SyntheticTable",
    "Table",
    "Temperatures",
    "advertising",
    "diabetes",
    "line",
    "paris_rents",
    "plane",
    "temperatures",
    "three_features",
]
