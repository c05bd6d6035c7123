"""The name that the notebook defines before its exercises: implementations may use it, as students do by mistake."""

from lab import data

line = data.line()
