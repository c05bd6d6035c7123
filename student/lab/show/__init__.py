"""The figures of the course: Matplotlib for those that are read, Plotly for those that turn."""

from lab.show.autograd import way_back
from lab.show.classification import loss_and_accuracy, pulls_of_losses, reliability, sigmoid_curve, weight_growth
from lab.show.classifiers import class_regions, loss_between, losses_by_method, losses_by_rate
from lab.show.computation_graph import graph
from lab.show.convergence import directions, factors, valleys, walks
from lab.show.decision_boundary import boundaries, probability_surface
from lab.show.gradients import downhill, error_curves, tangents
from lab.show.line_sliders import sliders
from lab.show.loss import lines, loss_contour, loss_surface, residuals
from lab.show.loss_curves import compare_losses, excess, rises
from lab.show.model_selection import (
    errors_by_degree,
    fitted_curves,
    learning_curves,
    repeated_fits,
    validation_curves,
)
from lab.show.multiple_regression import (
    actual_against_predicted,
    contours,
    fitted_plane,
    loss_and_parameters,
    slice_surface,
)
from lab.show.penalties import (
    budgets,
    coefficient_paths,
    counts,
    errors_by_penalty,
    shifts,
    shrinkage,
    smallest_weights,
)
from lab.show.refresher import arrows, eigenvectors, plane_before_and_after, secants
from lab.show.run_comparison import side_by_side
from lab.show.table import table
from lab.show.training import curve_sketches, gaps, scatter, three_panels, watch_line

__all__ = [
    "actual_against_predicted",
    "arrows",
    "boundaries",
    "budgets",
    "class_regions",
    "coefficient_paths",
    "compare_losses",
    "contours",
    "counts",
    "curve_sketches",
    "directions",
    "downhill",
    "eigenvectors",
    "error_curves",
    "errors_by_degree",
    "errors_by_penalty",
    "excess",
    "factors",
    "fitted_curves",
    "fitted_plane",
    "gaps",
    "graph",
    "learning_curves",
    "lines",
    "loss_and_accuracy",
    "loss_and_parameters",
    "loss_between",
    "loss_contour",
    "loss_surface",
    "losses_by_method",
    "losses_by_rate",
    "plane_before_and_after",
    "probability_surface",
    "pulls_of_losses",
    "reliability",
    "repeated_fits",
    "residuals",
    "rises",
    "scatter",
    "secants",
    "shifts",
    "shrinkage",
    "side_by_side",
    "sigmoid_curve",
    "slice_surface",
    "sliders",
    "smallest_weights",
    "table",
    "tangents",
    "three_panels",
    "validation_curves",
    "valleys",
    "walks",
    "watch_line",
    "way_back",
    "weight_growth",
]
