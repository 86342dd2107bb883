"""The operations of one GraphQL connection: their ids, their names, and which of them still run."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from monitor.wire.dialects.base import Outgoing
from monitor.wire.dialects.graphql_words import GraphQlOperation
from monitor.wire.dialects.raw_json import UNREADABLE, read_json

__all__ = ["GraphQlRequests"]

_MOST: Final = 1000
"""Operations of the user that are kept by name; of more, the oldest is forgotten."""
_SUBSCRIPTION: Final = re.compile(r"\A(?:\s|#[^\n]*\n|,)*subscription\b")
_NAMED: Final = re.compile(r"\b(?:subscription|query|mutation)\s+([A-Za-z_]\w*)")
_NO_ONE: Final = b'{"operation":null}'


class _Answer(msgspec.Struct):
    data: msgspec.Raw = msgspec.Raw(b"")
    errors: msgspec.Raw = msgspec.Raw(b"")


_READ_ANSWER: Final = msgspec.json.Decoder(_Answer)


class GraphQlRequests:
    """begin: what the protocol calls the message that begins an operation."""

    def __init__(self, operations: Sequence[GraphQlOperation], *, begin: str) -> None:
        self._operations = operations
        self._begin = begin
        self._names: dict[str, str] = {}
        self._heads: dict[str, bytes] = {}
        self._only_answers: dict[str, bytes] = {}
        self._ended_of_profile: set[str] = set()
        self._last = 0
        self._lasting = {
            str(place) for place, each in enumerate(operations, start=1) if _SUBSCRIPTION.match(each.query)
        }

    @property
    def running(self) -> Iterable[str]:
        """The ids of what has not ended."""
        return tuple(self._names)

    @property
    def all_ended(self) -> bool:
        """Whether the profile has subscriptions and not one of them goes on."""
        return bool(self._lasting) and self._lasting <= self._ended_of_profile

    def begin(self) -> list[Outgoing]:
        """What begins the profile's operations."""
        return [self._start(_payload(each), each.name or _name(each.query)) for each in self._operations]

    def asked(self, text: str) -> Outgoing:
        """What begins an operation of the user, or a message of the protocol as it is."""
        value = read_json(text)
        if isinstance(value, dict) and "query" in value and "type" not in value:
            return self._start(text.encode(errors="replace"), _name(str(value["query"])), paced=False)
        if isinstance(value, str):
            return self._start(msgspec.json.encode({"query": value}), _name(value), paced=False)
        if isinstance(value, dict) and value.get("type") == self._begin and "id" in value:
            self._remember(str(value["id"]), str(value["id"]))
        return Outgoing(text.encode(errors="replace"))

    def runs(self, given: str | int | None) -> bool:
        """Whether an operation of this id has begun and not ended."""
        return str(given) in self._names

    def of_profile(self, given: str | int | None) -> bool:
        """Whether the id is that of an operation of the profile."""
        return str(given).isdecimal() and 1 <= int(str(given)[:9]) <= len(self._operations)

    def name(self, given: str | int | None) -> str:
        """What to call an operation."""
        return self._names.get(str(given), "")

    def head(self, given: str | int | None) -> bytes:
        """An object with the operation's name alone."""
        return self._heads.get(str(given), _NO_ONE)

    def answered(self, given: str | int | None, payload: bytes) -> None:
        """Keep the first answer to an operation of the profile, for as long as it is the only one."""
        known = str(given)
        if known not in self._only_answers:
            if self.of_profile(known):
                self._only_answers[known] = payload
        elif self._only_answers[known]:
            self._only_answers[known] = b""

    def refusal(self, given: str | int | None) -> bytes:
        """The errors that were all the answer there was, as the older protocol refuses operations; else none."""
        try:
            answer = _READ_ANSWER.decode(self._only_answers.get(str(given), b""))
        except UNREADABLE:
            return b""
        return bytes(answer.errors) if bytes(answer.data) in (b"", b"null") else b""

    def end(self, given: str | int | None) -> None:
        """Nothing more is to come of it."""
        known = str(given)
        if self._names.pop(known, None) is not None:
            self._heads.pop(known, None)
            if self.of_profile(known):
                self._ended_of_profile.add(known)

    def _start(self, payload: bytes, name: str, *, paced: bool = True) -> Outgoing:
        self._last += 1
        number = str(self._last)
        self._remember(number, name or number)
        message = {"id": number, "type": self._begin, "payload": msgspec.Raw(payload)}
        return Outgoing(msgspec.json.encode(message), paced=paced)

    def _remember(self, number: str, name: str) -> None:
        if len(self._names) >= _MOST + len(self._operations):
            oldest = next(each for each in self._names if not self.of_profile(each))
            self._names.pop(oldest)
            self._heads.pop(oldest)
        self._names[number] = name
        self._heads[number] = msgspec.json.encode({"operation": name})


def _payload(operation: GraphQlOperation) -> bytes:
    members: dict[str, object] = {"query": operation.query}
    if operation.variables.strip():
        members["variables"] = msgspec.Raw(operation.variables.encode(errors="replace"))
    if named := _NAMED.search(operation.query):
        members["operationName"] = named[1]
    return msgspec.json.encode(members)


def _name(query: str) -> str:
    found = _NAMED.search(query)
    return found[1] if found else ""
