"""The messages that discovery looks at: a bounded share of what came, read as JSON."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from monitor.feed.parse import parse_json

__all__ = ["Sample", "Seen", "take_sample"]

_MOST_MESSAGES = 2000
_MOST_BYTES = 4 * 1024 * 1024
_MOST_KEPT = 64


@dataclass(frozen=True, slots=True)
class Seen:
    """A message that is JSON. `received` is in seconds since 1970."""

    index: int
    received: float
    value: Any


@dataclass(slots=True)
class Sample:
    """What was looked at.

    payloads:   the payloads, as they came.
    messages:   those that are JSON.
    unreadable: how many are not; `strange` keeps the first of them.
    left_out:   how many were not looked at, for want of room.
    """

    payloads: list[bytes] = field(default_factory=list)
    messages: list[Seen] = field(default_factory=list)
    strange: list[bytes] = field(default_factory=list)
    unreadable: int = 0
    left_out: int = 0


def take_sample(payloads: Sequence[bytes], received: Sequence[float]) -> Sample:
    """The first messages that fit: at most 2000 of them and 4 MiB together."""
    sample = Sample()
    room = _MOST_BYTES
    for index, payload in enumerate(payloads[:_MOST_MESSAGES]):
        if len(payload) > room:
            sample.left_out += 1
            continue
        room -= len(payload)
        _read(sample, payload, index, float(received[index]) if index < len(received) else 0.0)
    sample.left_out += max(0, len(payloads) - _MOST_MESSAGES)
    return sample


def _read(sample: Sample, payload: bytes, index: int, received: float) -> None:
    sample.payloads.append(payload)
    try:
        sample.messages.append(Seen(index, received if math.isfinite(received) else 0.0, parse_json(payload)))
    except ValueError:
        sample.unreadable += 1
        if len(sample.strange) < _MOST_KEPT:
            sample.strange.append(payload)
