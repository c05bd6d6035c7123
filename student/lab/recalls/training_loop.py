"""Questions about earlier units that open `training-loop`."""

from lab.recalling.recall_question import RecallQuestion

RECALLS: tuple[RecallQuestion, ...] = (
    RecallQuestion(
        "every-row-twice",
        "line-and-loss",
        (
            "You copy every row of the data, so that each row is there twice. What happens to the mean squared error "
            "of a line?"
        ),
        right="same",
        answers={
            "double": (
                "It doubles.",
                "The sum of the squares doubles, but it is then divided by twice as many rows.",
            ),
            "half": (
                "It becomes half as large.",
                "Twice as many rows stand in the denominator, but the sum above it has doubled, too.",
            ),
            "same": (
                "It stays the same.",
                "A mean divides by the number of rows. The sum of the squares has doubled, and so has this number.",
            ),
        },
    ),
    RecallQuestion(
        "sign-of-the-slope",
        "gradient",
        (
            "At the present line the derivative of the loss with respect to w is positive. You want a smaller loss. "
            "What do you do with w?"
        ),
        right="smaller",
        answers={
            "smaller": (
                "Make it smaller.",
                "A positive slope says that the loss rises when w grows. So you go the other way.",
            ),
            "larger": (
                "Make it larger.",
                "The derivative points to where the loss rises. A step in its direction goes uphill.",
            ),
            "depends": (
                "It depends on the sign of w.",
                "The slope is measured at the present w, whatever sign that has. Only the sign of the slope counts.",
            ),
        },
    ),
    RecallQuestion(
        "half-the-right-gradient",
        "gradient",
        (
            "Somebody's gradient is always exactly half of the right one. At which place do central differences not "
            "show it?"
        ),
        right="lowest",
        answers={
            "lowest": (
                "At the best line.",
                "Every derivative is zero there, and half of zero is zero. So test a gradient somewhere else.",
            ),
            "nowhere": (
                "At no place: they always show it.",
                "Nearly always. But where the right gradient is zero, half of it is zero as well.",
            ),
            "far": (
                "Far away from the best line.",
                "The derivatives are large there, and half of a large number is clearly another number.",
            ),
        },
    ),
)
