"""Wrong and right ways to write `make_line`."""

import numpy as np

from autograder.course.mistakes import mistake, right
from hidden_checks.line_and_loss.mistakes import hints
from solutions.line_and_loss import predict_line

OWN = "test_draws_from_the_generator_it_is_given"
NOISE = "test_noise_is_a_standard_deviation"
BOUNDS = "test_stays_in_bounds_and_on_the_line_without_noise"
RNG = "Make two generators with the same seed: does your function give the same points for both? Ask `rng` for numbers."
SPREAD = "Ask for noise = 4 and measure np.std of y minus the line: is it 4, 2 or 16?"


@mistake("given-generator-ignored", "make_line", hint=RNG, fails=OWN)
def points_from_the_global_generator(n, w, b, noise, low, high, rng):
    x = np.random.uniform(low, high, n)
    return x, w * x + b + np.random.normal(0, noise, n)


@mistake("given-generator-ignored", "make_line", hint=RNG, fails=OWN)
def points_from_a_seed_of_their_own(n, w, b, noise, low, high, rng):
    np.random.seed(42)
    x = np.random.uniform(low, high, n)
    return x, w * x + b + np.random.normal(0, noise, n)


@mistake("given-generator-ignored", "make_line", hint=RNG, fails=OWN)
def points_from_a_generator_made_inside(n, w, b, noise, low, high, rng):
    rng = np.random.default_rng(42)
    x = rng.uniform(low, high, n)
    return x, w * x + b + rng.normal(0, noise, n)


@mistake("given-generator-ignored", "make_line", hint=RNG, fails=OWN)
def points_from_a_new_generator_each_time(n, w, b, noise, low, high, rng):
    rng = np.random.default_rng()
    x = rng.uniform(low, high, n)
    return x, w * x + b + rng.normal(0, noise, n)


@mistake("given-generator-ignored", "make_line", hint=RNG, fails=OWN)
def points_with_global_noise(n, w, b, noise, low, high, rng):
    x = rng.uniform(low, high, n)
    return x, w * x + b + np.random.normal(0, noise, n)


@mistake("given-generator-ignored", "make_line", hint=RNG, fails=OWN)
def points_with_global_noise_scaled(n, w, b, noise, low, high, rng):
    x = rng.uniform(low, high, n)
    return x, w * x + b + noise * np.random.randn(n)


@mistake("noise-taken-as-variance", "make_line", hint=SPREAD, fails=NOISE)
def points_with_noise_as_a_variance(n, w, b, noise, low, high, rng):
    x = rng.uniform(low, high, n)
    return x, w * x + b + rng.normal(0, np.sqrt(noise), n)


@mistake("noise-taken-as-variance", "make_line", hint=SPREAD, fails=NOISE)
def points_with_noise_squared(n, w, b, noise, low, high, rng):
    x = rng.uniform(low, high, n)
    return x, w * x + b + rng.normal(0, noise**2, n)


@mistake("noise-taken-as-variance", "make_line", hint=SPREAD, fails=NOISE)
def points_with_noise_as_a_variance_drawn_first(n, w, b, noise, low, high, rng):
    pushes = rng.normal(0, np.sqrt(noise), n)
    x = rng.uniform(low, high, n)
    return x, w * x + b + pushes


@mistake("no-noise", "make_line", hint="Do your points scatter at all when noise is 4?", fails=NOISE)
def points_without_noise(n, w, b, noise, low, high, rng):
    x = rng.uniform(low, high, n)
    return x, w * x + b


@mistake("one-push-for-all-points", "make_line", hint="How many random pushes do n points need?", fails=NOISE)
def points_that_share_one_push(n, w, b, noise, low, high, rng):
    x = rng.uniform(low, high, n)
    return x, w * x + b + rng.normal(0, noise)


@mistake(
    "noise-of-another-distribution",
    "make_line",
    hint="Most pushes should be small: which distribution does that?",
    fails=NOISE,
)
def points_with_uniform_noise(n, w, b, noise, low, high, rng):
    x = rng.uniform(low, high, n)
    return x, w * x + b + rng.uniform(-noise, noise, n)


@mistake(
    "noise-of-another-distribution",
    "make_line",
    hint="Most pushes should be small: which distribution does that?",
    fails=NOISE,
)
def points_with_noise_upwards_only(n, w, b, noise, low, high, rng):
    x = rng.uniform(low, high, n)
    return x, w * x + b + noise * rng.random(n)


@mistake(
    "noise-of-another-distribution",
    "make_line",
    hint="Most pushes should be small: which distribution does that?",
    fails=NOISE,
)
def points_with_uniform_noise_of_the_right_width(n, w, b, noise, low, high, rng):
    x = rng.uniform(low, high, n)
    return x, w * x + b + rng.uniform(-np.sqrt(3) * noise, np.sqrt(3) * noise, n)


