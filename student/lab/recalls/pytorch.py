"""Questions about earlier units that open `pytorch`."""

from lab.recalling.recall_question import RecallQuestion

RECALLS: tuple[RecallQuestion, ...] = (
    RecallQuestion(
        "same-array-in-a-list",
        "many-features",
        (
            "In every step a loop does `theta -= lr * g`, and then appends `theta` to a list. What is in the list at "
            "the end?"
        ),
        right="last",
        answers={
            "start": (
                "The start, again and again.",
                "The list does not keep a copy of the first state. It holds the array itself, which goes on changing.",
            ),
            "last": (
                "The last state, again and again.",
                "`-=` writes into the same array, and the list holds this one array many times.",
            ),
            "states": (
                "All states, one after the other.",
                "It would be so with `theta = theta - lr * g`, which makes a new array in each step.",
            ),
        },
    ),
    RecallQuestion(
        "falls-in-every-step",
        "gradient",
        "The loss falls in every step of a run. What does this tell you about the gradient in the code?",
        right="downhill",
        answers={
            "best": (
                "It is right, and the learning rate is the best one.",
                "The loss also falls in every step where the rate is much too small.",
            ),
            "exact": (
                "It is right.",
                "Many wrong gradients also lead downhill, only more slowly or to another place.",
            ),
            "downhill": (
                "Its steps lead downhill, and no more than that.",
                "Half of the right gradient leads downhill, too. A comparison with central differences tells more.",
            ),
        },
    ),
    RecallQuestion(
        "weight-in-standard-units",
        "learning-rate",
        (
            "A line was fitted to standardised surfaces and standardised rents. Its weight is 0.9. What does that mean "
            "for the flats?"
        ),
        right="deviations",
        answers={
            "deviations": (
                "One standard deviation more surface: 0.9 standard deviations more rent.",
                (
                    "Both are measured in their own standard deviations. To get euros per square metre, multiply by "
                    "one and divide by the other."
                ),
            ),
            "euros": (
                "One square metre more: 0.9 euros more rent.",
                "It would be so on the raw data. Here neither square metres nor euros are left.",
            ),
            "share": (
                "For 0.9 of the flats the line is right.",
                "A weight is a slope. It does not count how many predictions are right.",
            ),
        },
    ),
)
