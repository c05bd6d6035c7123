"""Questions about earlier units that open `small-network`."""

from lab.recalling.recall_question import RecallQuestion

RECALLS: tuple[RecallQuestion, ...] = (
    RecallQuestion(
        "used-twice",
        "autodiff",
        "A value is used twice in a calculation. What should its grad be?",
        right="sum",
        answers={
            "product": (
                "What comes back from both uses, multiplied",
                "Slopes are multiplied along one way through the graph. These are two ways, side by side.",
            ),
            "sum": (
                "What comes back from both uses, added up",
                "A small change of the value moves the result in two ways, and the two changes add up.",
            ),
            "last": (
                "What comes back from the use that came last",
                "The first use moves the result, too. It would count for nothing.",
            ),
        },
    ),
    RecallQuestion(
        "what-the-velocity-holds",
        "stochastic-descent",
        "Descent with momentum has taken many steps. What does the velocity v hold?",
        right="older",
        answers={
            "last": (
                "The last gradient, multiplied by beta",
                "The gradients before it are still in there, each multiplied by beta once more.",
            ),
            "mean": (
                "The mean of all gradients so far",
                "In a mean, the first gradient would still count as much as the last one.",
            ),
            "older": (
                "All gradients so far, of which the older ones count less",
                "Each step multiplies what is there by beta, and adds the new gradient.",
            ),
        },
    ),
    RecallQuestion(
        "classes-that-a-line-separates",
        "logistic-regression",
        (
            "A straight border separates two classes without a mistake. What happens to the weights during "
            "descent, if there is no penalty?"
        ),
        right="grow",
        answers={
            "stop": (
                "They stay as they are as soon as every row is on its right side.",
                "The loss also asks how sure each answer is. It still falls when no row is wrong.",
            ),
            "swing": (
                "They swing, because each step moves the border too far.",
                "That is a rate which is too large. With a small rate they grow, too, and the border hardly moves.",
            ),
            "grow": (
                "They keep growing, more and more slowly.",
                "Larger weights make every right answer a little surer, so the loss can always fall a little more.",
            ),
        },
    ),
)
