"""Questions about earlier units that open `many-features`."""

from lab.recalling.recall_question import RecallQuestion

RECALLS: tuple[RecallQuestion, ...] = (
    RecallQuestion(
        "entries-of-a-history",
        "training-loop",
        "A run takes 50 steps. Its history keeps every state, also the start. How many entries does it have?",
        right="51",
        answers={
            "50": (
                "50 entries.",
                "There are 50 states after a step. The start is a state as well, and belongs to the history.",
            ),
            "51": (
                "51 entries.",
                "There is one state before the first step, and one after each of the 50 steps.",
            ),
            "49": (
                "49 entries.",
                (
                    "Between 50 things there are 49 gaps. But here the steps are the gaps, and a state stands at both "
                    "ends of each."
                ),
            ),
        },
    ),
    RecallQuestion(
        "column-against-vector",
        "line-and-loss",
        "`y_hat` has the shape (50, 1), and `y` has the shape (50,). What does `np.mean((y_hat - y) ** 2)` give?",
        right="other",
        answers={
            "error": (
                "An error, because the shapes differ.",
                "NumPy stretches both to (50, 50) and goes on. It raises an error only where that is impossible.",
            ),
            "other": (
                "A number, but another one than the mean squared error.",
                "The difference has the shape (50, 50): every prediction meets every target. No warning appears.",
            ),
            "mse": (
                "The mean squared error.",
                "With two equal shapes it would. Here each prediction is compared with all fifty targets.",
            ),
        },
    ),
    RecallQuestion(
        "new-w-for-db",
        "training-loop",
        (
            "In one step, somebody first moves w, and then calculates the derivative for b with the new w. What is "
            "wrong with it?"
        ),
        right="places",
        answers={
            "places": (
                "The two derivatives belong to two different places.",
                "A gradient belongs to one place. Calculate both derivatives there, then move both parameters.",
            ),
            "nothing": (
                "Nothing. Only the order is unusual.",
                "The order changes the result: the second derivative is taken where the first move has led.",
            ),
            "twice": (
                "w is moved twice.",
                "w is moved once. It is the derivative for b that is taken at another place.",
            ),
        },
    ),
)
