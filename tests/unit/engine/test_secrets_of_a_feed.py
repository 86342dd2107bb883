"""Secrets handed over with a feed: they come before the environment, and another value takes another connection."""

import pytest

from monitor.core.state import FeedState
from monitor.engine.commands import ChangeFeed, OpenFeed, StartFeed
from monitor.feed.profile import Send
from tests.helpers.hosting import KINDS, Kind, hosting, profile_for
from tests.helpers.live_server import LiveServer


@pytest.mark.parametrize("kind", KINDS)
async def test_a_secret_that_was_handed_over_is_said_to_the_server(kind: Kind) -> None:
    async with LiveServer() as server, hosting(kind) as talk:
        profile = profile_for(server.url, send=(Send("${secret:KEY} ${env:WORD}"),))
        talk.host.send(OpenFeed("feed", profile, secrets={"secret:KEY": "k-4711", "env:WORD": "typed"}))
        visit = await server.visit()
        await server.until(lambda: visit.heard == ["k-4711 typed"])


async def test_another_value_of_a_secret_takes_another_connection_and_an_unused_one_takes_none() -> None:
    async with LiveServer() as server, hosting("inline") as talk:
        profile = profile_for(server.url, send=(Send("${secret:KEY}"),))
        talk.host.send(OpenFeed("feed", profile, secrets={"secret:KEY": "first"}))
        first = await server.visit()
        await server.until(lambda: first.heard == ["first"])
        talk.host.send(ChangeFeed("feed", profile, secrets={"secret:OTHER": "unused"}))
        talk.host.send(ChangeFeed("feed", profile))
        await first.say('{"k":"A","p":1.5}')
        await talk.until(lambda: talk.prices() == [1.5])
        assert len(server.visits) == 1
        talk.host.send(ChangeFeed("feed", profile, secrets={"secret:KEY": "second"}))
        second = await server.visit(1)
        await server.until(lambda: second.heard == ["second"])


async def test_a_feed_that_lacks_a_secret_asks_for_it_and_goes_on_once_it_has_it() -> None:
    async with LiveServer() as server, hosting("inline") as talk:
        profile = profile_for(server.url, headers={"X-Key": "${secret:KEY}"})
        talk.host.send(OpenFeed("feed", profile))
        await talk.state(FeedState.NEEDS_ATTENTION)
        status = talk.status()
        assert status is not None
        assert status.detail.startswith("headers.X-Key: the secret KEY is not known")
        talk.host.send(ChangeFeed("feed", profile, secrets={"secret:KEY": "k-4711"}))
        talk.host.send(StartFeed("feed"))
        visit = await server.visit()
        assert visit.socket.request is not None
        assert visit.socket.request.headers["X-Key"] == "k-4711"
