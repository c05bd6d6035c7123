"""The packages that grading needs, with the versions that are installed here: the same versions give the same marks."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import autograder
from autograder.errors import UsageError

DISTRIBUTION = "gradient-descent-course-kit"
LEFT_OUT = frozenset({"jupyterlab", "nbgrader"})
"""Requirements of the kit that grading does not use."""


def pinned_requirements(modules: Iterable[str] = ()) -> list[str]:
    """Return the requirements of the kit and of these modules, and those of each package, as lines for pip."""
    versions: dict[str, str] = {}
    pending = [*_kit_requirements(), *_requirements_of_modules(modules)]
    extras: dict[str, set[str]] = {}
    while pending:
        requirement = pending.pop()
        name = canonicalize_name(requirement.name)
        is_new = name not in versions or not requirement.extras <= extras[name]
        if is_new and name not in LEFT_OUT:
            extras[name] = {"", *requirement.extras} | extras.get(name, set())
            versions[name] = _version(name)
            pending += _needs(name, extras[name])
    return [f"{name}=={version}" for name, version in sorted(versions.items())]


def minimum_requirements(modules: Iterable[str] = ()) -> list[str]:
    """Return the direct requirements of the kit and of these modules, for a machine on which others cannot be had."""
    requirements = [*_kit_requirements(), *_requirements_of_modules(modules)]
    return sorted(str(requirement) for requirement in requirements if requirement.name not in LEFT_OUT)


def _kit_requirements() -> list[Requirement]:
    """Return the direct requirements: those of pyproject.toml in a clone, whose installed records may be older."""
    project = Path(autograder.__file__).parents[1] / "pyproject.toml"
    if project.is_file():
        return list(map(Requirement, tomllib.loads(project.read_text(encoding="utf-8"))["project"]["dependencies"]))
    return list(_needs(DISTRIBUTION, {""}))


def _requirements_of_modules(modules: Iterable[str]) -> Iterator[Requirement]:
    distributions = metadata.packages_distributions()
    for module in modules:
        name = module.partition(".")[0]
        yield from map(Requirement, distributions.get(name, [name]))


def _needs(name: str, extras: Iterable[str]) -> Iterator[Requirement]:
    """Yield what an installed package needs on this machine."""
    for text in metadata.distribution(name).requires or ():
        requirement = Requirement(text)
        if requirement.marker is None or any(requirement.marker.evaluate({"extra": extra}) for extra in extras):
            yield requirement


def _version(name: str) -> str:
    try:
        return metadata.version(name).partition("+")[0]  # a local build is in no package index
    except metadata.PackageNotFoundError:
        raise UsageError(f"'{name}' is not installed here", fix=f"run `pip install {name}`") from None
