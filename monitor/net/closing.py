"""What close codes mean (RFC 6455 section 7.4 and the IANA registry of WebSocket close codes)."""

from monitor.net.redaction import one_line

__all__ = ["NO_CLOSE", "NO_CODE", "describe_close", "may_be_sent"]

NO_CODE = 1005
"""Stands for a close frame without a code; never sent."""
NO_CLOSE = 1006
"""Stands for an end without a close frame; never sent."""

_WORDS = {
    1000: "the server closed the connection",
    1001: "the server went away",
    1002: "the server saw a protocol error",
    1003: "the server cannot take this kind of data",
    1004: "the server closed with a reserved code",
    1005: "the server closed the connection without a code",
    1006: "the connection was cut without a close",
    1007: "the server saw text that is not valid",
    1008: "the server refuses this by its policy",
    1009: "a message was too big for the server",
    1010: "the server lacks an extension",
    1011: "the server met an internal error",
    1012: "the server restarts",
    1013: "the server is overloaded and asks to try later",
    1014: "a gateway got no good answer from the server behind it",
    1015: "TLS failed",
    3000: "the server wants a login",
    3003: "the server forbids this",
    3008: "the server timed out",
}
_LONGEST_REASON = 123
_NEVER_SENT = frozenset({1004, NO_CODE, NO_CLOSE, 1015})


def describe_close(code: int, reason: str = "") -> str:
    """One line for the user, such as "the server restarts (1012): deploy"."""
    words = _WORDS.get(code)
    if words is None:
        private = 4000 <= code < 5000
        words = "the server closed with its own code" if private else "the server closed with an unknown code"
    said = one_line(reason, _LONGEST_REASON)
    return f"{words} ({code}): {said}" if said else f"{words} ({code})"


def may_be_sent(code: int) -> bool:
    """Whether a close frame may carry `code` (RFC 6455 section 7.4.2)."""
    return (1000 <= code <= 1014 and code not in _NEVER_SENT) or 3000 <= code < 5000
