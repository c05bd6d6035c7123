"""Wrong and right ways for `LinearRegression` to compute."""

import numpy as np
import torch

from autograder.checks.pytorch.mistakes import hints
from autograder.course.mistakes import mistake, right

ENTRIES = "By how many numbers do you divide? With k outputs there are n times k squares."
MADE = "test_is_made_and_used_as_it_says"
PATH = "test_follows_the_exact_path"
OUTPUTS = "test_two_outputs_share_one_mean"
REFUSED = "test_targets_without_columns_are_refused"
GOES_ON = "test_goes_on_from_where_it_is"
ANY = "test_takes_any_numbers_and_leaves_them_alone"


@mistake("sum-instead-of-mean", "LinearRegression", hint=hints.SUM, fails=PATH)
class ModelOfSums:
    def __init__(self, input_dim, output_dim, learning_rate=0.01):
        self.learning_rate = learning_rate
        self.weights = torch.zeros(input_dim, output_dim, dtype=torch.float64, requires_grad=True)
        self.bias = torch.zeros(output_dim, dtype=torch.float64, requires_grad=True)

    def forward(self, X):
        return torch.as_tensor(X, dtype=torch.float64) @ self.weights + self.bias

    def predict(self, X):
        return self.forward(X).detach().numpy()

    def mse_loss(self, predictions, targets):
        predictions = torch.as_tensor(predictions, dtype=torch.float64)
        targets = torch.as_tensor(targets, dtype=torch.float64)
        if predictions.shape != targets.shape:
            raise ValueError("predictions and targets need the same shape")
        return torch.sum((predictions - targets) ** 2)

    def step(self):
        with torch.no_grad():
            self.weights -= self.learning_rate * self.weights.grad
            self.bias -= self.learning_rate * self.bias.grad
        self.weights.grad.zero_()
        self.bias.grad.zero_()

    def train(self, X, y, epochs=100):
        losses = []
        for _ in range(epochs):
            loss = self.mse_loss(self.forward(X), y)
            losses.append(loss.item())
            loss.backward()
            self.step()
        losses.append(self.mse_loss(self.forward(X), y).item())
        return losses


@mistake("divided-by-rows-only", "LinearRegression", hint=ENTRIES, fails=OUTPUTS)
class ModelOfMeansOverRows:
    def __init__(self, input_dim, output_dim, learning_rate=0.01):
        self.learning_rate = learning_rate
        self.weights = torch.zeros(input_dim, output_dim, dtype=torch.float64, requires_grad=True)
        self.bias = torch.zeros(output_dim, dtype=torch.float64, requires_grad=True)

    def forward(self, X):
        return torch.as_tensor(X, dtype=torch.float64) @ self.weights + self.bias

    def predict(self, X):
        return self.forward(X).detach().numpy()

    def mse_loss(self, predictions, targets):
        predictions = torch.as_tensor(predictions, dtype=torch.float64)
        targets = torch.as_tensor(targets, dtype=torch.float64)
        if predictions.shape != targets.shape:
            raise ValueError("predictions and targets need the same shape")
        return torch.sum((predictions - targets) ** 2) / len(targets)

    def step(self):
        with torch.no_grad():
            self.weights -= self.learning_rate * self.weights.grad
            self.bias -= self.learning_rate * self.bias.grad
        self.weights.grad.zero_()
        self.bias.grad.zero_()

    def train(self, X, y, epochs=100):
        losses = []
        for _ in range(epochs):
            loss = self.mse_loss(self.forward(X), y)
            losses.append(loss.item())
            loss.backward()
            self.step()
        losses.append(self.mse_loss(self.forward(X), y).item())
        return losses


