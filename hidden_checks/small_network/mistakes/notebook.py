"""The names that the notebook defines before its exercises: implementations may use them, as students do by mistake."""

from lab import data

moons = data.two_moons()
X = moons.X
labels = moons.labels
