"""Ways for `LinearRegression` to break what its description promises."""

import torch

from autograder.checks.pytorch.mistakes import hints
from autograder.course.mistakes import mistake

CALLED = "Call your class exactly as its description does, with learning_rate= and predict: does it answer?"
MADE = "test_is_made_and_used_as_it_says"
PATH = "test_follows_the_exact_path"
OUTPUTS = "test_two_outputs_share_one_mean"
REFUSED = "test_targets_without_columns_are_refused"
GOES_ON = "test_goes_on_from_where_it_is"
ANY = "test_takes_any_numbers_and_leaves_them_alone"


@mistake("interface-differs", "LinearRegression", hint=CALLED, fails=MADE)
class ModelWithALrInsteadOfALearningRate:
    def __init__(self, input_dim, output_dim, lr=0.01):
        self.learning_rate = lr
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


@mistake("interface-differs", "LinearRegression", hint=CALLED, fails=MADE)
class ModelWithoutPredict:
    def __init__(self, input_dim, output_dim, learning_rate=0.01):
        self.learning_rate = learning_rate
        self.weights = torch.zeros(input_dim, output_dim, dtype=torch.float64, requires_grad=True)
        self.bias = torch.zeros(output_dim, dtype=torch.float64, requires_grad=True)

    def forward(self, X):
        return torch.as_tensor(X, dtype=torch.float64) @ self.weights + self.bias

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


@mistake("flat-targets-broadcast", "LinearRegression", hint=hints.BROADCAST, fails=REFUSED)
class ModelThatBroadcasts:
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
    "flat-targets-reshaped",
    "LinearRegression",
    hint="Your model bends the targets into shape by itself. When is that a guess, and who would notice a wrong one?",
    fails=REFUSED,
)
class ModelThatGuessesTheShape:
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
        targets = torch.as_tensor(targets, dtype=torch.float64).reshape(predictions.shape)
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
    "predictions-flattened",
    "LinearRegression",
    hint="With one output the predictions are a column, (n, 1). Where does yours lose it?",
    fails=REFUSED,
)
class ModelThatFlattensItsPredictions:
    def __init__(self, input_dim, output_dim, learning_rate=0.01):
        self.learning_rate = learning_rate
        self.weights = torch.zeros(input_dim, output_dim, dtype=torch.float64, requires_grad=True)
        self.bias = torch.zeros(output_dim, dtype=torch.float64, requires_grad=True)

    def forward(self, X):
        return torch.as_tensor(X, dtype=torch.float64) @ self.weights + self.bias

    def predict(self, X):
        return self.forward(X).detach().numpy().squeeze()

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


@mistake("first-or-last-state-missing", "LinearRegression", hint=hints.COUNT, fails=PATH)
class ModelWithoutTheLastLoss:
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
        self.weights.grad.zero_()
        self.bias.grad.zero_()

    def train(self, X, y, epochs=100):
        losses = []
        for _ in range(epochs):
            loss = self.mse_loss(self.forward(X), y)
            losses.append(loss.item())
            loss.backward()
            self.step()
        return losses


@mistake(
    "one-state-too-many",
    "LinearRegression",
    hint="Count the states again: how many steps has your run made?",
    fails=PATH,
)
class ModelWithOneEpochTooMany:
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
        self.weights.grad.zero_()
        self.bias.grad.zero_()

    def train(self, X, y, epochs=100):
        losses = []
        for _ in range(epochs + 1):
            loss = self.mse_loss(self.forward(X), y)
            losses.append(loss.item())
            loss.backward()
            self.step()
        return losses


@mistake("nothing-returned", "LinearRegression", hint="What does `train` hand back at its end?", fails=PATH)
class ModelWithoutItsLosses:
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
        self.weights.grad.zero_()
        self.bias.grad.zero_()

    def train(self, X, y, epochs=100):
        for _ in range(epochs):
            loss = self.mse_loss(self.forward(X), y)
            loss.backward()
            self.step()


@mistake(
    "training-starts-again", "LinearRegression", hint="Where does the second call of `train` begin?", fails=GOES_ON
)
class ModelThatStartsAgain:
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
        self.weights.grad.zero_()
        self.bias.grad.zero_()

    def train(self, X, y, epochs=100):
        self.__init__(*self.weights.shape, self.learning_rate)
        losses = []
        for _ in range(epochs):
            loss = self.mse_loss(self.forward(X), y)
            losses.append(loss.item())
            loss.backward()
            self.step()
        losses.append(self.mse_loss(self.forward(X), y).item())
        return losses


@mistake("arguments-changed", "LinearRegression", hint=hints.IN_PLACE, fails=ANY)
class ModelThatWritesIntoX:
    def __init__(self, input_dim, output_dim, learning_rate=0.01):
        self.learning_rate = learning_rate
        self.weights = torch.zeros(input_dim, output_dim, dtype=torch.float64, requires_grad=True)
        self.bias = torch.zeros(output_dim, dtype=torch.float64, requires_grad=True)

    def forward(self, X):
        return torch.as_tensor(X, dtype=torch.float64) @ self.weights + self.bias

    def predict(self, X):
        X = torch.as_tensor(X)
        X *= -1
        return self.forward(-X).detach().numpy()

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


@mistake("whole-numbers-not-converted", "LinearRegression", hint=hints.WHOLE, fails=ANY)
class ModelThatTakesNoWholeNumbers:
    def __init__(self, input_dim, output_dim, learning_rate=0.01):
        self.learning_rate = learning_rate
        self.weights = torch.zeros(input_dim, output_dim, dtype=torch.float64, requires_grad=True)
        self.bias = torch.zeros(output_dim, dtype=torch.float64, requires_grad=True)

    def forward(self, X):
        return torch.as_tensor(X) @ self.weights + self.bias

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
