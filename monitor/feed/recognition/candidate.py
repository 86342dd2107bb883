"""One thing to try on a server, as data: what to ask, and how to read the answer."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from monitor.feed.dialect_rules.rule import DialectRule
from monitor.feed.recognition.found import Found
from monitor.feed.recognition.subprotocols import OFFERED

__all__ = ["Ask", "Candidate", "Get", "Offer", "Read", "Say"]

Read: TypeAlias = Callable[[bytes], Found | None]
"""Reads an answer's body, or one message: what it shows, None where it shows nothing."""


@dataclass(frozen=True, slots=True)
class Get:
    """An HTTP request without a body; its answer has status 200."""

    method: str
    address: str
    read: Read


@dataclass(frozen=True, slots=True)
class Offer:
    """A WebSocket that offers subprotocols, by default many at once: which of them does the server take?

    path: what is put into the profile, "" for the address as it stands.
    """

    address: str
    path: str = ""
    names: tuple[str, ...] = OFFERED


@dataclass(frozen=True, slots=True)
class Say:
    """A WebSocket as the rule has it opened, and a message that every server of its dialect answers.

    closed:  reads a close code, which some answer with.
    message: bytes go out as a binary message; None says nothing and reads what comes by itself.
    """

    address: str
    rule: DialectRule
    read: Read
    closed: Callable[[int], Found | None]
    message: str | bytes | None = None


Ask: TypeAlias = Get | Offer | Say


@dataclass(frozen=True, slots=True)
class Candidate:
    """what: is tried, in words for the user."""

    what: str
    ask: Ask
