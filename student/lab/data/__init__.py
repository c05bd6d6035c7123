"""The course's data, loaded without a network. All arrays are read-only: write `b = a - 1`, not `a -= 1`."""

from lab.data.classes import SyntheticClasses, exams, tumours
from lab.data.curves import Temperatures, temperatures
from lab.data.features import SyntheticTable, Table, advertising, diabetes, plane, three_features
from lab.data.lines import Line, Rents, line, paris_rents
from lab.data.moons import Moons, two_moons
from lab.data.own import own_table, table_from_csv

__all__ = [
    "Line",
    "Moons",
    "Rents",
    "SyntheticClasses",
    "SyntheticTable",
    "Table",
    "Temperatures",
    "advertising",
    "diabetes",
    "exams",
    "line",
    "own_table",
    "paris_rents",
    "plane",
    "table_from_csv",
    "temperatures",
    "three_features",
    "tumours",
    "two_moons",
]
