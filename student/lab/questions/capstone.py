"""Questions of the predictions in `capstone`."""

from lab.predicting.question_types import Choice, Question

QUESTIONS: tuple[Question, ...] = (
    Choice(
        "steps-under-a-penalty",
        "The same scaled rows, each time with the best constant rate, down to a gradient of a hundred-millionth of the "
        "first one. First `lam = 0.001`, then `lam = 1`. How does the number of steps change?",
        choices={
            "more": "it grows: at least twice as many",
            "same": "it stays about the same",
            "fewer": "it falls: at most half as many",
        },
        explanations={
            "flattest": "The flattest directions get more curvature, so the condition number falls and steps follow.",
            "extra": "The gradient has a second term now, and bringing both of them to zero together takes more steps.",
            "shorter": "Smaller weights are nearer to the start, and a shorter way takes fewer steps of the same kind.",
            "larger": "A penalty makes the surface smoother, so a larger learning rate is stable and steps get longer.",
        },
    ),
)
