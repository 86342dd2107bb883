"""Messages that are as a rule wants them, found without reading every one of them whole."""

import json
import re
from collections.abc import Callable, Sequence

import msgspec

from monitor.alerts.rule import Match
from monitor.core.clock import Clock
from monitor.core.errors import FeedscopeError, UsageError
from monitor.feed.conditions import compile_literal
from monitor.feed.parse import parse_json
from monitor.feed.paths import Announced, Member, Path, compile_path

__all__ = ["MessageMatch"]

_LONGEST = 16 * 1024
"""Bytes of a message that a regular expression is tried on: some take a time that grows with its square."""
_BUDGET = 0.02
"""Seconds of work between two beats; what comes after is not looked at, and counted."""
_TOLD = 120


class MessageMatch:
    """Raises UsageError or ProfileError for what cannot be read.

    skipped: messages not looked at, because looking took too long.
    """

    def __init__(self, match: Match, *, clock: Clock) -> None:
        self.skipped = 0
        self._clock = clock
        self._spent = 0.0
        self._needles, self._test = _compiled(match)

    def beat(self) -> None:
        """There is time again."""
        self._spent = 0.0

    def find(self, payloads: Sequence[bytes]) -> str | None:
        """What to tell of the first message that matches; None where none does."""
        if self._spent > _BUDGET:
            self.skipped += len(payloads)
            return None
        started = self._clock.monotonic()
        found = next((payload for payload in payloads if self._fits(payload)), None)
        self._spent += self._clock.monotonic() - started
        return None if found is None else _excerpt(found)

    def _fits(self, payload: bytes) -> bool:
        if self._needles and not any(needle in payload for needle in self._needles):
            return False
        return self._test(payload)


def _compiled(match: Match) -> tuple[Sequence[bytes], Callable[[bytes], bool]]:
    """Bytes of which a fitting message holds at least one, and the test itself."""
    match match.kind:
        case "text":
            return _forms(match.text), lambda _: True
        case "regex":
            return (), _expression(match.text)
        case "path":
            return _at_path(match.path, match.text)


def _forms(text: str) -> Sequence[bytes]:
    """The text as it may stand in a message: as it is, and as JSON writes it."""
    return list(dict.fromkeys((text.encode("utf-8", "replace"), json.dumps(text)[1:-1].encode())))


def _expression(text: str) -> Callable[[bytes], bool]:
    try:
        search = re.compile(text).search
    except (re.error, RecursionError, OverflowError) as error:
        raise UsageError(f"{text[:60]!r} is no regular expression") from error
    return lambda payload: search(payload[:_LONGEST].decode("utf-8", "replace")) is not None


def _at_path(path: str, text: str) -> tuple[Sequence[bytes], Callable[[bytes], bool]]:
    where = compile_path(path)
    if where.parts and isinstance(where.parts[0], Announced):
        raise UsageError("what a server announced for a channel is not known here, so @ cannot be used")
    wanted = compile_literal(text) if text else _anything
    members = [part.name for part in where.parts if isinstance(part, Member)]
    # The last member of the path must stand in the message somewhere, which is soon seen.
    return (_forms(members[-1]) if members else ()), lambda payload: _stands(payload, where, wanted)


def _stands(payload: bytes, where: Path, wanted: Callable[[object], bool]) -> bool:
    try:
        message = parse_json(payload)
        if where.many:
            return any(wanted(row.value) for row in where.rows(message))
        value = where.get(message)
    except (ValueError, FeedscopeError):
        return False
    return value is not msgspec.UNSET and wanted(value)


def _anything(_: object) -> bool:
    return True


def _excerpt(payload: bytes) -> str:
    text = " ".join(payload[: 4 * _TOLD].decode("utf-8", "replace").split())
    return text if len(text) <= _TOLD else text[:_TOLD] + "…"
