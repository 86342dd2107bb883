"""Every text of a profile in which `${…}` can stand, and the secrets they ask for."""

from collections.abc import Iterator

from monitor.core.errors import ProfileError
from monitor.feed.filling import rule_texts
from monitor.feed.login_rules.rule import SigningStep
from monitor.feed.placeholders import slots
from monitor.feed.profile import Profile

__all__ = ["profile_texts", "references", "secrets_needed"]


def profile_texts(profile: Profile) -> Iterator[str]:
    """Every template of `profile`: address, headers, messages, the texts of the login and the dialect."""
    yield from (profile.address, profile.origin, profile.proxy.url)
    for table in (profile.headers, profile.cookies, profile.variables):
        yield from table.values()
    for send in profile.send:
        yield from (send.text, send.each)
    for every in profile.every:
        yield every.text
    for answer in profile.answer:
        yield answer.text
    for rule in (profile.login, *_of_messages(profile), profile.dialect):
        for _, text in rule_texts(rule):
            yield text


def _of_messages(profile: Profile) -> Iterator[tuple[SigningStep, ...]]:
    yield from (every.login for every in profile.every)
    yield from (answer.login for answer in profile.answer)


def references(text: str) -> tuple[str, ...]:
    """What `text` takes from outside the profile: "env:NAME", "secret:NAME". Nothing while a slot is never closed."""
    try:
        return tuple(slot.reference for slot in slots(text) if slot.reference)
    except ProfileError:
        return ()


def secrets_needed(profile: Profile) -> tuple[str, ...]:
    """The secrets that `profile` refers to, as "env:NAME" and "secret:NAME", each once, in the order of its texts."""
    return tuple(dict.fromkeys(found for text in profile_texts(profile) for found in references(text)))
