"""What comes out of a block of bytes."""

from dataclasses import dataclass, field

from monitor.core.errors import ProtocolError

__all__ = ["Close", "Ping", "Pong", "Received"]


@dataclass(frozen=True, slots=True)
class Ping:
    """A ping; it is owed a pong with the same payload (RFC 6455 section 5.5.2)."""

    payload: bytes


@dataclass(frozen=True, slots=True)
class Pong:
    """A pong, asked for or not (RFC 6455 section 5.5.3)."""

    payload: bytes


@dataclass(frozen=True, slots=True)
class Close:
    """A close frame (RFC 6455 section 5.5.1). `code` is 1005 where the frame had none."""

    code: int
    reason: str


@dataclass(slots=True)
class Received:
    """The yield of one block.

    messages: complete messages in order, text and binary alike. Text is UTF-8 that a decoder will check.
    binary:   indices into `messages` of those that came as binary.
    control:  control frames in order.
    fault:    set when the other end broke the protocol; nothing after it is read. What came before is kept.
    """

    messages: list[bytes] = field(default_factory=list)
    binary: set[int] = field(default_factory=set)
    control: list[Ping | Pong | Close] = field(default_factory=list)
    fault: ProtocolError | None = None
