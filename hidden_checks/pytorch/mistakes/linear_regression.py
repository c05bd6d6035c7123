"""Wrong and right ways to write `LinearRegression`."""

from textwrap import indent

import numpy as np
import torch

from autograder.course.mistakes import mistakes, right
from autograder.course.solution_changes import replace, without
from hidden_checks.pytorch.mistakes import hints

ENTRIES = "By how many numbers do you divide? With k outputs there are n times k squares."
CALLED = "Call your class exactly as its description does, with learning_rate= and predict: does it answer?"
MADE = "test_is_made_and_used_as_it_says"
PATH = "test_follows_the_exact_path"
OUTPUTS = "test_two_outputs_share_one_mean"
REFUSED = "test_targets_without_columns_are_refused"
GOES_ON = "test_goes_on_from_where_it_is"
ANY = "test_takes_any_numbers_and_leaves_them_alone"
REFUSAL = (
    "if found.shape != wanted.shape:\n"
    '    raise ValueError(f"predictions {tuple(found.shape)}, targets {tuple(wanted.shape)}")'
)
STEP = (
    "for parameter in (self.weights, self.bias):\n"
    "    parameter -= self.learning_rate * parameter.grad\n"
    "    parameter.grad = None"
)
LOSSES = "np.array([*history, self.mse_loss(self.forward(X), y).item()])"

MODEL = mistakes("LinearRegression")

MODEL.add("sum-instead-of-mean", hint=hints.SUM, fails=PATH, ModelOfSums=replace("torch.mean", "torch.sum"))
MODEL.add(
    "divided-by-rows-only",
    hint=ENTRIES,
    fails=OUTPUTS,
    ModelOfMeansOverRows=replace("torch.mean((found - wanted) ** 2)", "torch.sum((found - wanted) ** 2) / len(wanted)"),
    ModelWithTheTextbooksGradient=replace(
        "loss.backward()",
        "rows = torch.as_tensor(X, dtype=torch.float64)\n"
        "residual = (self.forward(X) - torch.as_tensor(y)).detach()\n"
        "self.weights.grad = 2 / len(X) * rows.T @ residual\n"
        "self.bias.grad = 2 / len(X) * residual.sum(0)",
    ),
)
MODEL.add(
    "gradients-pile-up",
    hint=hints.PILING,
    fails=PATH,
    ModelWithGradientsPilingUp=replace("parameter.grad = None", ""),
)
MODEL.add(
    "update-recorded-by-autograd",
    hint=hints.RECORDED,
    fails=PATH,
    ModelWithTheUpdateOnRecord=replace(f"with torch.no_grad():\n{indent(STEP, '    ')}", STEP),
)
MODEL.add(
    "uphill-step",
    hint="Does the loss fall after your step? The gradient points to where it grows.",
    fails=PATH,
    ModelThatClimbs=replace("parameter -=", "parameter +="),
)
MODEL.add(
    "intercept-never-moves",
    hint="Two parameters have a gradient. Which of them never moves?",
    fails=PATH,
    ModelWhoseBiasNeverMoves=replace("for parameter in (self.weights, self.bias)", "for parameter in (self.weights,)"),
)
MODEL.add(
    "learning-rate-ignored",
    hint="Give it another learning rate: does the step follow?",
    fails=MADE,
    ModelWithARateOfItsOwn=replace("= learning_rate", "= 0.01"),
)
MODEL.add(
    "digits-lost",
    hint=hints.SINGLE,
    fails=PATH,
    agreement=1e-5,
    ModelInFloat32=(
        replace("shape, dtype=torch.float64", "shape"),
        replace("X, dtype=torch.float64", "X, dtype=torch.float32"),
        replace("values, dtype=torch.float64", "values, dtype=torch.float32"),
    ),
)
MODEL.add(
    "one-bias-for-all-outputs",
    hint="How many outputs are there, and how many biases does your model have?",
    fails=OUTPUTS,
    ModelWithOneBiasForAll=replace("(output_dim,)", "(1,)"),
)
MODEL.add(
    "interface-differs",
    hint=CALLED,
    fails=MADE,
    ModelWithALrInsteadOfALearningRate=(replace("learning_rate=0.01", "lr=0.01"), replace("= learning_rate", "= lr")),
    ModelWithoutPredict=without("predict"),
)
MODEL.add("flat-targets-broadcast", hint=hints.BROADCAST, fails=REFUSED, ModelThatBroadcasts=replace(REFUSAL, ""))
MODEL.add(
    "flat-targets-reshaped",
    hint="Your model bends the targets into shape by itself. When is that a guess, and who would notice a wrong one?",
    fails=REFUSED,
    ModelThatGuessesTheShape=replace(REFUSAL, "wanted = wanted.reshape(found.shape)"),
)
MODEL.add(
    "predictions-flattened",
    hint="With one output the predictions are a column, (n, 1). Where does yours lose it?",
    fails=REFUSED,
    ModelThatFlattensItsPredictions=replace(".numpy()", ".numpy().squeeze()"),
)
MODEL.add(
    "first-or-last-state-missing",
    hint=hints.COUNT,
    fails=PATH,
    ModelWithoutTheLastLoss=replace(LOSSES, "history"),
)
MODEL.add(
    "one-state-too-many",
    hint="Count the states again: how many steps has your run made?",
    fails=PATH,
    ModelWithOneEpochTooMany=(replace("range(epochs)", "range(epochs + 1)"), replace(LOSSES, "history")),
)
MODEL.add(
    "nothing-returned",
    hint="What does `train` hand back at its end?",
    fails=PATH,
    ModelWithoutItsLosses=replace(f"return {LOSSES}", ""),
)
MODEL.add(
    "training-starts-again",
    hint="Where does the second call of `train` begin?",
    fails=GOES_ON,
    ModelThatStartsAgain=replace(
        "history = []", "self.__init__(*self.weights.shape, self.learning_rate)\nhistory = []"
    ),
)
MODEL.add(
    "arguments-changed",
    hint="Print `X` before and after predict: is it the same? Which of your calls share its memory?",
    fails=ANY,
    ModelThatWritesIntoX=replace(
        "return self.forward(X).numpy()", "X = torch.as_tensor(X)\nX *= -1\nreturn self.forward(-X).numpy()"
    ),
)
MODEL.add(
    "whole-numbers-not-converted",
    hint=hints.WHOLE,
    fails=ANY,
    ModelThatTakesNoWholeNumbers=replace("X, dtype=torch.float64", "X"),
)


