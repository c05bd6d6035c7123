"""The package offers what notebooks call."""

from __future__ import annotations

import lab
import pytest


def test_the_package_lists_its_names_and_imports_data_on_first_use() -> None:
    assert dir(lab) == lab.__all__
    assert lab.data.line().x.shape == (100,)
    with pytest.raises(AttributeError, match="lab has no 'chek'"):
        lab.chek  # noqa: B018 - looking it up is the test
