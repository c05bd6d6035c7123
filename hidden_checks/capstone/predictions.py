"""The explanations that fit; the right answers are what the notebook's outcome cells return."""

EXPLANATIONS = {"steps-under-a-penalty": "flattest"}

WHY_NOT = {
    "steps-under-a-penalty": {
        "shorter": "Where the run ends does not count: the number of steps depends on how fast each distance shrinks.",
        "larger": "The rate falls a little: every curvature grows, and the rate is two over a sum of two of them.",
        "extra": "The penalty adds two numbers per weight to a step, and no step to the run.",
    }
}
