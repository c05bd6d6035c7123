"""Questions of the predictions in `learning-rate`."""

from lab.predicting.question_types import Choice, Number, Question

QUESTIONS: tuple[Question, ...] = (
    Number(
        "epochs-with-a-rise",
        "The plane data, from zeros, with the brisk rate `lr = 0.3`. In 300 epochs, how many times is the loss higher "
        "than it was one epoch earlier? (Rises in the last digits, from rounding, do not count.)",
        unit="times",
        explanations={
            "wiggle": "Near the bottom the steps are too long, so the loss goes up and down around its smallest value.",
            "slow": "The rate is so small that no parameter ever jumps across its best value.",
            "shorter": "Parameters may jump across the bottom, but land nearer to it than before, so the loss falls.",
            "mean": "The loss is a mean over a hundred points, and what is averaged cannot go up.",
        },
    ),
    Number(
        "first-infinite-epoch",
        "The plane data again, now with `lr = 0.8`. The loss grows until it no longer fits into a float64 (the largest "
        "is 1.8e308) and turns into `inf`. In which epoch does that happen for the first time? "
        "You may calculate with `rate`, but do not run descent. Within 25 epochs is right.",
        absolute=25,
        unit="epochs",
        explanations={
            "nan": "A `nan` appears first, by chance, and then everything that comes after it is lost.",
            "factor": "Above its smallest value the loss grows by one factor: count the factors.",
            "theta": "The loss turns `inf` in the very epoch in which the first parameter turns `inf`.",
            "steps": "The loss grows by about the same amount in each epoch, so you can count the amounts.",
        },
    ),
    Choice(
        "standardised-targets",
        "You have standardised the surface of the flats. Now you standardise the rent as well. "
        "Does the condition number change once more?",
        choices={
            "better": "yes, it gets better",
            "worse": "yes, it gets worse",
            "no": "no, it stays what it was",
        },
        explanations={
            "units": "With x and y in the same units the valley becomes round in both directions.",
            "small": "It does change, but only a little: the targets were nearly standardised already.",
            "absent": "The Hessian is made of the features alone: nowhere in it does y occur.",
            "spread": "Smaller targets make smaller gradients, and so a flatter valley.",
        },
    ),
    Number(
        "rate-of-one-step",
        "One feature, standardised with `ddof=0`, and an intercept. There is a learning rate that leads from any start "
        "to the best line in a single step. Which one?",
        absolute=1e-6,
        explanations={
            "round": "The valley is equally curved in both directions: one rate makes both factors zero at once.",
            "luck": "It suits this data and this start; from elsewhere a second step would be needed.",
            "careful": "Half of the largest stable rate is always the best rate, whatever the data is.",
            "slope": "With y standardised too, the slope is the correlation, and this is its inverse.",
        },
    ),
)
