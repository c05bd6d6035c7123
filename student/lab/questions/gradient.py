"""Questions of the predictions in `gradient`."""

from lab.predicting.question_types import Choice, Number, Question

QUESTIONS: tuple[Question, ...] = (
    Choice(
        "sign-at-zero",
        "The data of `lab.data.plane()` was made with `y = 1 + 2·x1 + 3·x2` and a little noise; x1 and x2 lie between "
        "0 and 2. All parameters are zero. Which sign does the derivative of the loss with respect to w1, "
        "the weight of x1, have?",
        choices={"positive": "positive", "negative": "negative", "zero": "it is zero"},
        explanations={
            "other-weight": "The second weight is larger, so it alone decides the sign.",
            "must-grow": "w1 has to grow, and a derivative points in the direction in which a parameter has to move.",
            "at-zero": "A parameter that is zero has no slope yet, so the derivative is zero, too.",
            "loss-falls": "w1 has to grow: from here, the loss falls when w1 becomes larger.",
        },
    ),
    Number(
        "ten-on-every-target",
        "You take the derivative db of a line, w and b fixed. Then you add 10 to every target y and take it again. "
        "By how much has db changed? (New minus old.)",
        absolute=1e-9,
        explanations={
            "all-residuals": "All residuals change by the same amount, and each counts twice in the mean.",
            "slope-too": "The change depends on w, too: a steep line feels it more than a flat one.",
            "each-point": "Each of the points adds its own change, so the change of db grows with their number.",
            "no-change": "A derivative does not see a constant: whatever you add, it disappears.",
        },
    ),
    Choice(
        "direction-of-the-sum",
        "A friend uses the sum of the squared residuals in place of their mean. Does the gradient then point in "
        "another direction?",
        choices={"yes": "yes", "no": "no"},
        explanations={
            "far-points": "A sum gives the far points more weight than a mean does.",
            "same-factor": "Both are multiplied by the same positive number.",
            "turned": "One derivative grows more than the other, so the arrow turns.",
            "sign": "A sum turns the sign of one of the two derivatives.",
        },
    ),
    Choice(
        "smaller-step",
        "You estimate a slope from two points, h to the left and h to the right. Is `h = 1e-12` more exact than "
        "`h = 1e-6`?",
        choices={"yes": "yes, more exact", "no": "no, less exact", "equal": "both are equally exact"},
        explanations={
            "cancels": "The two values agree in most of their digits, and the difference keeps only the rest.",
            "too-small": "A number as small as 1e-12 is rounded to zero before it is used.",
            "limit": "A derivative is a limit: the smaller the step is, the closer you are to the slope.",
            "exact-anyway": "Central differences have no error at all, whatever the step is.",
        },
    ),
)