@right("LinearRegression")
class ModelAroundALayer:
    def __init__(self, input_dim, output_dim, learning_rate=0.01):
        self.layer = torch.nn.Linear(input_dim, output_dim, dtype=torch.float64)
        for parameter in self.layer.parameters():
            torch.nn.init.zeros_(parameter)
        self.optimiser = torch.optim.SGD(self.layer.parameters(), lr=learning_rate)

    @property
    def weights(self):
        return self.layer.weight.T

    @property
    def bias(self):
        return self.layer.bias

    def forward(self, X):
        return self.layer(torch.as_tensor(X, dtype=torch.float64))

    def predict(self, X):
        with torch.no_grad():
            return self.forward(X)

    def mse_loss(self, predictions, targets):
        predictions, targets = (torch.as_tensor(a, dtype=torch.float64) for a in (predictions, targets))
        if predictions.shape != targets.shape:
            raise ValueError
        return torch.nn.functional.mse_loss(predictions, targets)

    def step(self):
        self.optimiser.step()
        self.optimiser.zero_grad()

    def train(self, X, y, epochs=100):
        losses = np.zeros(epochs + 1)
        for epoch in range(epochs + 1):
            loss = self.mse_loss(self.forward(X), y)
            losses[epoch] = loss.item()
            if epoch < epochs:
                loss.backward()
                self.step()
        return losses


@right("LinearRegression")
class ModelWithTensorsForLosses:
    def __init__(self, input_dim, output_dim, learning_rate=0.01):
        self.learning_rate = learning_rate
        self.weights = torch.zeros((input_dim, output_dim), dtype=torch.double).requires_grad_()
        self.bias = torch.zeros((output_dim,), dtype=torch.double).requires_grad_()

    def forward(self, X):
        return torch.addmm(self.bias, torch.as_tensor(X, dtype=torch.double), self.weights)

    def predict(self, X):
        return self.forward(X).detach()

    def mse_loss(self, predictions, targets):
        targets = torch.as_tensor(targets, dtype=torch.double)
        residual = torch.as_tensor(predictions, dtype=torch.double) - targets
        if residual.shape != targets.shape:
            raise ValueError("targets need one column for each output")
        return (residual * residual).sum() / residual.numel()

    def step(self):
        with torch.no_grad():
            for parameter in (self.weights, self.bias):
                parameter.sub_(parameter.grad, alpha=self.learning_rate)
                parameter.grad = None

    def train(self, X, y, epochs=100):
        losses = [self.mse_loss(self.forward(X), y)]
        for _ in range(epochs):
            losses[-1].backward()
            self.step()
            losses.append(self.mse_loss(self.forward(X), y))
        return torch.stack(losses)
