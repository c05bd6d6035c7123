"""Names of the mistakes behind failed checks, from the answers that a unit's known mistakes give to the same checks."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lab.checking.api import Student
from lab.checking.local_caller import LocalCaller

from autograder.checking.diagnosis import Recorder, Transcript, Transcripts, name_mistakes
from autograder.checking.known_answers import KnownAnswers
from autograder.checking.pytest_session import Check, Checker
from autograder.checking.relation import Relation
from autograder.checking.remote_caller import RemoteCaller
from autograder.checking.repeated_work import do_work
from autograder.course.mistakes import Mistake
from autograder.course.unit_content import UnitContent
from autograder.grading.relation_search import RelationSearch


@dataclass
class MistakeNaming:
    """Names mistakes, and stores what implementations and reference do in the checks for all submissions of a batch."""

    content: UnitContent
    checker: Checker
    known_answers: KnownAnswers = field(default_factory=KnownAnswers)
    _transcripts: dict[tuple[str, str, str], Transcript] = field(default_factory=dict)
    _named: dict[Hashable, tuple[Transcripts, Mapping[str, Mistake]]] = field(default_factory=dict)
    _reference_passes: dict[tuple[str, str], bool] = field(default_factory=dict)
    _relations: RelationSearch = field(init=False)

    def __post_init__(self) -> None:
        self._relations = RelationSearch(self.content, self.checker)

    def name_mistakes(
        self, exercise: str, failed: Transcripts, caller: RemoteCaller | None = None
    ) -> Mapping[str, Mistake | Relation]:
        """Return the mistake behind each failed check of an exercise, where one is recognised.

        A known mistake of the unit comes first. Where none is recognised, the student's function is asked through
        `caller` for a relation to the right answers.
        """
        if not failed or not self.content.course.policies.name_mistakes:
            return {}
        mistakes = self._known_mistakes(exercise, failed)
        answered = all(exchange.reply.ending == "returned" for transcript in failed.values() for exchange in transcript)
        if mistakes or caller is None or not answered:
            return mistakes
        relation = do_work(("relation", exercise), lambda: self._relations.find(exercise, caller), caller)
        return dict.fromkeys(failed, relation) if relation else {}

    def _known_mistakes(self, exercise: str, failed: Transcripts) -> Mapping[str, Mistake]:
        """Return the known mistake behind each failed check. Known answers have one transcript for all students."""
        if not all(map(self.known_answers.keeps, failed.values())):
            return self._find_mistakes(exercise, failed)
        key = (exercise, *((name, id(transcript)) for name, transcript in failed.items()))
        if key not in self._named:
            self._named[key] = failed, self._find_mistakes(exercise, failed)
        return self._named[key][1]

    def _find_mistakes(self, exercise: str, failed: Transcripts) -> Mapping[str, Mistake]:
        checks = {check.name: check for check in self.checker.checks_of(exercise)}
        reference = _ImplementationTranscripts(self, checks, "reference", self.content.reference[exercise])
        candidates = [
            (mistake, _ImplementationTranscripts(self, checks, mistake.name, mistake.implementation.value))
            for mistake in self.content.catalogue.mistakes_of(exercise)
        ]
        return name_mistakes(failed, reference, candidates)

    def transcript(self, check: Check, implementation: str, function: Callable[..., Any]) -> Transcript:
        """Return the transcript of a check on an implementation of its exercise; each is made once."""
        key = (check.exercise, implementation, check.name)
        if key not in self._transcripts:
            recorder = Recorder(LocalCaller({**self.content.reference, check.exercise: function}))
            self.checker.run(check, Student(recorder, self.checker.returns))
            self._transcripts[key] = recorder.transcript
        return self._transcripts[key]

    def reference_passes(self, check: Check) -> bool:
        """Return whether the reference passes a check. If it does, a crash of the check is due to an answer."""
        key = (check.exercise, check.name)
        if key not in self._reference_passes:
            student = Student(LocalCaller(self.content.reference), self.checker.returns)
            self._reference_passes[key] = self.checker.run(check, student).outcome == "passed"
        return self._reference_passes[key]


@dataclass(frozen=True)
class _ImplementationTranscripts(Mapping[str, Transcript]):
    """The transcripts of one implementation by check, each made when it is read: most differ in the first."""

    naming: MistakeNaming
    checks: Mapping[str, Check]
    implementation: str
    function: Callable[..., Any]

    def __getitem__(self, check: str) -> Transcript:
        return self.naming.transcript(self.checks[check], self.implementation, self.function)

    def __iter__(self) -> Iterator[str]:
        return iter(self.checks)

    def __len__(self) -> int:
        return len(self.checks)
