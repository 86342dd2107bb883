"""How a connection came about and how it stands, as the engine tells it."""

from collections.abc import Sequence

from monitor.core.state import FeedState
from monitor.engine.messages import (
    Connected,
    FeedStatus,
)
from monitor.net.connecting.dial import Negotiated
from monitor.net.connecting.steps import Step
from monitor.net.link import Link

__all__ = ["connected", "status_of", "told_steps"]


def told_steps(done: Sequence[Step]) -> tuple[tuple[str, str], ...]:
    """Steps as (what was done, how it came out)."""
    return tuple((step.name, step.text) for step in done)


def connected(feed: str, negotiated: Negotiated, *, at: float) -> Connected:
    """The message for a connection that is open since `at` (wall seconds)."""
    return Connected(
        feed,
        at=at,
        seconds=sum(step.seconds for step in negotiated.steps),
        steps=told_steps(negotiated.steps),
        certificate_until=negotiated.expires,
        subprotocol=negotiated.subprotocol or "",
        compression=bool(negotiated.compression),
    )


def status_of(feed: str, link: Link) -> FeedStatus:
    """The message for the state that `link` is in."""
    supervisor = link.supervisor
    retry_at, liveness = supervisor.retry_at, supervisor.liveness
    return FeedStatus(
        feed,
        supervisor.state,
        link.to_wall(supervisor.since),
        detail=supervisor.detail,
        advice=supervisor.advice,
        retry_at=None if retry_at is None else link.to_wall(retry_at),
        round_trip=liveness.round_trip,
        silent_after=liveness.silent_after if supervisor.state.connected else None,
        ended=supervisor.state is FeedState.STOPPED,
        close_code=supervisor.close_code,
    )
