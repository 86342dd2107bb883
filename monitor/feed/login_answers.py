"""Which messages of a profile belong to its login, and what the login's answers say."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from monitor.core.errors import ProfileError
from monitor.feed.conditions import Conditions
from monitor.feed.decoding.plan import compile_when
from monitor.feed.encoding import Encode, in_json
from monitor.feed.filling import filled
from monitor.feed.login_rules.rule import SigningStep, yielded_names
from monitor.feed.lookup import Lookup
from monitor.feed.paths import compile_path
from monitor.feed.placeholders import Slot, fill, slots
from monitor.feed.profile import Answer, Literals, Profile
from monitor.feed.profiles.lines import KeyPath, dotted
from monitor.feed.scalars import plain_text
from monitor.feed.sources import Sources

__all__ = ["LoginAnswer", "belongs_to_login", "given_names", "login_conditions"]


def given_names(profile: Profile) -> frozenset[str]:
    """The names that the profile itself gives to something: its variables, and what its login yields."""
    return frozenset((*profile.variables, *(name for step in profile.login for name in yielded_names(step))))


def belongs_to_login(answer: Answer, profile: Profile) -> bool:
    """Whether `answer` is given by the login: it needs more than its message, or something waits for what it brings."""
    return _is_challenge(answer, given_names(profile)) or any(send.when for send in profile.send)


def login_conditions(profile: Profile) -> Iterator[tuple[str, Literals]]:
    """The messages of the login, each with its key in the profile. They need not hold a row."""
    for index, answer in enumerate(profile.answer):
        if belongs_to_login(answer, profile):
            yield f"answer[{index}].when", answer.when
    for index, send in enumerate(profile.send):
        if send.when:
            yield f"send[{index}].when", send.when
    for index, when in enumerate(profile.refused):
        yield f"refused[{index}]", when


class LoginAnswer:
    """An answer that takes secrets, values of the login, and what the message holds.

    when:      its conditions. challenge: whether the login cannot go on without it.
    Raises ProfileError where a condition, or a path in its texts, cannot be read.
    """

    def __init__(self, answer: Answer, profile: Profile, sources: Sources, *, index: int) -> None:
        self.when: Conditions = compile_when(answer.when, key=f"answer[{index}].when", announces=False)
        self.steps = answer.login
        self.key = f"answer[{index}]"
        self._text = answer.text
        self._profile = profile
        self._sources = sources
        self._index = index
        self._given = given_names(profile)
        self.challenge = _is_challenge(answer, self._given)

    def step(self, at: int, message: Any, yielded: Mapping[str, str]) -> SigningStep:
        """The step with the texts filled in. Raises ProfileError, also for what the message does not hold."""
        step = self.steps[at]

        def fill_text(text: str, path: KeyPath, /, *, encode: Encode, **given: str) -> str:
            return self._filled(text, path, message, yielded, encode)

        rendered: SigningStep = filled(step, type(step), ("answer", self._index, "login", at), fill_text=fill_text)
        return rendered

    def text(self, message: Any, yielded: Mapping[str, str]) -> str:
        """What to say. Raises ProfileError."""
        return self._filled(self._text, ("answer", self._index, "text"), message, yielded, in_json)

    def _filled(self, text: str, path: KeyPath, message: Any, yielded: Mapping[str, str], encode: Encode) -> str:
        known = Lookup(self._profile, self._sources.with_yielded(yielded), key=dotted(path))

        def value(slot: Slot) -> str:
            if _from_profile(slot, self._given | yielded.keys()):
                return known(slot)
            found = compile_path(slot.body).get(message)
            if found is msgspec.UNSET:
                raise ProfileError(f"the message to answer holds no `{slot.body}`", key=dotted(path))
            plain = plain_text(found)
            return msgspec.json.encode(found).decode() if plain is None else plain

        return fill(text, value, encode=encode)


def _is_challenge(answer: Answer, given: frozenset[str]) -> bool:
    """Whether it takes a secret, a step, or a value of the profile's."""
    return bool(answer.login) or any(_from_profile(slot, given) for slot in _slots(answer.text))


def _from_profile(slot: Slot, given: frozenset[str]) -> bool:
    """A bare `timestamp`, `nonce` or `uuid` is a member of the message; with a unit it can be no path."""
    return bool(slot.reference) or slot.name in given or (slot.made and ":" in slot.body)


def _slots(text: str) -> tuple[Slot, ...]:
    try:
        return tuple(slots(text))
    except ProfileError:
        return ()
