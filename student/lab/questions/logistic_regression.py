"""Questions of the predictions in `logistic-regression`."""

from lab.predicting.question_types import Choice, Number, Question

QUESTIONS: tuple[Question, ...] = (
    Number(
        "loss-of-zero-parameters",
        "All parameters are zero, the intercept too. How large is the mean cross-entropy on the 120 exams? (The "
        "logarithm is the natural one.)",
        absolute=0.005,
        explanations={
            "half": "Every score is 0, so the model says one half for everybody, and all rows cost the same.",
            "squares": "Every probability is one half away from its label, and the loss is the square of that.",
            "base-rate": "It depends on how many passed: the more even the two groups are, the more it costs.",
            "nothing": "With parameters of zero the model says nothing yet, so no row can be surprising.",
        },
    ),
    Choice(
        "gradient-beside-least-squares",
        "For least squares the gradient was (2/n) Aᵀ(ŷ - y). Now the prediction p comes out of a sigmoid, and the loss "
        "out of a logarithm. How does the gradient of the mean cross-entropy look?",
        choices={
            "plain": "(1/n) Aᵀ(p - y), with nothing else in it",
            "slope": "(1/n) Aᵀ((p - y) · p(1 - p)), with the slope of the sigmoid",
            "ratio": "(1/n) Aᵀ((p - y) / (p(1 - p))), with the slope of the logarithm",
            "scores": "(1/n) Aᵀ(z - y), with the scores in place of the probabilities",
        },
        explanations={
            "convex": "All convex losses have the gradient of least squares, up to a constant factor.",
            "cancels": "The slope of the logarithm divides by just what the slope of the sigmoid multiplies by.",
            "linear": "Around zero the sigmoid is nearly a straight line, so it drops out of the derivative.",
            "chain": "By the chain rule each function on the way adds a factor, and no factor goes away again.",
        },
    ),
    Choice(
        "weights-on-clear-cases",
        "Now only the clear cases stay: one straight line separates all who passed from all who failed. Descent runs "
        "for 100, for 1 000 and for 10 000 steps, at the rate that worked before. What happens to the weights?",
        choices={
            "settle": "they settle, as they did before",
            "grow": "they grow more and more slowly, but they do not settle",
            "jump": "they jump from side to side, and the loss rises",
        },
        explanations={
            "all-right": "With every row on its right side the gradient is zero, so there is nothing to improve.",
            "no-noise": "Without chance in the data, descent finds the numbers that the data was made with.",
            "rate": "Without any wrong rows the loss bends more sharply, so the old rate has become too large.",
            "always-better": "With every row right, larger weights still make the loss a little smaller.",
        },
    ),
    Choice(
        "scores-times-five",
        "Take the parameters that descent has found for the exams, and multiply all of them by five. Now every score "
        "is five times as large. Which of the two becomes worse, the accuracy or the loss?",
        choices={
            "neither": "neither of them",
            "accuracy": "the accuracy alone",
            "loss": "the loss alone",
            "both": "both of them",
        },
        explanations={
            "certainty": "Every row stays on its side of the boundary; only how sure the model is has changed.",
            "surer": "Whoever is surer decides more cases correctly, so both measures have to become better.",
            "moved": "The boundary moves away from the origin, so that rows near to it change their side.",
            "same-model": "All parameters grow alike, so their ratios stay, and with them all that the model says.",
        },
    ),
)
