"""What keeps a feed from sending anything, and where on the page the user can do something about it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from monitor.core.state import FeedState
from monitor.feed.recognition.found import lack_of
from monitor.feed.recognition.names import title_of
from monitor.workspace.feed_view import FeedView
from monitor.workspace.secrets.references import name_of
from monitor.workspace.wording import duration

__all__ = ["Section", "Trouble", "trouble_of"]

_SILENT = 3.0
"""Seconds without a message after which a subscription is likely missing."""
_LONGEST_SAID = 160


class Section(Enum):
    """The parts of the page that open on demand."""

    HEADERS = "headers"
    LOGIN = "authentication"
    OPENING = "send on open"
    PROXY = "proxy"
    TLS = "TLS"
    LIMITS = "limits"
    PROTOCOL = "subprotocols"
    DIALECT = "dialect"


@dataclass(frozen=True, slots=True)
class Trouble:
    """what: happened; advice: what the user can do; section: where, None where nothing on the page helps."""

    what: str
    advice: str = ""
    section: Section | None = None


_PLACES = (
    (re.compile(r"environment variable|\bsecrets? "), Section.LOGIN),
    (re.compile(r"\(407\)|\bproxy\b", re.IGNORECASE), Section.PROXY),
    (re.compile(r"\(40[123]\)|\bwants a login\b|\bthe login failed\b"), Section.LOGIN),
    (re.compile(r"subprotocol"), Section.PROTOCOL),
    (re.compile(r"certificate|TLS", re.IGNORECASE), Section.TLS),
    (re.compile(r"took too long"), Section.LIMITS),
)


_OF_DIALECT = re.compile(r"\[dialect\]|\bdialect\.|in the feed's profile$")
"""What the dialects say of what is wrong with their own keys."""


def trouble_of(
    view: FeedView, *, missing: Sequence[str], said: Sequence[bytes], now: float, subscribes: bool
) -> Trouble | None:
    """What is wrong with the feed now, None when nothing is.

    missing:    references of secrets that nobody knows.
    said:       the newest messages of the server.
    now:        wall seconds.
    subscribes: it sends something on open.
    """
    status = view.status
    if status.state in (FeedState.NEEDS_ATTENTION, FeedState.WAITING, FeedState.STOPPED) and status.detail:
        if missing:
            return _secrets_missing(missing)
        return Trouble(_sentence(status.detail), _sentence(status.advice), _section(status.detail, status.advice))
    if view.state.connected and view.connection is not None:
        lack = lack_of(view.profile.dialect)
        if lack is not None and not view.profile.stream:
            what = f"{title_of(view.profile.dialect)} sends nothing until it is asked"
            return Trouble(what, _sentence(lack.words), Section.DIALECT)
        return _too_quiet(view, said, now - view.connection.at, subscribes)
    return None


def _secrets_missing(missing: Sequence[str]) -> Trouble:
    names = ", ".join(name_of(each) for each in missing)
    what = f"The feed needs the secret {names}" if len(missing) == 1 else f"The feed needs the secrets {names}"
    return Trouble(what, "Type it under Authentication, where you choose how it is kept", Section.LOGIN)


def _too_quiet(view: FeedView, said: Sequence[bytes], seconds: float, subscribes: bool) -> Trouble | None:
    if seconds < _SILENT or view.profile.stream:
        return None
    if not view.counts.messages:
        hint = "" if subscribes else "Many servers send nothing until they are asked: add a subscription"
        return Trouble(f"Connected, but nothing has come for {duration(seconds)}", hint, Section.OPENING)
    words = _only_talk(view.summary) or not view.counts.rows
    if not words or subscribes:
        return None
    newest = said[-1].decode("utf-8", "replace")[:_LONGEST_SAID] if said else ""
    return Trouble(
        f"The server said: {newest}" if newest else "No numbers have come yet",
        "It may wait for a subscription: add a message to send on open",
        Section.OPENING,
    )


def _only_talk(summary: str) -> bool:
    return "wait for a subscription" in summary


def _section(detail: str, advice: str) -> Section | None:
    if _OF_DIALECT.search(advice):
        return Section.DIALECT
    return next((section for pattern, section in _PLACES if pattern.search(detail)), None)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
