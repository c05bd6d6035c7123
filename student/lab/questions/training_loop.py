"""Questions of the predictions in `training-loop`."""

from lab.predicting.question_types import Choice, Number, Question

QUESTIONS: tuple[Question, ...] = (
    Number(
        "first-loss",
        "You call `train_step` once on the line data, from `w = b = 0`, with `lr = 0.01`. "
        "Which loss does it return? You may calculate, but do not call `train_step`.",
        relative=1e-6,
        explanations={
            "change": "It is by how much the loss changes in this one step.",
            "old": "It is the loss of the flat line at zero, where the step starts.",
            "new": "It is the loss of the line to which the step leads, as it is after the update.",
            "between": "It is the average of the loss at the two ends of the step.",
        },
    ),
    Choice(
        "first-within-a-tenth",
        "Start at `w = b = 0`, take 100 steps with `lr = 0.01`. Each parameter has its own way "
        "to go, from 0 to its best value. Which one is the first to have less than 10 % of its way left?",
        choices={"w": "w, the slope", "b": "b, the intercept", "both": "both in the same step"},
        explanations={
            "shorter": "It has a shorter way to go, and both of them move at the same speed.",
            "order": "It is updated first in the code, so it is always one step ahead of the other.",
            "noise": "The noise in y disturbs the other one more, so that one is slower.",
            "curvature": "The loss bends more along it: each step takes a larger share.",
        },
    ),
    Choice(
        "b-close-to-truth",
        "The data was made with `b = 2`. After those 100 steps with `lr = 0.01`, is b within 0.05 of 2?",
        choices={"yes": "yes", "no": "no"},
        explanations={
            "random": "It depends on luck: when you run the same cell once more, it ends elsewhere.",
            "overshoot": "The steps are so large that b keeps jumping from one side of 2 to the other.",
            "plenty": "A hundred steps are plenty: by then nothing moves any more.",
            "share": "Each step removes only a small share of the distance that b still has.",
        },
    ),
    Choice(
        "gap-of-b",
        "Look at the distance that is left between b after 100 steps and the 2 the data was made with. "
        "What is it made of?",
        choices={
            "noise": "mostly noise: this data points to another b than 2",
            "unfinished": "mostly unfinished descent: b is still on its way",
            "half": "about half and half",
        },
        explanations={
            "smaller-lr": "The last steps are too long to land on the best line; a smaller rate would do it.",
            "more-steps": "The best line for these points is close to the truth: more steps would do most of it.",
            "never": "Descent can never reach the best line, however long it runs.",
            "more-data": "The best line for these points is far from the truth: only more data would help.",
        },
    ),
)
