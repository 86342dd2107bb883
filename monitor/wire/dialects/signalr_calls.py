"""The methods that one SignalR connection has invoked, by the ids that their answers come with."""

from collections.abc import Sequence
from typing import Any, Final

import msgspec

from monitor.wire.dialects.base import Outgoing
from monitor.wire.dialects.raw_json import read_json
from monitor.wire.dialects.signalr_records import END, HubMethod, call_text

__all__ = ["SignalRCalls"]

_MOST: Final = 1000
"""Calls of the user whose answers are waited for; of more, the oldest is forgotten."""


class SignalRCalls:
    """calls: the profile's, in order; their ids are "1", "2", …"""

    def __init__(self, calls: Sequence[HubMethod]) -> None:
        self._calls = calls
        self._methods: dict[str, str] = {}
        self._last = 0

    def begin(self) -> list[Outgoing]:
        """What invokes the profile's methods."""
        return [Outgoing(self._invoke(each), paced=True) for each in self._calls]

    def asked(self, text: str) -> Outgoing:
        """What invokes a method for the user: a record, an array of method and arguments, or a bare name."""
        value = read_json(text)
        if isinstance(value, str):
            return Outgoing(self._invoke(HubMethod(value)))
        if isinstance(value, list) and value and isinstance(value[0], str):
            return Outgoing(self._invoke(HubMethod(value[0], _text(value[1:]))))
        if isinstance(value, dict) and isinstance(value.get("target"), str) and "type" not in value:
            return Outgoing(self._invoke(HubMethod(value["target"], _text(value.get("arguments", [])))))
        return Outgoing(text.encode(errors="replace") + END)

    def method(self, number: str | None) -> str:
        """The method that an answer belongs to, "" for one that nobody waits for."""
        return self._methods.get(number or "", "")

    def of_profile(self, number: str | None) -> bool:
        """Whether the profile asked for it."""
        known = number or ""
        return known in self._methods and int(known) <= len(self._calls)

    def end(self, number: str | None) -> None:
        """The answer has come."""
        self._methods.pop(number or "", None)

    def _invoke(self, call: HubMethod) -> bytes:
        self._last += 1
        number = str(self._last)
        if len(self._methods) >= _MOST + len(self._calls):
            self._methods.pop(next(each for each in self._methods if int(each) > len(self._calls)))
        self._methods[number] = call.method
        return call_text(call, number)


def _text(arguments: Any) -> str:
    return msgspec.json.encode(arguments).decode()