@mistake("divided-by-rows-only", "LinearRegression", hint=ENTRIES, fails=OUTPUTS)
class ModelWithTheTextbooksGradient:
    def __init__(self, input_dim, output_dim, learning_rate=0.01):
        self.learning_rate = learning_rate
        self.weights = torch.zeros(input_dim, output_dim, dtype=torch.float64, requires_grad=True)
        self.bias = torch.zeros(output_dim, dtype=torch.float64, requires_grad=True)

    def forward(self, X):
        return torch.as_tensor(X, dtype=torch.float64) @ self.weights + self.bias

    def predict(self, X):
        return self.forward(X).detach().numpy()

    def mse_loss(self, predictions, targets):
        predictions = torch.as_tensor(predictions, dtype=torch.float64)
        targets = torch.as_tensor(targets, dtype=torch.float64)
        if predictions.shape != targets.shape:
            raise ValueError("predictions and targets need the same shape")
        return torch.mean((predictions - targets) ** 2)

    def step(self):
        self.weights.grad.zero_()
        self.bias.grad.zero_()

    def train(self, X, y, epochs=100):
        X, y = torch.as_tensor(X, dtype=torch.float64), torch.as_tensor(y, dtype=torch.float64)
        losses = []
        with torch.no_grad():
            for _ in range(epochs):
                residual = self.forward(X) - y
                losses.append(self.mse_loss(self.forward(X), y).item())
                self.weights -= self.learning_rate * 2 / len(X) * X.T @ residual
                self.bias -= self.learning_rate * 2 / len(X) * residual.sum(0)
        losses.append(self.mse_loss(self.forward(X), y).item())
        return losses


@mistake("gradients-pile-up", "LinearRegression", hint=hints.PILING, fails=PATH)
class ModelWithGradientsPilingUp:
    def __init__(self, input_dim, output_dim, learning_rate=0.01):
        self.learning_rate = learning_rate
        self.weights = torch.zeros(input_dim, output_dim, dtype=torch.float64, requires_grad=True)
        self.bias = torch.zeros(output_dim, dtype=torch.float64, requires_grad=True)

    def forward(self, X):
        return torch.as_tensor(X, dtype=torch.float64) @ self.weights + self.bias

    def predict(self, X):
        return self.forward(X).detach().numpy()

    def mse_loss(self, predictions, targets):
        predictions = torch.as_tensor(predictions, dtype=torch.float64)
        targets = torch.as_tensor(targets, dtype=torch.float64)
        if predictions.shape != targets.shape:
            raise ValueError("predictions and targets need the same shape")
        return torch.mean((predictions - targets) ** 2)

    def step(self):
        with torch.no_grad():
            self.weights -= self.learning_rate * self.weights.grad
            self.bias -= self.learning_rate * self.bias.grad

    def train(self, X, y, epochs=100):
        losses = []
        for _ in range(epochs):
            loss = self.mse_loss(self.forward(X), y)
            losses.append(loss.item())
            loss.backward()
            self.step()
        losses.append(self.mse_loss(self.forward(X), y).item())
        return losses


@mistake("update-recorded-by-autograd", "LinearRegression", hint=hints.RECORDED, fails=PATH)
class ModelWithTheUpdateOnRecord:
    def __init__(self, input_dim, output_dim, learning_rate=0.01):
        self.learning_rate = learning_rate
        self.weights = torch.zeros(input_dim, output_dim, dtype=torch.float64, requires_grad=True)
        self.bias = torch.zeros(output_dim, dtype=torch.float64, requires_grad=True)

    def forward(self, X):
        return torch.as_tensor(X, dtype=torch.float64) @ self.weights + self.bias

    def predict(self, X):
        return self.forward(X).detach().numpy()

    def mse_loss(self, predictions, targets):
        predictions = torch.as_tensor(predictions, dtype=torch.float64)
        targets = torch.as_tensor(targets, dtype=torch.float64)
        if predictions.shape != targets.shape:
            raise ValueError("predictions and targets need the same shape")
        return torch.mean((predictions - targets) ** 2)

    def step(self):
        self.weights -= self.learning_rate * self.weights.grad
        self.bias -= self.learning_rate * self.bias.grad
        self.weights.grad.zero_()
        self.bias.grad.zero_()

    def train(self, X, y, epochs=100):
        losses = []
        for _ in range(epochs):
            loss = self.mse_loss(self.forward(X), y)
            losses.append(loss.item())
            loss.backward()
            self.step()
        losses.append(self.mse_loss(self.forward(X), y).item())
        return losses


