"""Questions of the predictions in `line-and-loss`."""

from lab.predicting.question_types import Choice, Number, Question

QUESTIONS: tuple[Question, ...] = (
    Choice(
        "perfect-line",
        "You make 100 points with `w = 1.5`, `b = 2` and `noise = 1.5`. Will they form a perfect line?",
        choices={"yes": "yes", "no": "no"},
        explanations={
            "own-push": "Every point gets a push of its own, up or down, and nothing takes it back.",
            "random-x": "The places along x are drawn at random, and that alone bends the line.",
            "many": "With this many points the pushes cancel, and each point comes back to the line.",
            "same-line": "All points are made from one and the same line, so all of them lie on it.",
        },
    ),
    Number(
        "height-of-the-flat-line",
        "A line has `w = 0` and `b = 0`. What does it predict at `x = 3.7`?",
        explanations={
            "average": "Without a slope, the best guess is the middle of the data.",
            "flat": "It is flat and lies on the x axis, wherever you ask.",
            "undefined": "Without a slope and an intercept there is no line, and so no prediction.",
            "through-point": "A line that knows nothing repeats what it is given.",
        },
    ),
    Choice(
        "column-minus-vector",
        "One array has the shape `(50, 1)`, another the shape `(50,)`. You subtract the second from the first. "
        "What is the shape of the result?",
        choices={
            "vector": "`(50,)`",
            "column": "`(50, 1)`",
            "table": "`(50, 50)`",
            "error": "none: NumPy raises an error",
        },
        explanations={
            "refuses": "Two arrays with different numbers of axes do not fit together, so NumPy refuses.",
            "every-pair": "NumPy stretches both: every entry of one meets every entry of the other.",
            "in-order": "Both hold fifty numbers, so NumPy takes them away one by one, in the order they have.",
            "first-wins": "The result of a subtraction always has the shape of the array on the left.",
        },
    ),
    Choice(
        "loss-at-zero",
        "Take the line data and the line with `w = b = 0`. Its mean squared error on this data is one of these three "
        "numbers. Which one?",
        choices={
            "mean-of-squares": "the mean of the squared targets, mean(y²)",
            "variance": "the variance of the targets, var(y)",
            "square-of-mean": "the square of the mean target, mean(y)²",
        },
        explanations={
            "spread": "A loss measures how far the targets lie from their own middle.",
            "own-height": "What is left between the line and a point is the point's whole height.",
            "cancels": "Points above and points below cancel before anything is squared.",
            "noise": "Only the noise is left, since a line at zero changes nothing in it.",
        },
    ),
    Number(
        "residuals-tripled",
        "Every residual becomes three times as large. By which number is the mean squared error multiplied?",
        absolute=1e-9,
        explanations={
            "linear": "The mean grows as its entries grow: all become larger by the same number.",
            "depends": "It depends on the signs: some residuals grow, others shrink.",
            "per-point": "The factor counts once for every point, so it depends on how many there are.",
            "each-square": "Each residual is squared, so the factor enters twice.",
        },
    ),
    Choice(
        "root-against-mean-size",
        "The line data again, and the line with `w = b = 0`. Take the root of its mean squared error. "
        "Is that the mean size of the residuals, more, or less?",
        choices={"same": "exactly their mean size", "more": "more", "less": "less"},
        explanations={
            "heavy": "Squares let the far points speak louder than the near ones.",
            "undone": "The root takes the square back, so nothing is left of it.",
            "damped": "A root makes large numbers smaller, so the far points count less.",
            "signs": "Residuals above and below the line cancel in one of the two, but not in the other.",
        },
    ),
)
