"""Standard comments of a unit: `comments/<unit>.yml`, sentences for students, by exercise and mistake.

    train_step:
      updates-b-with-new-w: |
        Both gradients belong to the old line. Compute them first, then update.
      not-attempted: Come to the office hours, we will begin together.

A comment is given where the mistake is recognised. A person who writes a comment of their own replaces it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from autograder.course.configuration import Unit
from autograder.course.notebook import Notebook, Role, cell_name, cell_role, checked_names, manual_answers
from autograder.course.yaml_document import YamlDocument, suggest
from autograder.errors import CourseError

NOT_ATTEMPTED = "not-attempted"
OF_AN_ARGUMENT = ("times-", "without-", "ignores-")
"""Relations, followed by the name of any argument."""
OTHERWISE = "otherwise"
"""The key of the comment for an exercise that lost points by no mistake that has a comment."""


@dataclass(frozen=True, slots=True)
class StandardComments:
    """Texts by exercise or manual answer, and by mistake."""

    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @classmethod
    def load(cls, unit: Unit, release: Notebook) -> StandardComments:
        """Read the file of a unit, if there is one. CourseError unless it has texts for exercises of the notebook."""
        path = comments_file(unit)
        if not path.is_file():
            return cls()
        document = YamlDocument.read(path, "write an exercise and comments on it, or remove the file")
        names = commented_cells(release)
        if not isinstance(document.data, dict):
            raise _error(document, (), "it should hold exercises", "write the name of an exercise, then its comments")
        for name, texts in document.data.items():
            if name not in names:
                fix = suggest(name, names, "exercises and manual answers")
                raise _error(document, (name,), f"there is no exercise '{name}'", fix)
            if not isinstance(texts, dict) or not texts:
                fix = f"write lines such as '{NOT_ATTEMPTED}: ...' below it, indented"
                raise _error(document, (name,), f"'{name}' should hold comments by mistake", fix)
            for mistake, text in texts.items():
                if not isinstance(text, str) or not text.strip():
                    raise _error(document, (name, mistake), f"the comment '{mistake}' is no text", "put it in quotes")
        return cls({name: {key: text.strip() for key, text in texts.items()} for name, texts in document.data.items()})

    def require_mistakes(self, unit: Unit, mistakes: Mapping[str, Iterable[str]]) -> None:
        """Raise CourseError for a comment on something that is no mistake of its exercise."""
        document = YamlDocument.read(comments_file(unit)) if self.texts else None
        for name, texts in self.texts.items():
            names = [*dict.fromkeys(mistakes.get(name, ())), NOT_ATTEMPTED, OTHERWISE]
            for mistake in texts:
                is_known = mistake in names or mistake.startswith(OF_AN_ARGUMENT)
                if not is_known and document is not None:
                    fix = suggest(mistake, names, f"mistakes of '{name}'")
                    raise _error(document, (name, mistake), f"'{name}' has no mistake '{mistake}'", fix)

    def choose(self, name: str, mistakes: Iterable[str], *, attempted: bool, complete: bool) -> str:
        """Return the comments on the mistakes that a student made in an exercise, or an empty text."""
        texts = self.texts.get(name, {})
        if complete:
            return ""
        if not attempted:
            return texts.get(NOT_ATTEMPTED, "")
        fitting_texts = [texts[mistake] for mistake in dict.fromkeys(mistakes) if mistake in texts]
        return "\n\n".join(fitting_texts) or texts.get(OTHERWISE, "")


def commented_cells(release: Notebook) -> list[str]:
    """Return the names of the cells that can have a comment: exercises and manual answers, in the notebook's order."""
    solutions = [cell_name(cell) for cell in release["cells"] if cell_role(cell) is Role.SOLUTION]
    return [name for name in solutions if name in checked_names(release)] + list(manual_answers(release))


def comments_file(unit: Unit) -> Path:
    """Return the path of a unit's standard comments."""
    return unit.root / "comments" / f"{unit.id}.yml"


def _error(document: YamlDocument, place: tuple[object, ...], message: str, fix: str) -> CourseError:
    return CourseError(message, where=f"comments/{document.where(tuple(map(str, place)))}", fix=fix)
