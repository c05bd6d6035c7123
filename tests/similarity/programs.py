"""Programs of students for the unit on the training loop: three in usual styles, an unusual one, and its copies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from autograder.similarity.submitted_code import SubmittedCode, code_cell

Program = Mapping[str, str]

USUAL: Sequence[Program] = (
    {
        "train_step": """\
def train_step(x, y, w, b, lr):
    pred = w * x + b
    error = pred - y
    loss = np.mean(error ** 2)
    grad_w = 2 * np.mean(error * x)
    grad_b = 2 * np.mean(error)
    w = w - lr * grad_w
    b = b - lr * grad_b
    return float(w), float(b), float(loss)
""",
        "fit_line": """\
def fit_line(x, y, lr, n_steps, w0=0.0, b0=0.0):
    w, b = w0, b0
    ws = [w]
    bs = [b]
    losses = []
    for i in range(n_steps):
        w, b, loss = train_step(x, y, w, b, lr)
        ws.append(w)
        bs.append(b)
        losses.append(loss)
    losses.append(np.mean((w * x + b - y) ** 2))
    return {"w": np.array(ws), "b": np.array(bs), "loss": np.array(losses)}
""",
        "closed_form_line": """\
def closed_form_line(x, y):
    xm = np.mean(x)
    ym = np.mean(y)
    w = np.sum((x - xm) * (y - ym)) / np.sum((x - xm) ** 2)
    b = ym - w * xm
    return float(w), float(b)
""",
    },
    {
        "train_step": """\
def train_step(x, y, w, b, lr):
    y_hat = w * x + b
    r = y_hat - y
    dw = 2 * (r * x).mean()
    db = 2 * r.mean()
    # update both at once
    return w - lr * dw, b - lr * db, (r ** 2).mean()
""",
        "fit_line": """\
def fit_line(x, y, lr, n_steps, w0=0.0, b0=0.0):
    history = {"w": [], "b": [], "loss": []}
    w, b = w0, b0
    for step in range(n_steps + 1):
        new_w, new_b, loss = train_step(x, y, w, b, lr)
        history["w"].append(w)
        history["b"].append(b)
        history["loss"].append(loss)
        w, b = new_w, new_b
    return {key: np.array(values) for key, values in history.items()}
""",
        "closed_form_line": """\
def closed_form_line(x, y):
    w, b = np.polyfit(x, y, 1)
    return float(w), float(b)
""",
    },
    {
        "train_step": """\
def train_step(x, y, w, b, lr):
    n = len(x)
    residual = w * x + b - y
    loss = np.sum(residual ** 2) / n
    grad_w = 2 / n * np.sum(residual * x)
    grad_b = 2 / n * np.sum(residual)
    return w - lr * grad_w, b - lr * grad_b, loss
""",
        "fit_line": """\
def fit_line(x, y, lr, n_steps, w0=0.0, b0=0.0):
    ws = np.zeros(n_steps + 1)
    bs = np.zeros(n_steps + 1)
    losses = np.zeros(n_steps + 1)
    ws[0] = w0
    bs[0] = b0
    losses[0] = np.mean((w0 * x + b0 - y) ** 2)
    for t in range(n_steps):
        ws[t + 1], bs[t + 1], losses[t] = train_step(x, y, ws[t], bs[t], lr)
    losses[n_steps] = np.mean((ws[n_steps] * x + bs[n_steps] - y) ** 2)
    return {"w": ws, "b": bs, "loss": losses}
""",
        "closed_form_line": """\
def closed_form_line(x, y):
    x_mean, y_mean = x.mean(), y.mean()
    w = ((x - x_mean) * (y - y_mean)).sum() / ((x - x_mean) ** 2).sum()
    return w, y_mean - w * x_mean
""",
    },
)
"""Three right programs that nobody copied."""

UNUSUAL: Program = {
    "train_step": """\
def train_step(x, y, w, b, lr):
    # I put everything into one matrix, so that both slopes come out together
    table = np.vstack([x, np.ones_like(x)]).T
    theta = np.array([w, b])
    gap = table.dot(theta) - y
    slope = table.T.dot(gap) * (2.0 / gap.size)
    theta = theta - lr * slope
    level = gap.dot(gap) / gap.size
    return float(theta[0]), float(theta[1]), float(level)
""",
    "fit_line": """\
def fit_line(x, y, lr, n_steps, w0=0.0, b0=0.0):
    # the last row needs its loss, too
    track = np.full((3, n_steps + 1), -7.25)
    here = (w0, b0)
    number = 0
    while number <= n_steps:
        track[0][number] = here[0]
        track[1][number] = here[1]
        answer = train_step(x, y, *here, lr)
        track[2][number] = answer[2]
        here = answer[:2]
        number += 1
    return dict(zip(["w", "b", "loss"], track))
""",
}
"""A program as only one student would write it."""

RENAMED: Program = {
    "train_step": """\
def train_step(x, y, w, b, lr):
    M = np.vstack([x, np.ones_like(x)]).T
    p = np.array([w, b])
    d = M.dot(p) - y
    g = M.T.dot(d) * (2.0 / d.size)
    p = p - lr * g
    l = d.dot(d) / d.size
    return float(p[0]), float(p[1]), float(l)
""",
    "fit_line": """\
def fit_line(x, y, lr, n_steps, w0=0.0, b0=0.0):
    # three rows: slope, intercept and how bad it is
    rows = np.full((3, n_steps + 1), -1.0)
    point = (w0, b0)
    k = 0
    while k <= n_steps:
        rows[0][k] = point[0]
        rows[1][k] = point[1]
        out = train_step(x, y, *point, lr)
        rows[2][k] = out[2]
        point = out[:2]
        k += 1
    return dict(zip(["w", "b", "loss"], rows))
""",
}
"""Its copy with other names and comments, and one other number."""

REORDERED: Program = {
    "train_step": """\
def train_step(x, y, w, b, lr):
    theta = np.array([w, b])
    table = np.vstack([x, np.ones_like(x)]).T
    gap = table.dot(theta) - y
    level = gap.dot(gap) / gap.size
    slope = table.T.dot(gap) * (2.0 / gap.size)
    theta = theta - lr * slope
    return float(theta[0]), float(theta[1]), float(level)
""",
    "fit_line": """\
def fit_line(x, y, lr, n_steps, w0=0.0, b0=0.0):
    number = 0
    here = (w0, b0)
    track = np.full((3, n_steps + 1), -7.25)
    while number <= n_steps:
        answer = train_step(x, y, *here, lr)
        track[2][number] = answer[2]
        track[0][number] = here[0]
        track[1][number] = here[1]
        number, here = number + 1, answer[:2]
    return dict(zip(["w", "b", "loss"], track))
""",
}
"""Its copy without comments, with statements in another order."""

RECOMMENTED: Program = {
    name: source.replace("    # I put everything into one matrix, so that both slopes come out together\n", "").replace(
        "# the last row needs its loss, too", "# one array for all that is kept of each step"
    )
    for name, source in UNUSUAL.items()
}
"""Its copy with changed comments."""


def code(student: str, program: Program) -> SubmittedCode:
    """Return the program as the submission of a student."""
    return SubmittedCode(student, tuple(code_cell(name, source) for name, source in program.items()))
