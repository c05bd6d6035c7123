"""Wrong and right ways to write `own_data`."""

import lab

from autograder.course.mistakes import mistakes, right
from autograder.course.solution_changes import replace

OWN_DATA = mistakes("own_data")
PAIR = "table.X, table.y"

OWN_DATA.add(
    "target-among-the-features",
    hint="Which columns may a model read when it predicts the target?",
    fails="test_no_feature_is_the_target",
    data_with_the_target_in_it=replace(PAIR, "np.column_stack([table.X, table.y]), table.y"),
)
OWN_DATA.add(
    "too-few-rows",
    hint="How many rows are in your table, and how many go into your answer?",
    fails="test_has_enough_rows_and_not_too_many_columns",
    data_of_the_first_rows=replace(PAIR, "table.X[:20], table.y[:20]"),
)
OWN_DATA.add(
    "targets-as-a-column",
    hint="Print the shape of your y: how many axes should one number per row have?",
    fails="test_a_table_and_its_targets",
    data_with_a_column_of_targets=replace(PAIR, "table.X, table.y[:, None]"),
)


@right("own_data")
def own_data_of_another_name():
    return [*vars(lab.data.own_table("Emmy Noether")).values()][:2]


@right("own_data")
def own_data_from_a_text():
    lines = [f"{n},{n * n % 13},{n % 7 - 2 * n}" for n in range(50)]
    table = lab.data.table_from_csv("a,b,c\n1,,2\n" + "\n".join(lines))
    return table.X, table.y
