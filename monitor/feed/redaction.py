"""Which values of a profile are secret, and keeping them out of texts."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from monitor.core.errors import ProfileError
from monitor.core.secrecy import HIDDEN, SHORTEST_GUESSED, looks_secret, repeatable
from monitor.feed.encoding import forms
from monitor.feed.filling import rule_texts
from monitor.feed.lookup import Lookup
from monitor.feed.placeholders import fill
from monitor.feed.profile import Profile
from monitor.feed.sources import Sources
from monitor.feed.texts import secrets_needed

__all__ = ["Redactor", "secrets"]

_NO_SECRETS = frozenset({"authid"})
"""Keys of a rule that only sound like one: this is a user's name."""


def secrets(profile: Profile, sources: Sources) -> frozenset[str]:
    """The values that must not show in any text: all that the profile takes from the environment
    and the keychain, every cookie, and
    the variables, headers and values of the dialect whose names speak of secrets. What cannot be rendered has no
    secret yet.
    """
    certain = {sources.referred(reference) for reference in secrets_needed(profile)}
    guessed = {value for value in _guessed(profile, sources) if len(value) >= SHORTEST_GUESSED}
    return frozenset((certain | guessed) - {""})


def _guessed(profile: Profile, sources: Sources) -> Iterator[str]:
    named = (*profile.variables.items(), *profile.headers.items())
    texts = [text for name, text in named if looks_secret(name)]
    for text in (*texts, *profile.cookies.values(), *_told_to_log_in(profile)):
        try:
            value = fill(text, Lookup(profile, sources, key=""))
        except ProfileError:
            continue
        yield from repeatable(value)


def _told_to_log_in(profile: Profile) -> Iterator[str]:
    """What the dialect's rule calls a secret, by the name of a key or of a member of the JSON in its value."""
    for path, text in rule_texts(profile.dialect):
        if any(isinstance(part, str) and part not in _NO_SECRETS and looks_secret(part) for part in path):
            yield text
        elif text.lstrip().startswith("{"):
            yield from _secret_members(text)


def _secret_members(text: str) -> Iterator[str]:
    try:
        yield from _named_secret(json.loads(text))
    except (ValueError, RecursionError):
        return


def _named_secret(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, held in value.items():
            if isinstance(held, str) and looks_secret(name):
                yield held
            else:
                yield from _named_secret(held)
    elif isinstance(value, list):
        for held in value:
            yield from _named_secret(held)


class Redactor:
    """Replaces every secret in a text by "…", also where it is escaped as in JSON or as in an address."""

    def __init__(self, secrets: Iterable[str]) -> None:
        found = {form for secret in secrets if secret for form in forms(secret)}
        longest_first = sorted(found, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, longest_first))) if found else None

    def __call__(self, text: str) -> str:
        """`text` without the secrets."""
        return self._pattern.sub(HIDDEN, text) if self._pattern else text
