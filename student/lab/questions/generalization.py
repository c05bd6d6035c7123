"""Questions of the predictions in `generalization`."""

from lab.predicting.question_types import Choice, Question

QUESTIONS: tuple[Question, ...] = (
    Choice(
        "degree-for-new-rows",
        "Polynomials of degree 1, 2, 3 and so on up to 12 are fitted to the same 30 measurements, by least squares. "
        "Then each is measured on 120 validation rows. Which degree has the smallest error there?",
        choices={"1-2": "1 or 2", "3-5": "3, 4 or 5", "6-9": "6 to 9", "10-12": "10, 11 or 12"},
        explanations={
            "passes": "The more powers there are, the closer the curve comes to all points, measured or new.",
            "winner": "It is the degree with the smallest error on the thirty rows that it was fitted to.",
            "calm": "The fewer powers there are, the less a curve can go wrong on new rows.",
            "enough": "A few powers are enough for the shape of a day; what others add is the noise of thirty rows.",
        },
    ),
    Choice(
        "features-chosen-first",
        "Noise only: no feature has anything to do with the targets. The ten features were chosen in all 60 rows; "
        "splitting, scaling and fitting were done properly after that. The mean validation error over 20 splits, "
        "divided by the variance of the targets, will be about",
        choices={"half": "one half: it looks as if much had been learned", "one": "1", "more": "clearly more than 1"},
        explanations={
            "real": "Among so many features a few really do go with the targets, and it is these that were found.",
            "looked": "The validation rows had a say in the choice, so they were not new any more.",
            "overfit": "Ten weights on so few rows follow the noise, and so they do badly on all other rows.",
            "fair": "The fit has never seen the validation rows, so nothing can make their error too small.",
        },
    ),
    Choice(
        "gap-with-more-rows",
        "Degree 12 without a penalty, fitted to 20 rows, then to more and more of them, up to 160. What happens to "
        "the training error and to the validation error?",
        choices={
            "both-fall": "both fall",
            "validation": "the validation error falls, the training error stays about the same",
            "meet": "the validation error falls, the training error rises",
            "stay": "neither of the two changes much",
        },
        explanations={
            "fixed": "How well a polynomial can do is decided by its degree, which does not change.",
            "memory": "It still follows each of its own rows closely, however many others there are.",
            "share": "No curve can bend towards so many points, so less of their noise gets in.",
            "practice": "With more rows a model learns better, so its errors become smaller on every kind of row.",
        },
    ),
    Choice(
        "lam-for-training-rows",
        "Now look at the *training* error only, averaged over the five folds. At which of the 29 strengths is it "
        "smallest?",
        choices={
            "smallest": "at the smallest, or next to it",
            "middle": "somewhere in the middle",
            "largest": "at the largest, or next to it",
        },
        explanations={
            "own": "Whatever a penalty forbids, the fit would have used to get closer to the rows that it is given.",
            "smooth": "A strong penalty makes the curve smooth, and smooth curves pass close to most points.",
            "units": "The features are in standard units, so a strength of about 1 suits all of them best.",
            "balance": "Too little penalty is as bad as too much, so the best place is in between.",
        },
    ),
)
