"""Names taken apart into words, so that `lastPrice`, `last_price` and `LAST-PRICE` are the same thing."""

import re
from collections.abc import Iterable
from functools import lru_cache

__all__ = ["joined", "readable", "simplified", "speaks_of"]

_HUMPS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_NUMBERED = re.compile(r"(?<=[A-Za-z])(?=[0-9])|(?<=[0-9])(?=[A-Za-z]{2})")
_BETWEEN = re.compile(r"[\W_]+")


@lru_cache(maxsize=4096)
def joined(name: str) -> str:
    """The words of a name for looking up: in lower case, one space between them, numbers on their own.

    A name of one letter stays as it is: in messages, `b` and `B` are two things.
    """
    if len(name) == 1:
        return name
    humps = _HUMPS.sub(" ", name)
    return _BETWEEN.sub(" ", _NUMBERED.sub(" ", humps)).strip().lower()


@lru_cache(maxsize=4096)
def readable(name: str) -> str:
    """A name as a column would have it: `AirTemp` is `air_temp`, but `CO2` stays one word."""
    return _BETWEEN.sub(" ", _HUMPS.sub(" ", name)).strip().lower().replace(" ", "_") if len(name) > 1 else name


def speaks_of(text: str, words: Iterable[str]) -> bool:
    """Whether one of `words`, which may be several words each, is among the words of `text`."""
    among = f" {joined(text)} "
    return any(f" {word} " in among for word in words)


@lru_cache(maxsize=4096)
def simplified(text: str) -> str:
    """Letters and digits alone, in lower case: `BTC/USD` and `btc-usd` are the same instrument."""
    return "".join(char for char in text if char.isalnum()).lower()
