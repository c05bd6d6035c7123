"""Questions of the predictions in `small-network`."""

from lab.predicting.question_types import Choice, Number, Question

QUESTIONS: tuple[Question, ...] = (
    Choice(
        "all-weights-zero",
        "A network with two hidden units, and all weights and intercepts start at zero. After 500 steps of plain "
        "descent with `lr = 0.5`, what are the weights `W1` of the hidden units?",
        choices={
            "zero": "still exactly zero",
            "equal": "not zero, and the same for both units",
            "different": "not zero, and different for the two units",
        },
        explanations={
            "flat": "The slope of tanh is smallest at zero, so the weights move, only much more slowly than elsewhere.",
            "symmetry": "Both units get the same gradient in each step, so they leave zero together and stay equal.",
            "closed": "The gradient of each layer is a product with a part of the other layer, and that part is zero.",
            "rounding": "Rounding makes the two units differ in the last digit, and descent enlarges that difference.",
        },
    ),
    Choice(
        "two-random-starts",
        "Two hidden units, two random starts. Everything else is equal: the data, the rate, the momentum, and 4000 "
        "steps. Do the two runs end at the same loss?",
        choices={
            "same": "yes, to three digits",
            "apart": "no, they end clearly apart",
        },
        explanations={
            "chance": "The runs read the rows in another order, and so chance separates them a little.",
            "late": "One run is only slower than the other, and both are on their way to one place.",
            "bowl": "As for a line, there is one lowest loss, and descent finds it from everywhere.",
            "valleys": "The loss has several valleys, and each run goes down in that of its start.",
        },
    ),
    Number(
        "first-adam-step",
        "Adam starts where the gradient is (300, -0.02), with `lr = 0.1`. How many times longer is its first step in "
        "the first coordinate than in the second?",
        absolute=0.01,
        unit="times",
        explanations={
            "rate": "A step is the rate times the gradient, so both grow in the same proportion.",
            "mean": "At first the means hold a tenth of the gradient, which makes both steps shorter.",
            "root": "The root is taken of the gradient, so the ratio of the two becomes its root.",
            "itself": "In each coordinate the gradient is divided by its own size, and only its sign is left.",
        },
    ),
    Choice(
        "lowest-of-three",
        "Eight hidden units, one start, 200 steps, and `lr = 0.03` for all three methods. Which of them has the lowest "
        "loss at the end?",
        choices={
            "plain": "plain descent",
            "momentum": "momentum, with `beta = 0.9`",
            "adam": "Adam",
        },
        explanations={
            "length": "Its steps keep a useful length in every coordinate, even where gradients are small.",
            "search": "It looks for a better rate in every step, so the rate it is given has no effect.",
            "straight": "It follows the gradient itself in every step, so it wastes none of them on detours.",
            "sum": "It adds up about ten gradients, and no other method can make longer steps than that.",
        },
    ),
)
