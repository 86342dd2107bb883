"""A profile as it may be passed on: every secret in it is a reference to a variable of the environment."""

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote

import msgspec

from monitor.core.secrecy import SHORTEST_GUESSED, looks_secret
from monitor.feed.profile import Profile
from monitor.feed.redaction import secrets
from monitor.feed.sources import Sources
from monitor.workspace.adding.login import host_of, secret_name

__all__ = ["without_secrets"]

_USERINFO = re.compile(r"//[^/?#@:]*:([^/?#@]+)@")
_PAIR = re.compile(r"[?&]([^=&#]+)=([^&#]+)")
_REFERENCE = re.compile(r"\$\{[^{}]*\}")


def without_secrets(profile: Profile) -> Profile:
    """The profile with `${env:…}` wherever a value stands that is a secret, or may be one."""
    names = dict(_named(profile))
    if not names:
        return profile
    longest_first = sorted(names, key=len, reverse=True)
    pattern = re.compile("|".join([_REFERENCE.pattern, *map(re.escape, longest_first)]))

    def point(found: re.Match[str]) -> str:
        return f"${{env:{names[found[0]]}}}" if found[0] in names else found[0]

    plain = msgspec.to_builtins(profile)
    told = {key: value if key in _PLAIN else _replaced(value, pattern, point) for key, value in plain.items()}
    return msgspec.convert(told, Profile)


_PLAIN = frozenset({"schema", "name", "about", "discover", "stream", "symbols", "limits"})
"""Members in which nothing is sent to the server."""


def _named(profile: Profile) -> Iterator[tuple[str, str]]:
    """Each secret value that stands in the profile, and the name of the variable that is to hold it."""
    host = host_of(profile)
    known = secrets(profile, Sources({}))
    for what, text in _members(profile):
        for value in known:
            if len(value) >= SHORTEST_GUESSED and value in text:
                yield value, secret_name(host, what)
    for source in (profile.address, profile.proxy.url):
        for found in _USERINFO.finditer(source):
            if not _REFERENCE.search(found[1]):
                yield found[1], secret_name(host, "password")
        for found in _PAIR.finditer(source):
            if looks_secret(unquote(found[1])) and not _REFERENCE.search(found[2]):
                yield found[2], secret_name(host, found[1])


def _members(profile: Profile) -> Iterator[tuple[str, str]]:
    """Texts of the profile and what each is called."""
    tables: tuple[Mapping[str, str], ...] = (profile.variables, profile.headers, profile.cookies)
    for table in tables:
        yield from table.items()
    if profile.dialect is not None:
        yield from _strings("login", msgspec.to_builtins(profile.dialect))
    for send in profile.send:
        yield "message", send.text


def _strings(name: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, dict):
        for key, held in value.items():
            yield from _strings(str(key), held)
    elif isinstance(value, list | tuple):
        for held in value:
            yield from _strings(name, held)


def _replaced(value: Any, pattern: "re.Pattern[str]", point: Any) -> Any:
    if isinstance(value, str):
        return pattern.sub(point, value)
    if isinstance(value, dict):
        return {key: _replaced(held, pattern, point) for key, held in value.items()}
    if isinstance(value, list | tuple):
        return [_replaced(held, pattern, point) for held in value]
    return value
