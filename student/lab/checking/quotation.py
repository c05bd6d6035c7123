"""Descriptions of what student code raised and returned, without a word that it chose itself."""

from __future__ import annotations

import builtins
from collections.abc import Iterable
from typing import Any

import numpy as np

from lab.checking.calls import OpaqueValue, map_leaves
from lab.checking.comparison import TYPE_LABELS, type_label

MAX_ARGUMENTS = 6
KNOWN_EXCEPTIONS = frozenset(
    name for name, value in vars(builtins).items() if isinstance(value, type) and issubclass(value, BaseException)
) | {"LinAlgError"}

KNOWN_CLASSES = frozenset(name for name, value in vars(builtins).items() if isinstance(value, type)) | {
    *("ndarray of object", "function", "builtin_function_or_method", "method", "generator", "module", "Generator"),
    *("Tensor", "Parameter", "DataFrame", "Series"),
}


def exception_without_message(label: str, error: str, arguments: Iterable[Any]) -> str:
    """Describe an exception by its class, if that is a common one, and the types and shapes of the call's arguments."""
    name = error if error in KNOWN_EXCEPTIONS else "an exception of its own"
    labels = [_argument_label(argument) for argument in arguments]
    first_labels = labels[:MAX_ARGUMENTS] + ["…"] * (len(labels) > MAX_ARGUMENTS)
    return f"`{label}` raised {name}" + (f" when it was called with {', '.join(first_labels)}" if labels else "")


def without_class_names(value: Any) -> Any:
    """Return the value with the names of student classes taken out of it; those of common classes stay."""
    return map_leaves(value, _without_class_name)


def _without_class_name(value: Any) -> Any:
    is_unknown = isinstance(value, OpaqueValue) and value.name not in KNOWN_CLASSES
    return OpaqueValue("") if is_unknown else value


def _argument_label(argument: Any) -> str:
    if isinstance(argument, np.generic):
        argument = argument.item()
    if argument is None or type(argument) in TYPE_LABELS:
        return type_label(argument)
    return "a function" if callable(argument) else "an object"
