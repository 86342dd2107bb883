"""JSON text to Python values, forgiving where one odd value would cost the whole message."""

import json
import math
from typing import Any, NoReturn

import msgspec

__all__ = ["parse_json"]

_LONGEST_INTEGER = 400
"""Digits. A float ends at 309 of them, and Python refuses to read more than 4300."""


def parse_json(text: bytes | str) -> Any:
    """The value that `text` stands for. A number too large for a float becomes an infinity, bytes that are no UTF-8
    become replacement characters.

    Raises ValueError for what is not JSON (NaN and Infinity are not) or nested too deep.
    """
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return _parse_slowly(text)
    except RecursionError:
        raise ValueError("nested too deep") from None


def _parse_slowly(text: bytes | str) -> Any:
    # msgspec refuses huge numbers and lone surrogates; both are JSON, and one of them must not cost the message.
    if isinstance(text, bytes):
        text = text.decode("utf-8", "replace")
    try:
        return json.loads(text, parse_int=_integer, parse_constant=_refuse)
    except RecursionError:
        raise ValueError("nested too deep") from None


def _integer(digits: str) -> int | float:
    if len(digits) > _LONGEST_INTEGER:
        return -math.inf if digits.startswith("-") else math.inf
    return int(digits)


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")
