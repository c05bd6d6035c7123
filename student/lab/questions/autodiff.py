"""Questions of the predictions in `autodiff`."""

from lab.predicting.question_types import Choice, Number, Question

QUESTIONS: tuple[Question, ...] = (
    Number(
        "grads-overwritten",
        "`y = x * x + x` at x = 3. By calculus the derivative is 2·3 + 1 = 7. Now somebody's `backward` writes "
        "`parent.grad = ...` where it should add. What does `x.grad` hold after the pass?",
        explanations={
            "first": "The share that arrives first stays, and the later ones find that the place is already taken.",
            "none": "The shares cancel each other, as none is complete.",
            "sum": "All shares arrive, but those that come along the same edge are counted only once.",
            "last": "Each share replaces the one before it, so only the last to arrive is left.",
        },
    ),
    Number(
        "grads-never-zeroed",
        "`s = a + b`, then `e = s * d`, with a = 2, b = 3 and d = 1. After one pass `a.grad` is 1. Somebody's "
        "`backward` adds, and sets the result's own grad to 1, but never sets any other grad to zero. "
        "They call it a second time. What does `a.grad` hold now?",
        explanations={
            "inner": "The value on the way still holds its old grad, so it hands on more than its share.",
            "nothing": "The second pass finds that everything is done, and so it changes nothing.",
            "twice": "The same share arrives at a once more, so everything there has doubled.",
            "square": "The second pass multiplies what is there by the slopes once more.",
        },
    ),
    Number(
        "evaluations-for-a-gradient",
        "A linear model has ten weights and an intercept: 11 parameters. One backward pass gives the whole gradient of "
        "its loss. How many times would you have to calculate the loss to get it by central differences?",
        unit="times",
        explanations={
            "pairs": "Every parameter has to be moved together with every other one.",
            "all": "All parameters can be moved together, once up and once down.",
            "each": "Every parameter is moved by itself, once up and once down.",
            "once": "Every parameter is moved once, and all are compared with the same start.",
        },
    ),
    Choice(
        "fitted-twice",
        "You fit one model on table A and then, the same object, on table B, five steps each time. "
        "Do the coefficients learnt from A still matter for the ones you get in the end?",
        choices={"yes": "yes: five steps are too few to forget", "no": "no, not in any digit"},
        explanations={
            "start": "Descent goes on from where the first fit stopped, so the start leaves its trace.",
            "enough": "The start is still in them, but five steps have made it tiny.",
            "zeros": "Every fit begins at zeros, and it measures means and spreads on its own table.",
            "scales": "The means and spreads of A stay, since a scaler looks at first rows only.",
        },
    ),
)
