"""Hints in levels for the exercises of `small-network`."""

HINTS = {
    "exp": (
        "Take a single entry by hand: what are result and slope of the exponential at 0?",
        (
            "Multiply the result by 2 and go back: does the share follow the grad that arrives? Is the data of the"
            " parent still what it was?"
        ),
        (
            "Make a new array for the result, and a Value with self as its only parent. The share is the grad times the"
            " slope, and this slope is a number you have already."
        ),
    ),
    "log": (
        "Take a single entry by hand: what is the slope of the logarithm at 4?",
        "Is the slope taken at the data of the parent or at the result? And does the grad that arrives count?",
        (
            "Make a Value of the logarithms with self as its only parent. Its share is the grad that arrives,"
            " multiplied by the slope at the parent's data."
        ),
    ),
    "tanh": (
        "Where is tanh steep, and where is it flat? Compare your slope at 0 and at 3.",
        (
            "The slope of tanh can be written by its result. Is the square of the right number in it, and is it"
            " multiplied by the grad?"
        ),
        "Keep the result in a variable. The share is the grad times one minus a square; self is the only parent.",
    ),
    "matmul": (
        "Multiply a (2, 3) by a (3, 2) and write down the shapes of both shares. Which shape should each have?",
        (
            "Which factor is transposed, and on which side of the grad does it stand? In a matrix product the order"
            " counts."
        ),
        (
            "Each share is a matrix product of the grad and the *other* factor, transposed. Choose the order in which"
            " the shapes fit, without any mean."
        ),
    ),
    "add": (
        "Add a (3,) to a (2, 3) and print the shape of each share. Is it the shape of its parent?",
        (
            "An entry that NumPy repeats is used several times. What becomes of the grads of its copies? Think of"
            " missing axes and of axes of length 1."
        ),
        (
            "For each parent: sum the grad over the axes that the parent does not have, then over those where its"
            " length is 1, and keep these axes."
        ),
    ),
    "loss_of_scores": (
        "Print scores, labels and their difference with their shapes. How many losses are there?",
        (
            "Which part of the formula becomes larger than any float at a score of 1000, or takes the logarithm of 0?"
            " The derivative needs care, too."
        ),
        (
            "Give the labels the shape of the scores, without changing them. Take each loss from its score by"
            " `np.logaddexp`, then the mean. The share is the grad times the known slope, divided by n."
        ),
    ),
    "network_scores": (
        "Print the shape after each link of the chain: (n, d), (n, k), (n, k), (n, 1).",
        "Is there a `.data` or a new Value in your chain? From there on nothing goes back. And where is tanh?",
        (
            "Only the table becomes a Value of its own. Then: product, sum, tanh, product, sum, each a method of the"
            " Value before it, with the parameters as they came."
        ),
    ),
    "fit_adam": (
        "Write down g, m, q and both corrected means for the first step. How long should this step be?",
        (
            "Which beta belongs to which mean, what does t begin with, and which of the numbers do you keep for the"
            " next step?"
        ),
        (
            "In each step: take the gradient at the newest theta, update both means, correct copies of them by their 1"
            " - beta**t, and step by lr times m_hat / (root of q_hat + eps) into a new array."
        ),
    ),
}
