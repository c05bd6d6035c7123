"""Questions about earlier units that open `learning-rate`."""

from lab.recalling.recall_question import RecallQuestion

RECALLS: tuple[RecallQuestion, ...] = (
    RecallQuestion(
        "columns-and-residuals",
        "many-features",
        "`A` has one row for each point, and `r` holds the residuals. Why does `A.T @ r` stand in the gradient?",
        right="columns",
        answers={
            "rows": (
                "Each entry is one row of A times the residuals, added up.",
                "A row belongs to one point. The derivative for one parameter needs all points.",
            ),
            "shapes": (
                "It is the only product whose shapes fit.",
                "`r @ A` fits, too. Shapes can rule out wrong products, but they do not prove that one is right.",
            ),
            "columns": (
                "Each entry is one column of A times the residuals, added up.",
                (
                    "A parameter is multiplied by its column. So its derivative collects this column times the "
                    "residuals of all points."
                ),
            ),
        },
    ),
    RecallQuestion(
        "what-closes-the-gap",
        "training-loop",
        (
            "After very many steps a run stands at the lowest loss, but its slope still differs from the slope that "
            "the data was made with. What would bring it closer?"
        ),
        right="points",
        answers={
            "rate": (
                "A smaller learning rate.",
                "The rate decides how you get to the lowest loss, not where it is.",
            ),
            "points": (
                "More points.",
                (
                    "The run has arrived at the best line for these points. More points bring this best line closer to "
                    "the true one."
                ),
            ),
            "steps": (
                "More steps.",
                "Steps lead to the best line for these points, and the run is already there.",
            ),
        },
    ),
    RecallQuestion(
        "rents-in-cents",
        "line-and-loss",
        (
            "You give the rents in cents in place of euros, and the line in cents, too. By which factor does the mean "
            "squared error grow?"
        ),
        right="10000",
        answers={
            "10000": (
                "By 10 000.",
                "Each residual is 100 times as large, so its square is 100 · 100 times as large.",
            ),
            "1": (
                "By 1: the flats are the same.",
                "The flats are, but each residual is now a number of cents, and its square belongs to it.",
            ),
            "100": (
                "By 100.",
                "The residuals grow by 100. The loss is made of their squares.",
            ),
        },
    ),
)
