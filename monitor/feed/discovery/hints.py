"""Which dialect the messages seem to be in, and what gives it away."""

import re
import zlib
from base64 import b64decode
from binascii import Error
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from monitor.feed.discovery.dialects import FRAMED, OF_JSON, Dialect, Sign, hub_calls
from monitor.feed.discovery.sample import Sample

__all__ = ["Dialect", "Hint", "hint_at"]


@dataclass(frozen=True, slots=True)
class Hint:
    """A guess at the dialect. `reason` is a sentence for the user."""

    dialect: Dialect
    reason: str


def hint_at(sample: Sample) -> Hint:
    """The dialect that most of the messages fit and at least one of them can hardly be without."""
    if not sample.payloads:
        return Hint(Dialect.NOTHING, "No message has come.")
    values = [message.value for message in sample.messages[:_MOST]]
    for sign in FRAMED:
        if _speaks(sample.payloads[:_MOST], sign):
            return Hint(sign.dialect, sign.reason)
    for sign in OF_JSON if 2 * len(values) >= len(sample.payloads[:_MOST]) else ():
        if _speaks(values, sign):
            packed = _packed(values) if sign.dialect is Dialect.SIGNALR_CLASSIC else ""
            return Hint(sign.dialect, sign.reason + packed)
    return _plain(sample)


_MOST: Final = 400
_SHARE: Final = 0.8


def _speaks(messages: Sequence[Any], sign: Sign) -> bool:
    fitting = [message for message in messages if sign.fits(message)]
    return len(fitting) >= _SHARE * len(messages) and any(sign.tells(message) for message in fitting)


def _plain(sample: Sample) -> Hint:
    if len(sample.messages) >= 0.5 * len(sample.payloads):
        return Hint(
            Dialect.JSON, "Every message is a JSON text." if not sample.unreadable else "Most messages are JSON."
        )
    if sum(_is_text(payload) for payload in sample.strange) >= 0.9 * len(sample.strange):
        return Hint(Dialect.TEXT, f"The messages are text, but not JSON; the first begins {_start(sample.strange[0])}.")
    return Hint(
        Dialect.BINARY, f"The messages are binary; the first begins with the bytes {sample.strange[0][:8].hex(' ')}."
    )


def _is_text(payload: bytes) -> bool:
    try:
        text = payload[:4096].decode("utf-8", "strict" if len(payload) <= 4096 else "ignore")
    except UnicodeDecodeError:
        return False
    return all(char.isprintable() or char in "\r\n\t\x00\x1e" for char in text)


def _start(payload: bytes) -> str:
    return repr(payload[:24].decode("utf-8", "replace"))


# --- what hides in arguments ----------------------------------------------------------------------------------------

_BASE64 = re.compile(r"[A-Za-z0-9+/]{16,}={0,2}")


def _packed(values: Sequence[Any]) -> str:
    """A sentence about arguments that hold compressed data."""
    calls = [call for value in values for call in hub_calls(value)]
    arguments = [text for call in calls[:_MOST] for text in call["A"] if type(text) is str]
    if not any(_inflates(text) for text in arguments[:8]):
        return ""
    return " Their arguments are base64 of data compressed with deflate (no header), which a profile cannot unpack."


def _inflates(text: str) -> bool:
    if not _BASE64.fullmatch(text):
        return False
    try:
        start = zlib.decompressobj(-zlib.MAX_WBITS).decompress(b64decode(text, validate=True), 64)
    except (zlib.error, Error):
        return False
    return start[:1] in (b"{", b"[")
