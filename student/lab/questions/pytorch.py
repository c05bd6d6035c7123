"""Questions of the predictions in `pytorch`."""

from lab.predicting.question_types import Choice, Number, Question

QUESTIONS: tuple[Question, ...] = (
    Number(
        "grad-after-two-calls",
        "`a = 2`, `b = 3` and `d = 1` are tensors that require a gradient, and `e = (a + b) * d`. You call "
        "`e.backward(retain_graph=True)` and then `e.backward()` once more, and set nothing back in between. "
        "What does `a.grad` hold in the end?",
        explanations={
            "replaced": "Each call of backward replaces what `.grad` held before, so the last one counts.",
            "added": "Each call adds the whole derivative to `.grad`; what lies between a and e starts from nothing.",
            "second": "The second call differentiates once more and gives the second derivative.",
            "inner": "The sum a + b keeps its gradient, so the second call brings twice as much as the first one did.",
        },
    ),
    Number(
        "largest-rate-of-the-sum",
        "The 50 flats of Paris, standardised: surface and rent with mean 0 and standard deviation 1 (ddof 0). You fit "
        "them by `fit_nn_linear` with `reduction='sum'`. Up to which learning rate does the run not explode?",
        absolute=1e-3,
        explanations={
            "adapted": "SGD divides the rate by the number of rows by itself, so nothing changes.",
            "printed": "The reduction changes what is printed, not the steps: the limit is the one of the mean.",
            "longer": "The gradient of the sum is n times that of the mean, so the limit is n times smaller.",
            "root": "The sum grows with n, but noise averages out, so the limit shrinks with the square root of n.",
        },
    ),
    Choice(
        "loading-an-odd-bias",
        "A colleague sets the bias of `nn.Linear(1, 1)` by `model.bias.data = torch.tensor([[0.5]])`. Training works, "
        "the predictions are right. She saves `model.state_dict()`. Can you load it into your own, fresh "
        "`nn.Linear(1, 1)`?",
        choices={"yes": "yes", "no": "no"},
        explanations={
            "named": "Setting `.data` gives the parameter another name in the state.",
            "compared": "Loading compares shapes, and (1, 1) is not (1,).",
            "stretched": "Loading stretches a bias into place, as the addition does.",
            "one-number": "Only the number of values counts, and it is one on both sides.",
        },
    ),
)
