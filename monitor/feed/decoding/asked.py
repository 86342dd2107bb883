"""Questions put to whole blocks of messages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from msgspec import UNSET

from monitor.feed.conditions import Question
from monitor.feed.decoding.layout import Kind, Node, Place, ask
from monitor.feed.decoding.structs import Reader
from monitor.feed.paths import Path, Step

__all__ = ["Asked"]


class Asked:
    """Questions with their places in a tree.

    prefix: the path that the questions' own start from.
    Raises UnfitError when only the slow way can answer one of them.
    """

    def __init__(self, root: Node, questions: Sequence[Question], *, prefix: Path | None = None) -> None:
        start = prefix.parts if prefix else ()
        self._placed: list[_Placed] = []
        self._complete = True
        self.always = 0
        """The answers that hold for every message, because they are about the whole of it."""
        for question in sorted(questions, key=lambda question: -len(question.path.parts)):
            parts = question.path.parts[1:] if question.path.parts[:1] == (Step.WHOLE,) else question.path.parts
            if not parts and prefix is None:
                self.always |= question.present
                continue
            presence_only = question.presence_only
            place = ask(root, Path((*start, *parts)), Kind.PRESENT if presence_only else Kind.ANY)
            if place is None:
                self._complete = False
            else:
                self._placed.append(_Placed(question, place, presence_only=presence_only, present=question.present))

    def masks(self, reader: Reader, structures: Sequence[Any]) -> Sequence[int]:
        """The answers of all questions together for each structure; one mask alone when it is that of all."""
        together: Sequence[int] = (self.always,)
        for masks in self._each(reader, structures):
            if len(together) == 1:
                together = [together[0] | mask for mask in masks]
            elif len(masks) == 1:
                together = [mask | masks[0] for mask in together]
            else:
                together = [one | other for one, other in zip(together, masks, strict=True)]
        return together

    def fulfilled(self, reader: Reader, structures: Sequence[Any]) -> Sequence[bool]:
        """Whether each structure has every question answered by something; one alone when it is that of all."""
        together: Sequence[bool] = (self._complete,)
        for masks in self._each(reader, structures):
            if len(together) == 1:
                together = [together[0] and mask > 0 for mask in masks]
            elif len(masks) == 1:
                together = [so_far and masks[0] > 0 for so_far in together]
            else:
                together = [so_far and mask > 0 for so_far, mask in zip(together, masks, strict=True)]
        return together

    def _each(self, reader: Reader, structures: Sequence[Any]) -> Sequence[Sequence[int]]:
        return [placed.answers(reader, structures) for placed in self._placed]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A question and where its answer stands. `present`: its mask for an object or an array."""

    question: Question
    place: Place
    presence_only: bool
    present: int

    def answers(self, reader: Reader, structures: Sequence[Any]) -> Sequence[int]:
        values = reader.take(structures, self.place)
        if self.place.node.leaf is not None and not self.presence_only:
            return self.question.ask_all(values)
        # An object or an array, of which no more can be asked than whether it is there.
        absent = reader.absent(self.place)
        there = {value is not absent and value is not UNSET for value in values}
        if len(there) == 1:
            return (self.present if True in there else 0,)
        return [0 if value is absent or value is UNSET else self.present for value in values]