@mistake(
    "uphill-step",
    "LinearRegression",
    hint="Does the loss fall after your step? The gradient points to where it grows.",
    fails=PATH,
)
class ModelThatClimbs:
    def __init__(self, input_dim, output_dim, learning_rate=0.01):
        self.learning_rate = learning_rate
        self.weights = torch.zeros(input_dim, output_dim, dtype=torch.float64, requires_grad=True)
        self.bias = torch.zeros(output_dim, dtype=torch.float64, requires_grad=True)

    def forward(self, X):
        return torch.as_tensor(X, dtype=torch.float64) @ self.weights + self.bias

    def predict(self, X):
        return self.forward(X).detach().numpy()

    def mse_loss(self, predictions, targets):
        predictions = torch.as_tensor(predictions, dtype=torch.float64)
        targets = torch.as_tensor(targets, dtype=torch.float64)
        if predictions.shape != targets.shape:
            raise ValueError("predictions and targets need the same shape")
        return torch.mean((predictions - targets) ** 2)

    def step(self):
        with torch.no_grad():
            self.weights += self.learning_rate * self.weights.grad
            self.bias += self.learning_rate * self.bias.grad
        self.weights.grad.zero_()
        self.bias.grad.zero_()

    def train(self, X, y, epochs=100):
        losses = []
        for _ in range(epochs):
            loss = self.mse_loss(self.forward(X), y)
            losses.append(loss.item())
            loss.backward()
            self.step()
        losses.append(self.mse_loss(self.forward(X), y).item())
        return losses


@mistake(
    "intercept-never-moves",
    "LinearRegression",
    hint="Two parameters have a gradient. Which of them never moves?",
    fails=PATH,
)
class ModelWhoseBiasNeverMoves:
    def __init__(self, input_dim, output_dim, learning_rate=0.01):
        self.learning_rate = learning_rate
        self.weights = torch.zeros(input_dim, output_dim, dtype=torch.float64, requires_grad=True)
        self.bias = torch.zeros(output_dim, dtype=torch.float64, requires_grad=True)

    def forward(self, X):
        return torch.as_tensor(X, dtype=torch.float64) @ self.weights + self.bias

    def predict(self, X):
        return self.forward(X).detach().numpy()

    def mse_loss(self, predictions, targets):
        predictions = torch.as_tensor(predictions, dtype=torch.float64)
        targets = torch.as_tensor(targets, dtype=torch.float64)
        if predictions.shape != targets.shape:
            raise ValueError("predictions and targets need the same shape")
        return torch.mean((predictions - targets) ** 2)

    def step(self):
        with torch.no_grad():
            self.weights -= self.learning_rate * self.weights.grad
        self.weights.grad.zero_()
        self.bias.grad.zero_()

    def train(self, X, y, epochs=100):
        losses = []
        for _ in range(epochs):
            loss = self.mse_loss(self.forward(X), y)
            losses.append(loss.item())
            loss.backward()
            self.step()
        losses.append(self.mse_loss(self.forward(X), y).item())
        return losses


