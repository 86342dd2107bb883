"""Payloads of brokers, which may hold anything, as JSON that can stand inside a message."""

import math
import re
from typing import Final

import msgspec

from monitor.wire.dialects.raw_json import unfold

__all__ = ["as_json", "in_quotes"]

_RAW: Final = msgspec.json.Decoder(msgspec.Raw)
_NUMBER: Final = re.compile(r"[+-]?(?:[0-9]{1,300}\.?[0-9]{0,300}|\.[0-9]{1,300})(?:[eE][+-]?[0-9]{1,4})?")


def as_json(payload: bytes) -> bytes:
    """The payload itself where it is JSON, a number where it is the text of one, else a JSON string.

    A JSON string that holds a JSON object or array in turn is taken out of its quotes. Bytes that are no UTF-8 stand
    in the string as U+FFFD.
    """
    if not _is_json(payload):
        text = payload.decode(errors="replace")
        return _number(text) or in_quotes(text)
    bare = payload.strip()
    return unfold(bare) if bare.startswith(b'"') else payload


def in_quotes(text: str) -> bytes:
    """A JSON string."""
    return msgspec.json.encode(text)


def _is_json(payload: bytes) -> bool:
    try:
        _RAW.decode(payload)
        # The look above passes over strings without reading them.
        if not payload.isascii():
            payload.decode()
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False
    return True


def _number(text: str) -> bytes:
    """`text` as JSON spells numbers, b"" where it is none."""
    bare = text.strip(" \t\r\n")
    if not _NUMBER.fullmatch(bare):
        return b""
    value = float(bare)
    return repr(value).encode() if math.isfinite(value) else b""
