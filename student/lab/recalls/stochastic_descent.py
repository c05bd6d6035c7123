"""Questions about earlier units that open `stochastic-descent`."""

from lab.recalling.recall_question import RecallQuestion

RECALLS: tuple[RecallQuestion, ...] = (
    RecallQuestion(
        "what-limits-the-rate",
        "learning-rate",
        "The loss is quadratic. What decides how large the learning rate may be before descent runs away?",
        right="largest",
        answers={
            "start": (
                "How far away the start is.",
                "In each direction the error is multiplied by the same factor in every step, from every start.",
            ),
            "smallest": (
                "The smallest eigenvalue of the Hessian.",
                "It decides how slow the slowest direction is, not when the most curved one runs away.",
            ),
            "largest": (
                "The largest eigenvalue of the Hessian.",
                (
                    "In the direction that bends most, a step becomes too long first. The limit is 2 divided by this "
                    "eigenvalue."
                ),
            ),
        },
    ),
    RecallQuestion(
        "scaled-before-the-split",
        "learning-rate",
        (
            "Somebody standardises all rows together, and only then splits them into training rows and test rows. What "
            "is wrong with it?"
        ),
        right="known",
        answers={
            "known": (
                "The mean and the standard deviation already know the test rows.",
                "Test rows stand for rows that nobody has seen yet. So nothing may be calculated from them.",
            ),
            "nothing": (
                "Nothing, because scaling does not use the targets.",
                "It uses the features of the test rows, and these would be unknown, too.",
            ),
            "own": (
                "The test rows need a mean and a standard deviation of their own.",
                "Then the same number would mean one thing in training rows and another thing in test rows.",
            ),
        },
    ),
    RecallQuestion(
        "loss-hardly-changes",
        "training-loop",
        "A run stops as soon as one step changes the loss by less than 0.000001. What can go wrong?",
        right="early",
        answers={
            "early": (
                "It may stop far away from the best parameters.",
                (
                    "With a small rate every step is short, however long the way still is. The length of the gradient "
                    "tells more."
                ),
            ),
            "nothing": (
                "Nothing: where the loss hardly changes, it is lowest.",
                "It changes little there, but also wherever the steps are short because the rate is small.",
            ),
            "endless": (
                "It may never stop, although it converges.",
                "The changes of a converging run become smaller and smaller, so it does stop. The question is where.",
            ),
        },
    ),
)
