"""Data of a student's own: generated from a name, or read from the text of a CSV file."""

from __future__ import annotations

import csv
import hashlib

import numpy as np

from lab.data.arrays import read_only
from lab.data.features import Table
from lab.variants.variant import data_seed

FLATS = 100
NAMES = ("area", "rooms", "windows", "floor", "distance", "age", "noise", "trees", "shops", "number")


def own_table(name: str) -> Table:
    """Return the rents of 100 flats, generated from a name: the same name always gives the same flats.

    Ten features, of which some hardly matter and some say nearly the same. The target is the rent in euros.
    """
    words = " ".join(name.lower().split())
    common = int.from_bytes(hashlib.sha256(words.encode()).digest()[:8], "big")
    rng = np.random.default_rng(data_seed("own_table", common, words))
    area = rng.uniform(18.0, 120.0, FLATS)
    rooms = area / 26.0 + rng.normal(0.0, 0.3, FLATS)
    windows = 2.0 * rooms + rng.normal(0.0, 0.6, FLATS)
    floor, age = rng.integers(0, 9, FLATS), rng.uniform(0.0, 110.0, FLATS)
    distance, noise = rng.gamma(2.0, 2.5, FLATS), rng.normal(55.0, 7.0, FLATS)
    trees, shops, number = rng.poisson(12, FLATS), rng.poisson(6, FLATS), rng.integers(1, 200, FLATS)
    rent = 260.0 + 11.0 * area + 9.0 * floor - 28.0 * distance - 1.4 * age - 3.0 * noise
    columns = (area, rooms, windows, floor, distance, age, noise, trees, shops, number)
    return Table(read_only(np.column_stack(columns)), read_only(rent + rng.normal(0.0, 150.0, FLATS)), NAMES, "rent")


def table_from_csv(text: str) -> Table:
    """Return the table in the text of a CSV file: names in the first line, the target in the last column.

    Rows with a field that is no number are left out. Raises ValueError where no row is left.
    """
    lines = [line for line in csv.reader(text.strip().splitlines()) if any(field.strip() for field in line)]
    rows = [numbers for line in lines[1:] if (numbers := _numbers(line)) and len(numbers) == len(lines[0])]
    if not rows or len(lines[0]) < 2:
        raise ValueError("no row of numbers was found: the first line holds names, every other one a number for each")
    table, names = np.array(rows), tuple(name.strip() for name in lines[0])
    return Table(read_only(table[:, :-1]), read_only(table[:, -1]), names[:-1], names[-1])


def _numbers(fields: list[str]) -> list[float]:
    """Return the fields as numbers; an empty list where one of them is none, or is not finite."""
    try:
        numbers = [float(field) for field in fields]
    except ValueError:
        return []
    return numbers if np.isfinite(numbers).all() else []
