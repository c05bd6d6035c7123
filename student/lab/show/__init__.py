"""The given figures, drawn once and closed: Matplotlib for what is read, Plotly where one wants to turn or slide."""

from lab.show.training import compare_losses, gaps, scatter, three_panels, watch_line

__all__ = ["compare_losses", "gaps", "scatter", "three_panels", "watch_line"]
