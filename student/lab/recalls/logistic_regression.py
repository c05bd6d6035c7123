"""Questions about earlier units that open `logistic-regression`."""

from lab.recalling.recall_question import RecallQuestion

RECALLS: tuple[RecallQuestion, ...] = (
    RecallQuestion(
        "intercept-without-penalty",
        "regularization",
        "Why is the intercept not penalised?",
        right="shift",
        answers={
            "small": (
                "It is a single number, so its penalty would change nearly nothing.",
                "If the targets lie around 1000, a penalty on the intercept changes every prediction.",
            ),
            "shift": (
                "Otherwise it matters where the zero of the target is.",
                (
                    "Add 100 to every target: only the intercept should move. A penalty would pull it, and every "
                    "prediction with it."
                ),
            ),
            "zero": (
                "After standardising the features, the best intercept is zero.",
                "Then the best intercept is the mean of the targets, which is rarely zero.",
            ),
        },
    ),
    RecallQuestion(
        "digits-that-agree",
        "gradient",
        "Your formula for a gradient and central differences agree to nine digits. What do you know now?",
        right="belongs",
        answers={
            "digits": (
                "The formula is exact to nine digits, and no more.",
                "Usually it is the differences that lose the other digits, not the formula.",
            ),
            "loss": (
                "The loss is also the right one for the task.",
                "If the loss is wrong, its gradient and its differences agree on the wrong thing.",
            ),
            "belongs": (
                "The formula is the gradient of this loss, at this point.",
                "Central differences only call the loss, so a mistake in the formula cannot hide in both.",
            ),
        },
    ),
    RecallQuestion(
        "why-not-without-penalty",
        "generalization",
        "The training error is smallest without any penalty. Why do people still use one?",
        right="new",
        answers={
            "new": (
                "Their error on new rows can be smaller.",
                "Without a penalty, the fit also follows the noise of its own rows. New rows have other noise.",
            ),
            "units": (
                "The training error with a penalty is measured in other units.",
                "Both errors are mean squared errors of the same target, so they have the same units.",
            ),
            "speed": (
                "With a penalty, the parameters are found in fewer steps.",
                "That may be so, but it says nothing about how good the predictions are.",
            ),
        },
    ),
)
