"""What a profile has its login say once a connection is open."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from monitor.feed.conditions import Conditions
from monitor.feed.decoding.plan import compile_when
from monitor.feed.login_answers import LoginAnswer, belongs_to_login
from monitor.feed.paths import Member, Path
from monitor.feed.profile import Profile
from monitor.feed.sources import Sources
from monitor.feed.templates import messages_of

__all__ = ["Part", "Wording", "wording_of"]

_PLAIN_WORD: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.: -]*")


@dataclass(frozen=True, slots=True)
class Part:
    """Messages of one [[send]]. when: said once such a message has come; empty: as soon as anything can be said."""

    messages: Sequence[str] = field(repr=False)
    when: Conditions = ()
    key: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """
    parts:       its [[send]], in order; empty where none of them waits for anything.
    answers:     to challenges. refused: how the server says no.
    seconds:     so long may what is waited for take.
    wall:        tells the time in seconds, for tokens.
    learn:       is told each value that is worked out, before it is said.
    words:       a message that holds none of these is of no concern; None: every one may be. words_later: the same,
                 once nothing is waited for any more.
    """

    parts: Sequence[Part]
    answers: Sequence[LoginAnswer]
    refused: Sequence[Conditions]
    seconds: float
    wall: Callable[[], float]
    learn: Callable[[str], None]

    @property
    def empty(self) -> bool:
        """Whether there is no login to speak of."""
        return not (self.parts or self.answers or self.refused)

    @property
    def words(self) -> tuple[bytes, ...] | None:
        """See above."""
        return _words([*(part.when for part in self.parts if part.when), *self._lasting()])

    @property
    def words_later(self) -> tuple[bytes, ...] | None:
        """See above."""
        return _words(self._lasting())

    def _lasting(self) -> list[Conditions]:
        return [*(answer.when for answer in self.answers), *self.refused]


def wording_of(
    profile: Profile, sources: Sources, *, wall: Callable[[], float], learn: Callable[[str], None]
) -> Wording:
    """What `profile` says of its login, with every `${…}` filled in that can be beforehand. Raises ProfileError."""
    parts = [
        Part(
            messages_of(profile, index, sources),
            compile_when(send.when, key=f"send[{index}].when", announces=False) if send.when else (),
            key=f"send[{index}]",
        )
        for index, send in enumerate(profile.send)
    ]
    answers = [
        LoginAnswer(answer, profile, sources, index=index)
        for index, answer in enumerate(profile.answer)
        if belongs_to_login(answer, profile)
    ]
    return Wording(
        parts if any(part.when for part in parts) else (),
        answers,
        [compile_when(when, key=f"refused[{index}]", announces=False) for index, when in enumerate(profile.refused)],
        seconds=profile.limits.connect_seconds,
        wall=wall,
        learn=learn,
    )


def _words(all_conditions: Iterable[Conditions]) -> tuple[bytes, ...] | None:
    """One word of each set of conditions that a message must hold to fulfil it; looking for them is quick."""
    found = []
    for conditions in all_conditions:
        words = [word for path, literal in conditions for word in _asked(path, literal) if _PLAIN_WORD.fullmatch(word)]
        if not words:
            return None
        found.append(max(words, key=len).encode("ascii"))
    return tuple(dict.fromkeys(found))


def _asked(path: Path, literal: object) -> Iterator[str]:
    """The words that stand in a message which holds `literal` at `path`."""
    yield from (part.name for part in path.parts if isinstance(part, Member))
    if isinstance(literal, str):
        yield literal
