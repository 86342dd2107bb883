"""The records of SignalR's JSON hub protocol: JSON texts that each end with the character 0x1E."""

from typing import Final

import msgspec

__all__ = ["END", "HubMethod", "Record", "RecordReader", "call_text"]

END: Final = b"\x1e"
_LIMIT: Final = 16 * 1024 * 1024
_NOTHING: Final = msgspec.Raw(b"")


class Record(msgspec.Struct, rename="camel"):
    """Any record of HubProtocol.md, its values untouched."""

    type: int = 0
    target: str = ""
    arguments: list[msgspec.Raw] = []
    invocation_id: str | None = None
    item: msgspec.Raw = _NOTHING
    result: msgspec.Raw = _NOTHING
    error: str | None = None
    allow_reconnect: bool | None = False


class HubMethod(msgspec.Struct, frozen=True):
    """A method to invoke on every open. arguments: a JSON array as text. stream: results come one by one."""

    method: str
    arguments: str = "[]"
    stream: bool = False


class RecordReader:
    """Takes messages apart into records. One that does not end with its message is continued by the next.

    limit: bytes of a record that is not whole yet.
    """

    def __init__(self, *, limit: int = _LIMIT) -> None:
        self._limit = limit
        self._parts: list[bytes] = []
        self._size = 0

    @property
    def full(self) -> bool:
        """Whether a record has come to be longer than may be."""
        return self._size > self._limit

    def feed(self, message: bytes) -> list[bytes]:
        """The records that end in this message, without their ends."""
        *ended, rest = message.split(END)
        if ended and self._parts:
            ended[0] = b"".join((*self._parts, ended[0]))
            self._parts, self._size = [], 0
        if rest:
            self._parts.append(rest)
            self._size += len(rest)
        return ended


def call_text(call: HubMethod, number: str | None) -> bytes:
    """The record that invokes a method; without a number there will be no answer."""
    members: dict[str, object] = {"type": 4 if call.stream else 1}
    if number is not None:
        members["invocationId"] = number
    members["target"] = call.method
    members["arguments"] = msgspec.Raw(call.arguments.encode(errors="replace") or b"[]")
    return msgspec.json.encode(members) + END
