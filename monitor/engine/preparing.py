"""All that has to be known before a connection is made: where it goes, and what will be said there."""

from collections.abc import Callable
from functools import partial

from monitor.core.clock import Clock
from monitor.engine.equipment import approach_to, endpoint_of
from monitor.engine.speaking.given import Given
from monitor.engine.speaking.negotiating import negotiated
from monitor.engine.speaking.script import Script, script_of
from monitor.feed.dialect_rules.texts import render_dialect
from monitor.feed.profile import Profile
from monitor.feed.sources import Sources
from monitor.net.asking import fetch
from monitor.net.endpoint import Endpoint

__all__ = ["prepare"]


async def prepare(
    profile: Profile,
    sources: Sources,
    *,
    clock: Clock,
    random: Callable[[], float],
    memory: dict[str, object] | None = None,
) -> tuple[Endpoint, Script]:
    """For one connection, anew for each. memory: what the feed's dialect keeps from one to the next.

    Raises FeedscopeError: for a profile that cannot be used, and for a server that has to be asked first and fails.
    """
    approach = approach_to(profile, sources, random=random)
    given = Given(
        random,
        address=approach.address,
        message_limit=profile.limits.message_bytes,
        memory={} if memory is None else memory,
    )
    script = script_of(profile, sources, given)
    endpoint = endpoint_of(profile, sources, approach)
    rule = render_dialect(profile, sources)
    return await negotiated(rule, endpoint, fetch=partial(fetch, clock=clock)), script
