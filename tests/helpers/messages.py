"""Raw messages in one line, for the tests of whatever shows them."""

import json
from collections.abc import Sequence
from typing import Any

from monitor.engine.messages import RawMessages
from monitor.workspace.messages.raw_log import RawEntry, RawLog
from tests.helpers.rows import START

__all__ = ["entry", "log_of", "payloads", "raw", "sent"]


def raw(*messages: Any, feed: str = "feed", at: float = START, step: float = 1.0, **more: Any) -> RawMessages:
    """Messages received `step` seconds apart; what is not bytes is written as JSON."""
    payloads = tuple(_payload(message) for message in messages)
    return RawMessages(feed, tuple(at + step * place for place in range(len(payloads))), payloads, **more)


def sent(message: Any, *, feed: str = "feed", at: float = START) -> RawMessages:
    """One message that went out."""
    return RawMessages(feed, (at,), (_payload(message),), outgoing=frozenset({0}))


def log_of(*messages: Any, **bounds: int) -> RawLog:
    """A log that holds these."""
    log = RawLog("feed", **bounds)
    log.append(raw(*messages))
    return log


def entry(message: Any, *, seq: int = 0, binary: bool = False, size: int | None = None) -> RawEntry:
    """One message on its own."""
    payload = _payload(message)
    return RawEntry(seq, START, payload, len(payload) if size is None else size, binary)


def payloads(entries: Sequence[RawEntry]) -> list[bytes]:
    """What they hold."""
    return [each.payload for each in entries]


def _payload(message: Any) -> bytes:
    return message if isinstance(message, bytes) else json.dumps(message).encode()
