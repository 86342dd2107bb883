"""What a feed's state is called, in one short line."""

from monitor.core.state import FeedState
from monitor.engine.messages import FeedStatus
from monitor.workspace.wording import THIN, duration, rate, round_trip

__all__ = ["state_words"]

_SHORTER = {"refused the connection": "connection refused", "the host name is unknown": "unknown host name"}
"""What is usual is said in words that the list has room for."""
_DOT = " \N{MIDDLE DOT} "


def state_words(status: FeedStatus, *, now: float, last_data: float | None, usual_rate: float, where: str = "") -> str:
    """One line such as "live · 2.1 ms", "retrying in 4 s: the connection was refused".

    now:        wall seconds.
    last_data:  wall seconds of the last message, None before the first.
    usual_rate: messages a second when the feed was last live, 0 when it never was.
    where:      host and port of the feed, which a short line goes without: what is wrong would be cut off behind them.
    """
    reason = _without(status.detail, where)
    match status.state:
        case FeedState.LIVE:
            return _live(status, now)
        case FeedState.STALE:
            return _silent(status, now, last_data, usual_rate)
        case FeedState.WAITING:
            return _with_reason(_retrying(status, now), reason)
        case FeedState.OPENING:
            return _with_reason("connected, waiting for data", reason)
        case FeedState.IDLE:
            return "not started"
        case FeedState.NEEDS_ATTENTION if reason.startswith("needs "):
            return reason
        case FeedState.CONNECTING | FeedState.NEEDS_ATTENTION | FeedState.STOPPED:
            return _with_reason(status.state.value, reason)


def _live(status: FeedStatus, now: float) -> str:
    parts = [status.state.value]
    if status.round_trip is not None:
        parts.append(round_trip(status.round_trip))
    if now - status.since >= 60.0:
        parts.append(duration(now - status.since))
    return _DOT.join(parts)


def _silent(status: FeedStatus, now: float, last_data: float | None, usual_rate: float) -> str:
    if last_data is None:
        return f"{status.state.value} for {duration(now - status.since)}, no message yet"
    words = f"{status.state.value} for {duration(now - last_data)}"
    if usual_rate <= 0.0:
        return words
    if usual_rate > 1.0:
        return f"{words}, usually {rate(usual_rate)}"
    return f"{words}, usually every {duration(1.0 / usual_rate)}"


def _retrying(status: FeedStatus, now: float) -> str:
    left = 0.0 if status.retry_at is None else status.retry_at - now
    return f"{status.state.value} in {max(1, round(left))}{THIN}s" if left > 0.5 else f"{status.state.value} now"


def _without(reason: str, where: str) -> str:
    if not where:
        return reason
    host = where.rpartition(":")[0] or where
    short = reason.removeprefix(f"{where} ").replace(f" of {where}", "").replace(f" name {host} ", " name ")
    return _SHORTER.get(short, short)


def _with_reason(words: str, reason: str) -> str:
    return f"{words}: {reason}" if reason else words
