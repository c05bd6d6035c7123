"""Questions of the predictions in `many-features`."""

from lab.predicting.question_types import Choice, Question

QUESTIONS: tuple[Question, ...] = (
    Choice(
        "shape-of-the-product",
        "`A` has the shape (100, 3), the residuals `r` have the shape (100,). Which shape does `A.T @ r` have?",
        choices={
            "100": "(100,)",
            "3": "(3,)",
            "3x100": "(3, 100)",
            "100x3": "(100, 3)",
        },
        explanations={
            "transpose": "Turning the matrix over swaps its two sizes; the residuals change nothing about that.",
            "rows": "Each row of the transposed matrix meets all residuals: one number.",
            "entries": "Each residual multiplies one row of the matrix, and the rows stay side by side.",
            "cases": "There is one number for each case, just as there was before the product.",
        },
    ),
    Choice(
        "two-logbooks",
        "Two loops keep a logbook. Both begin with `w = np.zeros(1)` and `logbook = [w]`, and each makes two rounds. "
        "The first does `w = w - 1`, then `logbook.append(w)`. The second does `w -= 1`, then `logbook.append(w)`. "
        "What do the logbooks hold in the end?",
        choices={
            "both": "both hold 0, -1, -2",
            "first": "the first holds 0, -1, -2; the second holds -2, -2, -2",
            "second": "the first holds -2, -2, -2; the second holds 0, -1, -2",
            "neither": "both hold -2, -2, -2",
        },
        explanations={
            "always": "A list holds only the name `w`, so every entry is whatever `w` is in the end.",
            "name": "`=` gives the name to a new array, `-=` writes into the array that the list already holds.",
            "append": "`append` always makes a copy, so a logbook cannot change afterwards.",
            "speed": "`-=` is the faster form of the same thing: to save memory it keeps only the latest state of all.",
        },
    ),
    Choice(
        "has-descent-failed",
        "After 300 steps w2 is 3.18, but the data was made with 3. Has descent failed?",
        choices={"yes": "yes, it has not arrived", "no": "no, it has done its work"},
        explanations={
            "data": "The best weights for this data are just there; the noise moved them.",
            "features": "x1 and x2 disturb each other: alone, w2 would be 3.",
            "steps": "Three hundred steps are too few for three parameters: more of them would bring w2 to 3.",
            "rate": "The last steps are too long: only a smaller learning rate would bring w2 down to 3.",
        },
    ),
    Choice(
        "steps-and-contours",
        "The picture to come shows the loss over w1 and w2 as contour lines, with b held at its last value, and on it "
        "the path of the 300 steps you have just made. Does every step cross the contour lines at a right angle?",
        choices={"yes": "yes, every step", "no": "no, some steps do not"},
        explanations={
            "steepest": "A step follows the gradient, so on every picture it is at right angles to the contours.",
            "noise": "The noise in y bends the contour lines a little, differently at each place.",
            "shadow": "b moves as well. The picture shows only the shadow of each step, on one slice of the loss.",
            "rate": "The learning rate is so large that the steps overshoot to the side.",
        },
    ),
)
