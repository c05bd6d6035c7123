"""The page of a unit: its notebook as Markdown, with the outputs of given cells.

The student's edition has the text, the given code and its figures, the questions of the predictions and the stubs of
the exercises. It never shows an outcome: whoever wants to know it predicts in the notebook. The instructor's edition
adds what `autograder.book.instructor` writes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lab.predicting.question_types import Choice, Question

from autograder.book import instructor, links, markdown, outputs
from autograder.book.execution import Outputs
from autograder.course import navigation
from autograder.course.notebook import Cell, Notebook, Role, cell_name, cell_role, cell_source, checked_name
from autograder.course.points import fill_in
from autograder.course.unit_content import UnitContent

CARD = re.compile(r"^@?lab\.(predict|reveal|explain|progress)\(\s*[\"']([\w-]+)[\"']", re.MULTILINE)
ANSWER_PLACE = re.compile(r"\*?Your answer:?\*?:?")


@dataclass(frozen=True)
class Page:
    """A page's Markdown, its pictures by path, and whether one of its figures turns."""

    name: str
    text: str
    pictures: dict[str, bytes]
    turns: bool = False


def write_page(content: UnitContent, cell_outputs: Outputs, *, for_instructors: bool) -> Page:
    """Return the page of a unit. NotebookError for a figure without an alternative text."""
    return _Writer(content, cell_outputs, for_instructors).page()


@dataclass
class _Writer:
    """Writes the cells of a page, and collects their pictures."""

    content: UnitContent
    cell_outputs: Outputs
    for_instructors: bool
    pictures: dict[str, bytes] = field(default_factory=dict)
    turns: bool = False

    def page(self) -> Page:
        blocks = [block for cell in self._notebook()["cells"] for block in self._blocks(cell) if block.strip()]
        return Page(self.content.unit.id, "\n\n".join(blocks) + "\n", self.pictures, self.turns)

    def _notebook(self) -> Notebook:
        """Return the notebook of the edition, the released one or the source with its points, without its links."""
        content = self.content
        filled = fill_in(content.source, content.points, content.unit.id) if self.for_instructors else content.release
        return navigation.flat_links(filled, names=())

    def _blocks(self, cell: Cell) -> Iterator[str]:
        if navigation.is_generated(cell):
            return  # the book has its own links
        role, source = cell_role(cell), cell_source(cell)
        card = CARD.search(source)
        if role is Role.TEXT:
            yield from self._text(source)
        elif role is Role.MANUAL_ANSWER:
            if self.for_instructors:
                yield markdown.admonition("A sample text", source, "instructor")
        elif role is Role.SOLUTION:
            text = self.content.solutions[cell_name(cell)] if self.for_instructors else source
            yield markdown.code_block(text, "python", "exercise")
        elif role is Role.CHECK:
            if self.for_instructors and checked_name(cell) in self.content.exercises:
                yield instructor.exercise_notes(self.content, checked_name(cell))
        elif card:
            yield from self._card(card[1], self.content.questions.get(card[2]), cell)
        else:
            yield markdown.code_block(source, "python")
            yield self._outputs(cell)

    def _text(self, source: str) -> Iterator[str]:
        """Yield a text cell; the title gets the unit's number and is followed by its facts."""
        content = self.content
        if ANSWER_PLACE.fullmatch(source.strip()):
            return
        text = links.link_titles(source, content.course, content.unit)
        title = re.match(r"# (.+)\n?", text)
        if title:
            yield f"# Unit {links.number_of(content.course, content.unit)}: {title[1]}"
            yield self._facts()
            text = text[title.end() :]
        yield text

    def _facts(self) -> str:
        content, unit = self.content, self.content.unit
        number, total = links.number_of(content.course, unit), len(content.course.units)
        facts = [f"Unit {number} of {total}", *(["optional"] if unit.optional else [])]
        facts += [f"about {unit.minutes} minutes", f"{content.points.total} points"]
        earlier = links.builds_on(content.source, content.course, unit)
        if earlier:
            names = ", ".join(f"[{other.title}]({other.id}.md)" for other in earlier)
            facts.append(f"builds on {names}")
        return markdown.container(" · ".join(facts), "unit-facts")

    def _card(self, kind: str, question: Question | None, cell: Cell) -> Iterator[str]:
        """Yield what stands for one of the cards of `lab`."""
        if question is None:
            return
        if kind == "predict":
            yield question_box(question, self.content.points.of(question.id))
        elif kind == "reveal" and self.for_instructors:
            yield markdown.code_block(cell_source(cell), "python")
            yield self._outputs(cell)
        elif kind == "reveal":
            yield markdown.container("Your notebook shows the outcome here, beside your prediction.", "outcome-place")
        elif kind == "explain" and self.for_instructors:
            yield instructor.prediction_notes(self.content, question)

    def _outputs(self, cell: Cell) -> str:
        name = cell_name(cell)
        rendering = outputs.render(self.cell_outputs.get(name, ()), f"{self.content.unit.id}/{name}")
        self.pictures |= rendering.pictures
        self.turns = self.turns or rendering.turns
        return rendering.text


def question_box(question: Question, points: int) -> str:
    """Return the question of a prediction, without its explanations: they are asked for after the outcome."""
    if isinstance(question, Choice):
        answers = "\n".join(f"- {markdown.sentence(choice)}" for choice in question.choices.values())
    else:
        answers = f"Your answer is a number{f' ({question.unit})' if question.unit else ''}."
    place = "Lock in your prediction in the notebook before you read on."
    return markdown.admonition(
        f"Predict ({points} points)", f"{markdown.sentence(question.text)}\n\n{answers}\n\n{place}", "prediction"
    )
