"""The head of an HTTP answer: the other half of a WebSocket handshake."""

import re
from dataclasses import dataclass

from monitor.net.redaction import one_line

__all__ = ["HEAD_END", "Answer", "read_answer", "without_cookies"]

HEAD_END = re.compile(rb"\r?\n\r?\n")
_STATUS_LINE = re.compile(r"HTTP/1\.[0-9] +([1-9][0-9]{2})(?: +(.*))?")
_SET_COOKIE = re.compile(rb"set-cookie\s*:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, headers in order with names in lower case, and as much of the body as was worth waiting for."""

    status: int
    reason: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""

    def get(self, name: str) -> str | None:
        """The value of a header; several of one name count as one list (RFC 9110 section 5.3)."""
        values = [value for known, value in self.headers if known == name.lower()]
        return ", ".join(values) if values else None

    def text(self, limit: int = 200) -> str:
        """The beginning of a body that a person can read on one line; "" for markup and the like."""
        if "html" in (self.get("content-type") or "") or self.body.lstrip()[:1] == b"<":
            return ""
        text = self.body.decode("utf-8", "replace")
        return "" if "\N{REPLACEMENT CHARACTER}" in text else one_line(text, limit)


def read_answer(head: bytes, body: bytes = b"") -> Answer | None:
    """The answer whose head is `head`, None where this is not HTTP."""
    status_line, *lines = head.decode("latin-1").splitlines() or [""]
    found = _STATUS_LINE.fullmatch(status_line.strip())
    if found is None:
        return None
    headers = []
    for line in lines:
        name, colon, value = line.partition(":")
        if colon:
            headers.append((name.strip().lower(), value.strip()))
    return Answer(int(found[1]), (found[2] or "").strip(), tuple(headers), body)


def without_cookies(head: bytes) -> bytes:
    """The head without its Set-Cookie lines."""
    return b"".join(line for line in head.splitlines(keepends=True) if not _SET_COOKIE.match(line))
