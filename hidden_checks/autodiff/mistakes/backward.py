"""Wrong and right ways to write `backward`."""

from autograder.course.mistakes import mistake, mistakes, right
from autograder.course.solution_changes import replace
from hidden_checks.autodiff.mistakes import hints

ADDS = "test_adds_up_all_paths"
EVERY = "test_reaches_every_value_in_the_graph"
ZERO = "test_starts_from_zero_each_time"
DEEP = "test_passes_through_a_thousand_terms"
CHAIN = "Along a path slopes are multiplied. What arrives at a parent: the slope, the grad, or both together?"
SEED = "If the result moves by 1, by how much does the result move? That is where the pass begins."
DIRECTION = (
    "Only the result's own parents got a grad. Which value's grad is known first, and which value should hand on next?"
)
DEPTH = "Python gives up after about a thousand calls inside each other. Keep a list of what is still waiting."
ZEROING = "for value in order:\n    value.grad = 0.0"

BACKWARD = mistakes("backward")

BACKWARD.add(
    "path-overwrites-another",
    hint=hints.PATHS,
    fails=ADDS,
    backward_that_overwrites=replace("parent.grad +=", "parent.grad ="),
)
BACKWARD.add(
    "old-gradients-left",
    hint=hints.YESTERDAY,
    fails=ZERO,
    backward_without_zeroing=replace(ZEROING, ""),
    backward_that_zeroes_leaves_only=replace("value.grad = 0.0", "if not value.parents:\n    value.grad = 0.0"),
    backward_that_zeroes_all_but_leaves=replace("value.grad = 0.0", "if value.parents:\n    value.grad = 0.0"),
    backward_that_adds_to_its_own_grad=(replace(ZEROING, ""), replace("self.grad = 1.0", "self.grad += 1.0")),
)
BACKWARD.add(
    "result-without-a-gradient", hint=SEED, fails=EVERY, backward_without_a_beginning=replace("self.grad = 1.0", "")
)
BACKWARD.add(
    "chain-rule-without-product",
    hint=CHAIN,
    fails=ADDS,
    backward_without_slopes=replace("value.grad * slope", "value.grad"),
    backward_with_slopes_alone=replace("value.grad * slope", "slope"),
    backward_that_adds_slopes=replace("value.grad * slope", "value.grad + slope"),
)
BACKWARD.add(
    "pass-in-the-wrong-direction",
    hint=DIRECTION,
    fails=ADDS,
    backward_from_the_leaves=replace("reversed(order)", "order"),
)

EQUAL = "Make two values that hold the same number. Does your function take them for one?"
BACKWARD.add(
    "equal-values-merged",
    hint=EQUAL,
    fails=ADDS,
    backward_that_lists_each_number_once=(
        replace("if parent not in listed", "if parent.data not in listed"),
        replace("if value not in listed", "if value.data not in listed"),
        replace("listed.add(value)", "listed.add(value.data)"),
    ),
    backward_that_adds_up_by_number=(
        replace("self.grad = 1.0", "self.grad, grads = 1.0, {self.data: 1.0}"),
        replace("value.grad * slope", "value.grad * slope\ngrads[parent.data] = parent.grad"),
        replace("parent.grad +=", "parent.grad = grads.get(parent.data, 0.0) +"),
    ),
)


@mistake("gradient-passed-on-too-early", "backward", hint=hints.FINISHED, fails=ADDS)
def backward_that_passes_on_at_once(self):
    everyone, waiting = [], [self]
    while waiting:
        node = waiting.pop()
        if node not in everyone:
            everyone.append(node)
            waiting.extend(node.parents)
    for node in everyone:
        node.grad = 0.0
    self.grad = 1.0
    waiting = [self]
    while waiting:
        node = waiting.pop()
        for parent, slope in zip(node.parents, node.slopes):
            parent.grad += slope * node.grad
            waiting.append(parent)


@mistake("gradient-passed-on-too-early", "backward", hint=hints.FINISHED, fails=ADDS)
def backward_breadth_first(self):
    order = [self]
    for node in order:
        for parent in node.parents:
            if parent not in order:
                order.append(parent)
    for node in order:
        node.grad = 0.0
    self.grad = 1.0
    for node in order:
        for parent, slope in zip(node.parents, node.slopes):
            parent.grad += slope * node.grad


@mistake("gradient-passed-on-too-early", "backward", hint=hints.FINISHED, fails=ADDS)
def backward_depth_first(self):
    order, waiting = [], [self]
    while waiting:
        node = waiting.pop()
        if node not in order:
            order.append(node)
            waiting.extend(node.parents)
    for node in order:
        node.grad = 0.0
    self.grad = 1.0
    for node in order:
        for parent, slope in zip(node.parents, node.slopes):
            parent.grad += slope * node.grad


@mistake("recursion-too-deep", "backward", hint=DEPTH, fails=DEEP)
def backward_by_recursion(self):
    order, visited = [], set()

    def visit(node):
        if node not in visited:
            visited.add(node)
            for parent in node.parents:
                visit(parent)
            order.append(node)

    visit(self)
    for node in order:
        node.grad = 0.0
    self.grad = 1.0
    for node in reversed(order):
        for parent, slope in zip(node.parents, node.slopes):
            parent.grad += slope * node.grad


@mistake("pass-in-the-wrong-direction", "backward", hint=DIRECTION, fails=ADDS)
def backward_to_the_parents_alone(self):
    everyone, waiting = [], [self]
    while waiting:
        node = waiting.pop()
        if node not in everyone:
            everyone.append(node)
            waiting.extend(node.parents)
    for node in everyone:
        node.grad = 0.0
    self.grad = 1.0
    for parent, slope in zip(self.parents, self.slopes):
        parent.grad += slope * self.grad


@right("backward")
def backward_by_recursion_with_a_raised_limit(self):
    import sys

    sys.setrecursionlimit(100_000)
    order, visited = [], set()

    def visit(node):
        if node not in visited:
            visited.add(node)
            for parent in node.parents:
                visit(parent)
            order.append(node)

    visit(self)
    for node in order:
        node.grad = 0.0
    self.grad = 1.0
    for node in reversed(order):
        for parent, slope in zip(node.parents, node.slopes):
            parent.grad += slope * node.grad


@right("backward")
def backward_by_counting_children(self):
    children, waiting = {self: 0}, [self]
    while waiting:
        for parent in waiting.pop().parents:
            if parent not in children:
                children[parent] = 0
                waiting.append(parent)
            children[parent] += 1
    for node in children:
        node.grad = 0.0
    self.grad, ready = 1.0, [self]
    while ready:
        node = ready.pop()
        for parent, slope in zip(node.parents, node.slopes):
            parent.grad = parent.grad + node.grad * slope
            children[parent] -= 1
            if children[parent] == 0:
                ready.append(parent)
