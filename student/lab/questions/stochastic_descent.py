"""Questions of the predictions in `stochastic-descent`."""

from lab.predicting.question_types import Choice, Number, Question

QUESTIONS: tuple[Question, ...] = (
    Choice(
        "steps-of-an-epoch",
        "A hundred rows, batches of 32. How many steps does one epoch take, and how many rows are in its last batch?",
        choices={
            "3-32": "3 steps; the last batch has 32 rows",
            "3-36": "3 steps; the last batch has 36 rows",
            "4-4": "4 steps; the last batch has 4 rows",
            "4-25": "4 steps; the last batch has 25 rows",
            "4-32": "4 steps; the last batch has 32 rows",
        },
        explanations={
            "even": "The rows are spread evenly, so that all batches weigh the same.",
            "rest": "Every row is read once, and the last batch holds what the full ones leave over.",
            "full": "Batches must be full, so rows that do not fill a batch are left for the next epoch.",
            "again": "The last batch is filled up with rows from the front of the list.",
        },
    ),
    Choice(
        "share-of-rises",
        "The line data, from `theta = 0`, `lr = 0.01`, 20 epochs of one row at a time: 2 000 steps. After each step we "
        "measure the loss over all hundred rows. What share of the steps makes it larger?",
        choices={
            "none": "none: the rate is far below the largest stable one",
            "few": "a few percent",
            "half": "about half",
            "most": "nearly all",
        },
        explanations={
            "own-way": "Near the bottom each row pulls its own way, often uphill for the rest.",
            "rounding": "Near the bottom the loss changes only by rounding, up or down by chance.",
            "unstable": "The rate is too large for a single row, so the steps grow from one to the next.",
            "average": "On average a row points downhill, so hardly any single step can go wrong.",
        },
    ),
    Choice(
        "half-the-rate",
        "One row at a time, all rows once per epoch in a new order: with a constant rate the loss does not settle, it "
        "stays in a band above its minimum. Now the run is repeated with half the rate, 0.0025 in place of 0.005, "
        "long enough again. What happens to the height of the band?",
        choices={
            "stays": "it stays: the noise of the data has not changed",
            "half": "it halves",
            "more": "it falls to less than half",
        },
        explanations={
            "cancel": "Steps are shorter, and errors of one epoch's rows cancel better before theta has moved away.",
            "time": "With half the rate the run needs more time: it was simply not finished yet.",
            "length": "Every step is half as long, so the band is half as high: one to one.",
            "data": "The band is the noise in y, and no learning rate can remove that.",
        },
    ),
    Number(
        "heavy-ball-speed-up",
        "The raw rents of Paris: their loss bends 46 115 times more in one direction than in the other. Both methods "
        "at their best settings, until a millionth of the way is left: how many times fewer steps does the heavy ball "
        "take?",
        relative=0.59,
        unit="times",
        explanations={
            "rate": "Its learning rate may be so much larger than before, and that is all there is to it.",
            "same": "In the long run both are equally fast; the ball only gets away more quickly at the start.",
            "twice": "It looks back one step, so it does the work of two.",
            "root": "Its speed depends on the root of the ratio of curvatures, not on the ratio itself.",
        },
    ),
)
