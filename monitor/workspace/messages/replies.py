"""Which message answers which: both hold the same value at a path."""

from typing import Any

import msgspec

from monitor.core.errors import ProfileError
from monitor.feed.parse import parse_json
from monitor.feed.paths import Member, Path, compile_path
from monitor.feed.scalars import plain_text

__all__ = ["ReplyRule"]

_LONGEST = 1024 * 1024


class ReplyRule:
    """Finds the value at `path` that a reply repeats. A path that cannot be read, or an empty one, finds none."""

    def __init__(self, path: str) -> None:
        self._path = _compiled(path)

    def id_of(self, payload: bytes) -> str | None:
        """What tells the message, None where it has no such thing."""
        if self._path is None or len(payload) > _LONGEST:
            return None
        try:
            return _told(self._path.get(parse_json(payload)))
        except ValueError:
            return None

    def texts(self, message: str | bytes) -> tuple[bytes, ...]:
        """What a reply to this message is bound to hold: the member's name, and its value."""
        told = self.id_of(message.encode(errors="replace") if isinstance(message, str) else message)
        if told is None or self._path is None:
            return ()
        named = [part.name for part in self._path.parts if isinstance(part, Member)]
        name = (msgspec.json.encode(named[-1]),) if named else ()
        return (*name, told.encode())


def _compiled(path: str) -> Path | None:
    try:
        return compile_path(path) if path.strip() else None
    except ProfileError:
        return None


def _told(value: Any) -> str | None:
    return None if isinstance(value, bool) else plain_text(value) or None
