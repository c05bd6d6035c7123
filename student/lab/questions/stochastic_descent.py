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
            "full": "Batches must be full, so rows that fill none are left for another epoch.",
            "rest": "Every row is read once, and the last batch holds what the full ones leave over.",
            "even": "The rows are spread evenly, so that all batches weigh the same.",
            "again": "The last batch is filled up with rows from the front.",
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
            "unstable": "The rate is too large for a single row, so the steps grow.",
            "own-way": "Near the bottom each row pulls its own way, as often uphill for the rest as downhill.",
            "average": "On average a row points downhill, so hardly any single step can go wrong.",
            "rounding": "Near the bottom the loss changes only by rounding, up or down by chance.",
        },
    ),
    Choice(
        "half-the-rate",
        "One row at a time, with a constant rate, the loss does not settle: it stays in a band above its minimum. Now "
        "the run is repeated with half the rate, long enough again. What happens to the height of the band?",
        choices={
            "stays": "it stays: the noise of the data has not changed",
            "half": "it halves",
            "more": "it falls to less than half",
        },
        explanations={
            "data": "The band is the noise in y, and no rate removes that.",
            "length": "Every step is half as long, so the band is half as high: one to one.",
            "cancel": "Steps are shorter, and errors of one epoch's rows cancel better before theta has moved away.",
            "time": "With half the rate the run was simply not finished yet.",
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
            "twice": "It looks back one step, so it does the work of two.",
            "root": "Its speed depends on the root of the ratio of curvatures, not on the ratio itself.",
            "rate": "Its learning rate may be so much larger, and that is all there is to it.",
            "same": "In the long run both are equally fast; the ball only starts more quickly.",
        },
    ),
)
