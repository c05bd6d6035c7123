"""Hints in levels for the exercises of `autodiff`."""

HINTS = {
    "Value": (
        "Print data, parents and slopes of a + b, a * b and 2 - a for a = 6 and b = -2. Is each of them a Value?",
        (
            "On which side does the plain number stand when Python calls the reflected method? And is every"
            " operand among the parents, also where v meets itself?"
        ),
        (
            "Give each operation a new Value with three things: the number, the operands, and for each operand"
            " how fast the result grows with it. Minus and division can be built from the others."
        ),
    ),
    "backward": (
        "Take x·z + x with x = 3 and z = 4 and print every grad. How many paths lead back to x?",
        (
            "Print the values in the order in which your function visits them. Is a grad handed on before all its"
            " parts have arrived? And what is left from an earlier call?"
        ),
        (
            "List every value so that parents stand before what is made from them, with a list of what still"
            " waits, without recursion. Set all grads to 0, the result's to 1, go through the list backwards and"
            " add."
        ),
    ),
    "fit_line_autodiff": (
        "Print loss.data, w.grad and b.grad in each step for the point (2, 3) and lr = 0.05.",
        "Is the graph built anew in every step, with the present w and b? Is the loss a mean, and does b enter it?",
        (
            "In each step: two new Values from the numbers w and b, the sum of the squared residuals over all"
            " points divided by n, one call of `backward`, and new numbers from the old ones and the grads."
        ),
    ),
    "LinearRegressionGD": (
        "Take two rows, x = 0 and 6, y = 0 and 4, and one step. Print the standardised x, the gradient, w and b.",
        (
            "What does fit still hold from an earlier call? In which units is coef_? Which parameter has no"
            " penalty, and what happens to a column that never changes?"
        ),
        (
            "In fit: standardise with the rows given, begin at zeros, take the steps (l2 in the gradient, l1 as a"
            " threshold of lr·lam after the step), then bring w and b back to the data's units and return self."
        ),
    ),
    "find_bug": (
        "Run each loop for three steps on two points. Print w, b and the losses beside those of the right loop.",
        (
            "One symptom belongs to each label. What should change when every point is there twice? What do the"
            " rows of a history have in common? Is the first step right, and the second?"
        ),
        (
            "Go through the table label by label: what would this mistake do to the first step, to the second, to"
            " the history? Cross out what you do not see."
        ),
    ),
}
