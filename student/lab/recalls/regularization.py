"""Questions about earlier units that open `regularization`."""

from lab.recalling.recall_question import RecallQuestion

RECALLS: tuple[RecallQuestion, ...] = (
    RecallQuestion(
        "why-it-does-not-settle",
        "stochastic-descent",
        "Descent takes one row at a time, with a constant rate. Why does it never stay at the best parameters?",
        right="few",
        answers={
            "few": (
                "The gradient of one row is not zero there.",
                (
                    "At the best parameters only the mean over all rows is zero. Each single row still pushes in its "
                    "own direction."
                ),
            ),
            "left-out": (
                "Some rows are never used.",
                "In each epoch every row is used once. The order changes, the rows do not.",
            ),
            "limit": (
                "The rate is above the limit.",
                "Then it would run away to infinity. Here it stays in a band around the best parameters.",
            ),
        },
    ),
    RecallQuestion(
        "nearly-the-same-feature",
        "learning-rate",
        "Two features are nearly the same. What does this do to gradient descent?",
        right="slow",
        answers={
            "slow": (
                "It becomes slow: one direction of the loss is almost flat.",
                (
                    "Raise one weight and lower the other, and the loss hardly changes. In this direction each step is "
                    "tiny."
                ),
            ),
            "diverges": (
                "It diverges at every rate.",
                "Below the limit every direction converges. One of them takes very many steps.",
            ),
            "nothing": (
                "Nothing: the two weights share the work.",
                "The predictions are soon good, but nothing tells descent quickly how to share.",
            ),
        },
    ),
    RecallQuestion(
        "digits-of-the-normal-equation",
        "many-features",
        "Why is least squares on A itself safer than solving the normal equation?",
        right="squared",
        answers={
            "exact": (
                "The normal equation is only an approximation.",
                "On paper both give the same parameters. The difference is made by rounding.",
            ),
            "squared": (
                "AᵀA has the square of A's condition number.",
                "Where A loses 7 of 16 digits, AᵀA loses 14 of them.",
            ),
            "cheaper": (
                "It needs fewer operations.",
                "It needs more of them. What it saves is digits.",
            ),
        },
    ),
)
