"""Questions about earlier units that open `capstone`."""

from lab.recalling.recall_question import RecallQuestion

RECALLS: tuple[RecallQuestion, ...] = (
    RecallQuestion(
        "what-the-test-score-is-for",
        "many-features",
        "What does the score on test rows tell that the score on training rows does not?",
        right="new",
        answers={
            "new": (
                "How good the model is on rows that the fit has not seen.",
                "The parameters were chosen to suit the training rows, so only other rows can judge them.",
            ),
            "settled": (
                "Whether descent has come to its end.",
                "The gradient on the training rows tells that. The test rows have no part in the descent.",
            ),
            "intercept": (
                "Whether the intercept is right.",
                "All parameters come from the training rows, the intercept as well.",
            ),
        },
    ),
    RecallQuestion(
        "what-scaling-changes",
        "learning-rate",
        "You bring all features to standard units. What happens to the condition number of the loss?",
        right="falls",
        answers={
            "falls": (
                "Mostly it falls by far, and descent becomes faster.",
                "Different units make some directions far more curved than others, and scaling takes that away.",
            ),
            "same": (
                "It stays, because the best predictions stay.",
                "The best predictions stay, but the shape of the loss changes, and with it the way of descent.",
            ),
            "one": (
                "It is always 1 afterwards.",
                "Only if the features are not correlated. Two that are nearly the same leave a flat direction.",
            ),
        },
    ),
    RecallQuestion(
        "who-chooses-the-strength",
        "regularization",
        "By which rows should the strength of a penalty be chosen?",
        right="validation",
        answers={
            "training": (
                "By the rows that the weights were fitted to.",
                "There the smallest strength always wins, so these rows have nothing to say about it.",
            ),
            "validation": (
                "By rows kept apart for this choice.",
                "The fit must not know them, and the test rows are kept for one look at the end.",
            ),
            "test": (
                "By the test rows, because they judge the model.",
                "After that they have been used for a choice, and their score is too good to be true.",
            ),
        },
    ),
)
