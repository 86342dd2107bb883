"""How a connection came about, as the engine tells it."""

from collections.abc import Sequence

from monitor.engine.messages import Connected
from monitor.net.connecting.dial import Negotiated
from monitor.net.connecting.steps import Step

__all__ = ["connected", "told_steps"]


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
