"""How far a feed that is being tried has come, as a few short lines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from enum import Enum

from monitor.core.state import FeedState
from monitor.feed.discover import Dialect
from monitor.feed.discovery.hints import hint_at
from monitor.feed.discovery.sample import take_sample
from monitor.feed.recognition.names import title_of
from monitor.workspace.feed_view import FeedView
from monitor.workspace.wording import count, duration, round_trip

__all__ = ["Mark", "StepLine", "connected_words", "dialect_of", "step_lines"]

_ORDER = ("name look-up", "connection", "TLS", "WebSocket handshake")
_UNDER_WAY = frozenset({FeedState.CONNECTING})
_FAILED = frozenset({FeedState.WAITING, FeedState.NEEDS_ATTENTION, FeedState.STOPPED})
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Mark(Enum):
    """How a step stands."""

    DONE = "done"
    GOING = "under way"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step. details: more of it, for who asks."""

    text: str
    mark: Mark = Mark.DONE
    details: str = ""


def step_lines(view: FeedView, *, dialect: Dialect, now: float, zone: tzinfo | None = None) -> tuple[StepLine, ...]:
    """What has happened so far, in order. now: wall seconds; zone: the user's, None for this machine's."""
    state = view.state
    if state.connected and view.connection is not None:
        return tuple(_connected(view, dialect, now, zone))
    done = [StepLine(name, details=text) for name, text in view.steps]
    if state in _UNDER_WAY:
        return (*done, StepLine(_next(view), Mark.GOING))
    if state in _FAILED and view.status.detail:
        return (*done, StepLine(_next(view) if done else "not connected", Mark.FAILED, view.status.detail))
    return tuple(done)


def connected_words(view: FeedView) -> str:
    """How long connecting took: "connected in 84 ms"; "" while there is no connection."""
    if not view.state.connected or view.connection is None:
        return ""
    return f"connected in {round_trip(view.connection.seconds)}"


def dialect_of(payloads: Sequence[bytes]) -> Dialect:
    """What the first messages are written in."""
    return hint_at(take_sample(payloads, ())).dialect


def _connected(view: FeedView, dialect: Dialect, now: float, zone: tzinfo | None) -> Iterator[StepLine]:
    connection = view.connection
    assert connection is not None
    details = "\n".join(f"{name}: {text}" if text else name for name, text in connection.steps)
    tls = next((text for name, text in connection.steps if name == "TLS"), "")
    if tls:
        version = tls.partition(",")[0].replace("TLSv", "TLS ")
        until = connection.certificate_until
        good = f", certificate good until {_day(until, now, zone)}" if until is not None else ""
        yield StepLine(f"{version}{good}", details=details)
    else:
        yield StepLine("not encrypted", details=details)
    if connection.subprotocol:
        yield StepLine(f"subprotocol {connection.subprotocol}")
    if spoken := title_of(view.profile.dialect):
        yield StepLine(spoken)
    elif dialect is not Dialect.NOTHING:
        yield StepLine(dialect.value)
    yield _messages(view, now - connection.at)


def _messages(view: FeedView, seconds: float) -> StepLine:
    messages = view.counts.messages
    if not messages:
        return StepLine(f"no message for {duration(seconds)}" if seconds >= 1.0 else "waiting for messages", Mark.GOING)
    noun = "message" if messages == 1 else "messages"
    return StepLine(f"{count(messages)} {noun} in {duration(max(1.0, seconds))}")


def _next(view: FeedView) -> str:
    """What is likely being done after the steps so far."""
    done = {name for name, _ in view.steps}
    secure = not view.profile.address.startswith(("ws:", "http:"))
    last = title_of(view.profile.dialect) or _ORDER[-1]
    return next((name for name in _ORDER if name not in done and (secure or name != "TLS")), last)


def _day(at: float, now: float, zone: tzinfo | None) -> str:
    """A day in words that are the same everywhere: "12 Mar", with its year when that is not this one."""
    day = datetime.fromtimestamp(at, UTC).astimezone(zone)
    this = datetime.fromtimestamp(now, UTC).astimezone(zone)
    words = f"{day.day} {_MONTHS[day.month - 1]}"
    return words if day.year == this.year else f"{words} {day.year}"
