"""Secrets typed for this run: they stand in for variables of the environment and never get into a file."""

import os
import re
from collections.abc import Iterator, Mapping

import msgspec

from monitor.feed.placeholders import escaped
from monitor.feed.profile import Every, Profile, Proxy, Send

__all__ = ["TypedSecrets", "variables_needed"]

_TOKEN = re.compile(r"\$\$|\$\{env:([A-Za-z_][A-Za-z0-9_]*)\}")


class TypedSecrets:
    """Values by the names of the environment variables they stand for, known to this process until it ends.

    environment: where a variable that was not typed is looked up; this process's own unless told otherwise.
    """

    def __init__(self, environment: Mapping[str, str] | None = None) -> None:
        self._environment = os.environ if environment is None else environment
        self._typed: dict[str, str] = {}

    def type(self, name: str, value: str) -> None:
        """Let `value` stand for the variable `name` from now on; an empty one takes back what was typed."""
        if value:
            self._typed[name] = value
        else:
            self._typed.pop(name, None)

    def is_typed(self, name: str) -> bool:
        """Whether a value was typed for the variable."""
        return name in self._typed

    def is_set(self, name: str) -> bool:
        """Whether there is a value for the variable, typed or in the environment."""
        return name in self._typed or bool(self._environment.get(name))

    def missing(self, profile: Profile) -> tuple[str, ...]:
        """The variables a profile asks for that are neither set nor typed."""
        return tuple(name for name in variables_needed(profile) if not self.is_set(name))

    def filled(self, profile: Profile) -> Profile:
        """The profile as the engine is to have it. What is typed goes into variables that are known to be secret."""
        used = [name for name in variables_needed(profile) if name in self._typed]
        if not used:
            return profile
        # A variable can hold no other variable, so there the value itself has to stand.
        variables = {name: self._spelled(text) for name, text in profile.variables.items()}
        variables |= {_variable(name): escaped(self._typed[name]) for name in used}
        point = self._pointing
        return msgspec.structs.replace(
            profile,
            variables=variables,
            address=point(profile.address),
            origin=point(profile.origin),
            proxy=Proxy(point(profile.proxy.url)),
            headers={name: point(text) for name, text in profile.headers.items()},
            cookies={name: point(text) for name, text in profile.cookies.items()},
            send=tuple(Send(point(send.text), each=point(send.each), batch=send.batch) for send in profile.send),
            every=tuple(Every(point(every.text), every.seconds) for every in profile.every),
        )

    def _spelled(self, text: str) -> str:
        return _TOKEN.sub(lambda found: escaped(self._typed[found[1]]) if found[1] in self._typed else found[0], text)

    def _pointing(self, text: str) -> str:
        return _TOKEN.sub(
            lambda found: f"${{{_variable(found[1])}}}" if found[1] in self._typed else found[0],
            text,
        )


def variables_needed(profile: Profile) -> tuple[str, ...]:
    """The environment variables a profile asks for, each once, in the order of its texts."""
    names = (found[1] for text in _texts(profile) for found in _TOKEN.finditer(text) if found[1])
    return tuple(dict.fromkeys(names))


def _texts(profile: Profile) -> Iterator[str]:
    yield from (profile.address, profile.origin, profile.proxy.url)
    for table in (profile.headers, profile.cookies, profile.variables):
        yield from table.values()
    for send in profile.send:
        yield from (send.text, send.each)
    for every in profile.every:
        yield every.text


def _variable(name: str) -> str:
    # Its name makes every text of the engine hide the value.
    return f"secret_{name}"
