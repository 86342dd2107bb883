"""JSON put together and looked into without decoding the values it carries."""

import base64
import binascii
import re
from collections.abc import Iterable
from typing import Any, Final

import msgspec

from monitor.core.errors import ProtocolError
from monitor.wire.unpack import unpack

__all__ = ["UNREADABLE", "array", "bounded", "led_by", "read_json", "unfold", "words"]

UNREADABLE: Final = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""What reading JSON of another can raise."""
_SPACE: Final = b" \t\r\n"
_MOST_WORDS: Final = 200
_SHORTEST_PACKED: Final = 16
_BASE64: Final = re.compile(rb"[A-Za-z0-9+/]+={0,2}")
_INFLATE_LIMIT: Final = 16 * 1024 * 1024


def led_by(head: bytes, members: bytes) -> bytes | None:
    """An object with the members of `head` in front of those of `members`; None where that is no object."""
    if not members.startswith(b"{"):
        return None
    rest = members[1:].lstrip(_SPACE)
    return head[:-1] + (b"" if rest.startswith(b"}") else b",") + rest


def array(items: Iterable[bytes]) -> bytes:
    """An array of values that are JSON already."""
    return b"[" + b",".join(items) + b"]"


def read_json(text: str) -> Any:
    """The value of what a user or a profile wrote; the text itself where that is no JSON."""
    data = text.encode(errors="replace")
    try:
        return msgspec.json.decode(data)
    except UNREADABLE:
        return data.decode()


def unfold(value: bytes, limit: int = _INFLATE_LIMIT) -> bytes:
    """A JSON value; where it is a string that holds an object or array, bare or as base64 of deflate data, then that.

    Base64 is what ASP.NET hubs send large arguments in. What would inflate to more than `limit` bytes stays a string.
    """
    if not value.startswith(b'"'):
        return value
    inner = value[1:-1].lstrip(_SPACE)
    if inner.startswith((b"{", b"[")):
        return _nested(value)
    if len(inner) < _SHORTEST_PACKED or len(inner) % 4 or not _BASE64.fullmatch(inner):
        return value
    try:
        return unpack(base64.b64decode(inner), limit) or value
    except (ProtocolError, binascii.Error):
        return value


def words(value: bytes) -> str:
    """What a server says about an error, on one line: of a string, of objects with a message, of a list of either."""
    try:
        said = _said(msgspec.json.decode(value)) if value else ""
    except UNREADABLE:
        return ""
    return bounded(said)


def bounded(text: str) -> str:
    """Words of a server, on one line and of a length that fits into a sentence."""
    shown = " ".join("".join(each if each.isprintable() else " " for each in text[: 2 * _MOST_WORDS]).split())
    return shown if len(shown) <= _MOST_WORDS else shown[: _MOST_WORDS - 1] + "…"


def _nested(value: bytes) -> bytes:
    try:
        inner = msgspec.json.decode(value, type=str).encode()
        msgspec.json.decode(inner, type=msgspec.Raw)
    except (*UNREADABLE, UnicodeEncodeError):
        return value
    return inner.strip(_SPACE)


def _said(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        found = next((value[name] for name in ("message", "error", "reason", "errors") if value.get(name)), "")
        return found if isinstance(found, str) else _said(found)
    if isinstance(value, list):
        return "; ".join(filter(None, map(_said, value[:3])))
    return ""
