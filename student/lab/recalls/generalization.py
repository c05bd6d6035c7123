"""Questions about earlier units that open `generalization`."""

from lab.recalling.recall_question import RecallQuestion

RECALLS: tuple[RecallQuestion, ...] = (
    RecallQuestion(
        "mean-for-new-rows",
        "learning-rate",
        "You trained on scaled features. Now you scale the test rows. Which mean and standard deviation do you use?",
        right="training",
        answers={
            "test": (
                "Those of the test rows.",
                "Then the same flat would get another number, and so another rent, in each group of rows.",
            ),
            "training": (
                "Those of the training rows.",
                "The test rows stand for new data, of which you know nothing beforehand.",
            ),
            "all": (
                "Those of all rows together.",
                "Then the fit already knows something about the test rows, if only a little.",
            ),
        },
    ),
    RecallQuestion(
        "what-zero-says",
        "many-features",
        "On some rows a model has R² = 0. What does that say?",
        right="mean",
        answers={
            "half": (
                "It explains half of the differences between the rows.",
                "That would be an R² of 0.5. The largest possible value is 1.",
            ),
            "far": (
                "All of its predictions are far from the targets.",
                "The errors may even be small. They are as large as those of the mean, no more is said.",
            ),
            "mean": (
                "Always predicting the mean of these rows would be just as good.",
                "R² compares the squared errors with those of the mean. Here both are equal.",
            ),
        },
    ),
    RecallQuestion(
        "loss-of-the-true-line",
        "line-and-loss",
        (
            "The points lie on a line, plus noise with a standard deviation of 3. How small can the mean squared "
            "error of a line be on many new points?"
        ),
        right="nine",
        answers={
            "three": (
                "About 3",
                "3 is the standard deviation. The loss squares the residuals, and so also the noise.",
            ),
            "zero": (
                "As small as you like, with enough steps",
                "Steps lead to the best line. But no line can follow the noise of new points.",
            ),
            "nine": (
                "About 9",
                "Even the true line misses every point by its noise, and the mean of the squared noise is 9.",
            ),
        },
    ),
)
