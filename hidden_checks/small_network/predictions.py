"""The explanations that fit in `small-network`; the right answers are what the notebook's outcome cells return."""

EXPLANATIONS = {
    "all-weights-zero": "closed",
    "two-random-starts": "valleys",
    "first-adam-step": "itself",
    "lowest-of-three": "length",
}

WHY_NOT = {
    "all-weights-zero": {
        "symmetry": "Equal gradients keep two units equal, but here both gradients are zero, so neither unit moves.",
        "rounding": "Zero times any number is exactly zero, so in the hidden layer rounding has nothing to enlarge.",
        "flat": "The slope of tanh is largest at zero, where it is 1.",
    },
    "two-random-starts": {
        "bowl": "The mean squared error of a line is convex; this loss is higher between the two ends than at both.",
        "chance": "Every step here reads all rows, so a run has nothing random but its start.",
        "late": "Between the two ends the loss is higher, so a run that goes down cannot pass from one to the other.",
    },
    "first-adam-step": {
        "rate": "That is plain descent; Adam divides by the root of the mean square before it multiplies by the rate.",
        "root": "The root is taken of the mean of squares, which gives the size of the gradient itself.",
        "mean": "The correction by 1 - beta1 to the power t undoes this, and it would be the same in both coordinates.",
    },
    "lowest-of-three": {
        "sum": "A sum of ten gradients is still short where all ten are small, and Adam divides by their size.",
        "search": "Adam never changes lr: with another rate its steps have another length.",
        "straight": "Plain descent does that, and its steps are short wherever the gradient is small.",
    },
}
