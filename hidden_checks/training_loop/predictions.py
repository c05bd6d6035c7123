"""The explanations that fit in `training-loop`; the right answers are what the notebook's outcome cells return."""

EXPLANATIONS = {
    "first-loss": "old",
    "first-within-a-tenth": "curvature",
    "b-close-to-truth": "share",
    "gap-of-b": "more-steps",
}

WHY_NOT = {
    "first-loss": {
        "change": "The step calculates the loss at one place only and does not compare it with another one.",
        "new": "The loss is calculated before the update, so the new line has no part in it.",
        "between": "The loss is calculated once, before the update, so there is no second value for an average.",
    },
    "first-within-a-tenth": {
        "shorter": "They do not move at the same speed: each moves by `lr` times its own derivative.",
        "order": "Both derivatives belong to the old point, so the order of the two lines changes nothing.",
        "noise": "The noise moves the place where each one ends, but not the share of the way that a step takes.",
    },
    "b-close-to-truth": {
        "random": "Nothing in this descent is random: the same data, start and rate give the same b each time.",
        "overshoot": "In each of the hundred steps b becomes larger, and it does not pass 2.",
        "plenty": "b still moves in the last of the hundred steps, so it has not come to rest.",
    },
    "gap-of-b": {
        "smaller-lr": "b is still growing towards the best line, and a smaller rate would make it slower.",
        "never": "With more steps at the same rate, descent comes as close to the best line as you like.",
        "more-data": "The b of the best line is much closer to 2 than the b after 100 steps.",
    },
}