@mistake(
    "learning-rate-ignored", "LinearRegression", hint="Give it another learning rate: does the step follow?", fails=MADE
)
class ModelWithARateOfItsOwn:
    def __init__(self, input_dim, output_dim, learning_rate=0.01):
        self.learning_rate = 0.01
        self.weights = torch.zeros(input_dim, output_dim, dtype=torch.float64, requires_grad=True)
        self.bias = torch.zeros(output_dim, dtype=torch.float64, requires_grad=True)

    def forward(self, X):
        return torch.as_tensor(X, dtype=torch.float64) @ self.weights + self.bias

    def predict(self, X):
        return self.forward(X).detach().numpy()

    def mse_loss(self, predictions, targets):
        predictions = torch.as_tensor(predictions, dtype=torch.float64)
        targets = torch.as_tensor(targets, dtype=torch.float64)
        if predictions.shape != targets.shape:
            raise ValueError("predictions and targets need the same shape")
        return torch.mean((predictions - targets) ** 2)

    def step(self):
        with torch.no_grad():
            self.weights -= self.learning_rate * self.weights.grad
            self.bias -= self.learning_rate * self.bias.grad
        self.weights.grad.zero_()
        self.bias.grad.zero_()

    def train(self, X, y, epochs=100):
        losses = []
        for _ in range(epochs):
            loss = self.mse_loss(self.forward(X), y)
            losses.append(loss.item())
            loss.backward()
            self.step()
        losses.append(self.mse_loss(self.forward(X), y).item())
        return losses


@mistake("digits-lost", "LinearRegression", hint=hints.SINGLE, fails=PATH, agreement=1e-5)
class ModelInFloat32:
    def __init__(self, input_dim, output_dim, learning_rate=0.01):
        self.learning_rate = learning_rate
        self.weights = torch.zeros(input_dim, output_dim, requires_grad=True)
        self.bias = torch.zeros(output_dim, requires_grad=True)

    def forward(self, X):
        return torch.as_tensor(X, dtype=torch.float32) @ self.weights + self.bias

    def predict(self, X):
        return self.forward(X).detach().numpy()

    def mse_loss(self, predictions, targets):
        predictions = torch.as_tensor(predictions, dtype=torch.float32)
        targets = torch.as_tensor(targets, dtype=torch.float32)
        if predictions.shape != targets.shape:
            raise ValueError("predictions and targets need the same shape")
        return torch.mean((predictions - targets) ** 2)

    def step(self):
        with torch.no_grad():
            self.weights -= self.learning_rate * self.weights.grad
            self.bias -= self.learning_rate * self.bias.grad
        self.weights.grad.zero_()
        self.bias.grad.zero_()

    def train(self, X, y, epochs=100):
        losses = []
        for _ in range(epochs):
            loss = self.mse_loss(self.forward(X), y)
            losses.append(loss.item())
            loss.backward()
            self.step()
        losses.append(self.mse_loss(self.forward(X), y).item())
        return losses


@mistake(
    "one-bias-for-all-outputs",
    "LinearRegression",
    hint="How many outputs are there, and how many biases has your model?",
    fails=OUTPUTS,
)
class ModelWithOneBiasForAll:
    def __init__(self, input_dim, output_dim, learning_rate=0.01):
        self.learning_rate = learning_rate
        self.weights = torch.zeros(input_dim, output_dim, dtype=torch.float64, requires_grad=True)
        self.bias = torch.zeros(1, dtype=torch.float64, requires_grad=True)

    def forward(self, X):
        return torch.as_tensor(X, dtype=torch.float64) @ self.weights + self.bias

    def predict(self, X):
        return self.forward(X).detach().numpy()

    def mse_loss(self, predictions, targets):
        predictions = torch.as_tensor(predictions, dtype=torch.float64)
        targets = torch.as_tensor(targets, dtype=torch.float64)
        if predictions.shape != targets.shape:
            raise ValueError("predictions and targets need the same shape")
        return torch.mean((predictions - targets) ** 2)

    def step(self):
        with torch.no_grad():
            self.weights -= self.learning_rate * self.weights.grad
            self.bias -= self.learning_rate * self.bias.grad
        self.weights.grad.zero_()
        self.bias.grad.zero_()

    def train(self, X, y, epochs=100):
        losses = []
        for _ in range(epochs):
            loss = self.mse_loss(self.forward(X), y)
            losses.append(loss.item())
            loss.backward()
            self.step()
        losses.append(self.mse_loss(self.forward(X), y).item())
        return losses


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