@mistake("evenly-spaced-x", "make_line", hint="Would another rng move your points to the left or right?", fails=OWN)
def points_at_even_distances(n, w, b, noise, low, high, rng):
    x = np.linspace(low, high, n)
    return x, w * x + b + rng.normal(0, noise, n)


@mistake("noise-not-scaled", "make_line", hint="Does a larger noise make your points scatter more?", fails=NOISE)
def points_with_noise_of_size_one(n, w, b, noise, low, high, rng):
    x = rng.uniform(low, high, n)
    return x, w * x + b + rng.normal(size=n) * (noise > 0)


@mistake("noise-added-to-x", "make_line", hint="The push moves y. In yours, what does it move?", fails=NOISE)
def points_with_noise_before_the_slope(n, w, b, noise, low, high, rng):
    x = rng.uniform(low, high, n)
    return x, w * (x + rng.normal(0, noise, n)) + b


@mistake("wrong-range-of-x", "make_line", hint="Ask for x between 10 and 12: where are your points?", fails=BOUNDS)
def points_between_minus_five_and_five(n, w, b, noise, low, high, rng):
    x = rng.uniform(-5, 5, n)
    return x, w * x + b + rng.normal(0, noise, n)


@mistake("wrong-range-of-x", "make_line", hint="Ask for x between 10 and 12: where are your points?", fails=BOUNDS)
def points_between_zero_and_one(n, w, b, noise, low, high, rng):
    x = rng.random(n)
    return x, w * x + b + rng.normal(0, noise, n)


@mistake("wrong-range-of-x", "make_line", hint="Ask for x between 10 and 12: where are your points?", fails=BOUNDS)
def points_stretched_too_far(n, w, b, noise, low, high, rng):
    x = low + high * rng.random(n)
    return x, w * x + b + rng.normal(0, noise, n)


@mistake(
    "whole-numbers-for-x",
    "make_line",
    hint="Look at a few of your x: are they all whole numbers?",
    fails=BOUNDS,
)
def points_at_whole_numbers(n, w, b, noise, low, high, rng):
    x = rng.integers(int(low), int(high) + 1, n)
    return x, w * x + b + rng.normal(0, noise, n)


@mistake("returned-in-the-wrong-order", "make_line", hint=hints.CROSSED, fails=BOUNDS)
def points_with_y_first(n, w, b, noise, low, high, rng):
    x = rng.uniform(low, high, n)
    return w * x + b + rng.normal(0, noise, n), x


@mistake("slope-and-intercept-exchanged", "make_line", hint=hints.SWAPPED, fails=BOUNDS)
def points_with_w_and_b_exchanged(n, w, b, noise, low, high, rng):
    x = rng.uniform(low, high, n)
    return x, b * x + w + rng.normal(0, noise, n)


@mistake("intercept-forgotten", "make_line", hint=hints.NO_INTERCEPT, fails=BOUNDS)
def points_without_an_intercept(n, w, b, noise, low, high, rng):
    x = rng.uniform(low, high, n)
    return x, w * x + rng.normal(0, noise, n)


@mistake("hard-coded-for-100-rows", "make_line", hint=hints.HARD_CODED, fails=BOUNDS)
def a_hundred_points_whatever_n_is(n, w, b, noise, low, high, rng):
    x = rng.uniform(low, high, 100)
    return x, w * x + b + rng.normal(0, noise, 100)


@mistake("nothing-returned", "make_line", hint=hints.NO_RETURN, fails=BOUNDS)
def points_that_are_only_printed(n, w, b, noise, low, high, rng):
    x = rng.uniform(low, high, n)
    print(x, w * x + b + rng.normal(0, noise, n))


@right("make_line")
def points_with_the_noise_drawn_first(n, w, b, noise, low, high, rng):
    pushes = noise * rng.standard_normal(n)
    x = low + (high - low) * rng.random(n)
    return [x, w * x + b + pushes]


@right("make_line")
def points_one_by_one(n, w, b, noise, low, high, rng):
    x, y = np.zeros(n), np.zeros(n)
    for i in range(n):
        x[i] = rng.uniform(low, high)
        y[i] = rng.normal(w * x[i] + b, noise)
    return x, y


@right("make_line")
def points_with_the_line_as_the_middle(n, w, b, noise, low, high, rng):
    x = rng.uniform(low=low, high=high, size=n)
    return x, rng.normal(loc=b + w * x, scale=noise)


@right("make_line")
def points_in_order(n, w, b, noise, low, high, rng):
    x = np.sort(rng.uniform(low, high, n))
    return x, w * x + b + rng.normal(0, noise, n)


@right("make_line")
def points_from_two_spawned_generators(n, w, b, noise, low, high, rng):
    for_x, for_noise = rng.spawn(2)
    x = for_x.uniform(low, high, n)
    return x, w * x + b + for_noise.normal(0.0, noise, n)


@right("make_line")
def points_on_the_predicted_line(n, w, b, noise, low, high, rng):
    x = rng.uniform(low, high, n)
    return x, predict_line(x, w, b) + rng.normal(0.0, noise, n)
