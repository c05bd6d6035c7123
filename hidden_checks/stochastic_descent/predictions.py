"""The explanations that fit in `stochastic-descent`; the right answers are what the notebook's outcome cells return."""

EXPLANATIONS = {
    "steps-of-an-epoch": "rest",
    "share-of-rises": "own-way",
    "half-the-rate": "cancel",
    "heavy-ball-speed-up": "root",
}

WHY_NOT = {
    "steps-of-an-epoch": {
        "even": "Every full batch takes 32 rows, so only the last one can have another size.",
        "full": "An epoch reads every row once, so no row can wait for the next epoch.",
        "again": "No row is read twice in one epoch, so there is nothing to fill the last batch with.",
    },
    "share-of-rises": {
        "rounding": "Near the end the loss changes by some hundredths in a step, and rounding is near 1e-16.",
        "unstable": "The steps do not keep growing: late in the run the loss is still far below its start.",
        "average": "Only the average points downhill; near the bottom, many single rows point uphill.",
    },
    "half-the-rate": {
        "time": "The run is long enough: with twice as many epochs the band is about as high.",
        "length": "One to one holds where every row is drawn anew, but here each row has its turn once per epoch.",
        "data": "The noise in y sets the smallest loss, and the band is what lies above that.",
    },
    "heavy-ball-speed-up": {
        "rate": "Its rate is only about twice as large, and it takes more than a hundred times fewer steps.",
        "same": "Late in the run, too, each of its steps removes a much larger share of the error.",
        "twice": "Then it would take half of the steps, and it takes less than a hundredth of them.",
    },
}
