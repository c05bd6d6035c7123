"""Questions of the predictions in `autodiff`."""

from lab.predicting.question_types import Choice, Number, Question

QUESTIONS: tuple[Question, ...] = (
    Number(
        "grads-overwritten",
        "`y = x * x + x` at x = 3. By calculus the derivative is 2·3 + 1 = 7. Now somebody's `backward` writes "
        "`parent.grad = ...` where it should add. What does `x.grad` hold after the pass?",
        explanations={
            "first": "The share that arrives first stays; the later ones find the place taken.",
            "last": "Each share wipes out the one before it, so only the share that arrives last is left.",
            "sum": "All shares arrive, but those along the same edge are counted once.",
            "none": "The shares cancel each other, because none of them is complete.",
        },
    ),
    Number(
        "grads-never-zeroed",
        "`s = a + b`, then `e = s * d`, with a = 2, b = 3 and d = 1. After one pass `a.grad` is 1. Somebody's "
        "`backward` adds, and sets the result's own grad to 1, but never sets any other grad to zero. "
        "They call it a second time. What does `a.grad` hold now?",
        explanations={
            "twice": "The same share arrives once more, so everything has doubled.",
            "nothing": "The second pass finds everything done and changes nothing.",
            "inner": "The value on the way still holds yesterday's grad: it hands on more than its share.",
            "square": "The second pass multiplies what is there by the slopes once more.",
        },
    ),
    Number(
        "evaluations-for-a-gradient",
        "A linear model has ten weights and an intercept: 11 parameters. One backward pass gives the whole gradient of "
        "its loss. How many times would you have to calculate the loss to get it by central differences?",
        unit="times",
        explanations={
            "each": "Every parameter is moved by itself, once up and once down.",
            "once": "Every parameter is moved once, and all are compared with the same start.",
            "all": "All parameters can be moved together, once up and once down.",
            "pairs": "Every parameter has to be moved together with every other one.",
        },
    ),
    Choice(
        "fitted-twice",
        "You fit one model on table A and then, the same object, on table B, five steps each time. "
        "Do the coefficients learnt from A still matter for the ones you get in the end?",
        choices={"yes": "yes: five steps are too few to forget", "no": "no, not in any digit"},
        explanations={
            "start": "Descent goes on from where the first fit stopped, so the start leaves its trace.",
            "zeros": "Every fit begins at zeros, and measures the scales of its own table.",
            "enough": "The start is still in them, but five steps have made it smaller than rounding.",
            "scales": "The means and spreads of A stay, as a scaler may look at the first rows only.",
        },
    ),
)
