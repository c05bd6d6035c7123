"""Questions about earlier units that open `autodiff`."""

from lab.recalling.recall_question import RecallQuestion

RECALLS: tuple[RecallQuestion, ...] = (
    RecallQuestion(
        "exactly-zero",
        "regularization",
        "Why can Lasso make a weight exactly zero, while Ridge cannot?",
        right="slope",
        answers={
            "larger": (
                "Its penalty is always the larger one.",
                "For weights above 1 the square is larger. What counts is the slope near zero.",
            ),
            "slope": (
                "Its penalty has the same slope for every positive weight, however small.",
                (
                    "So a small weight is pulled to zero as strongly as a large one. The slope of Ridge's penalty "
                    "becomes small with the weight."
                ),
            ),
            "rounds": (
                "It rounds small weights down to zero.",
                "Nothing is rounded. At zero, loss plus penalty is really lowest.",
            ),
        },
    ),
    RecallQuestion(
        "what-momentum-adds-up",
        "stochastic-descent",
        "The loss is a long, narrow valley. What does momentum do there?",
        right="along",
        answers={
            "along": (
                "Steps along the valley add up, and steps across it partly cancel.",
                "The gradient across the valley changes its sign again and again; the one along the valley keeps it.",
            ),
            "rate": (
                "The same as a larger learning rate.",
                "A larger rate would also make the steps across the valley longer, until they run away.",
            ),
            "aims": (
                "It aims at the lowest point.",
                "It only remembers earlier gradients. It does not know where the lowest point is.",
            ),
        },
    ),
    RecallQuestion(
        "where-x-comes-from",
        "gradient",
        (
            "The loss is the mean of r², with r = w·x + b − y. In the derivative with respect to w there is a factor "
            "x. Where does it come from?"
        ),
        right="inside",
        answers={
            "mean": (
                "From the mean over the points.",
                "The mean divides by the number of points. It does not know x.",
            ),
            "inside": (
                "From r: it changes by x when w changes by 1.",
                "The chain rule multiplies by the derivative of what is inside the square, and that is x.",
            ),
            "square": (
                "From the square.",
                "The square gives the factor 2·r. What is inside it gives another factor.",
            ),
        },
    ),
)
