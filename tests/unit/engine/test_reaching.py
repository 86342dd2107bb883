from pathlib import Path

from monitor.core.clock import SystemClock
from monitor.core.state import FeedState
from monitor.engine.commands import (
    ChangeFeed,
    OpenFeed,
)
from monitor.engine.messages import (
    Connected,
    Connecting,
    ProfileTaken,
)
from monitor.feed.profile import StreamRule, Tls
from tests.helpers.certificates import Authority
from tests.helpers.hosting import hosting, profile_for
from tests.helpers.live_server import LiveServer


async def test_the_way_to_a_connection_is_told_step_by_step_and_whole_when_it_is_open(tmp_path: Path) -> None:
    authority = Authority.make(tmp_path)
    async with LiveServer(ssl=authority.server(), subprotocols=["v1.json"]) as server, hosting("inline") as talk:
        url = server.url.replace("ws://", "wss://")
        talk.host.send(OpenFeed("feed", profile_for(url, tls=Tls(ca=str(authority.file)), subprotocols=("v1.json",))))
        await talk.state(FeedState.OPENING)
        progress = [tuple(name for name, _ in each.steps) for each in talk.of(Connecting)]
        assert progress[:4] == [
            (),
            ("name look-up",),
            ("name look-up", "connection"),
            ("name look-up", "connection", "TLS"),
        ]
        await talk.until(lambda: bool(talk.of(Connected)))
        (told,) = talk.of(Connected)
        assert [name for name, _ in told.steps] == ["name look-up", "connection", "TLS", "WebSocket handshake"]
        assert told.steps[2][1].startswith("TLSv1.")
        assert told.certificate_until is not None
        assert told.certificate_until > SystemClock().wall() + 80 * 86_400
        assert told.subprotocol == "v1.json"
        assert not told.compression
        assert 0.0 < told.seconds < 20.0


async def test_a_new_profile_is_confirmed_between_the_rows_of_the_old_one_and_of_the_new() -> None:
    async with LiveServer() as server, hosting("inline") as talk:
        talk.host.send(OpenFeed("feed", profile_for(server.url)))
        visit = await server.visit()
        await visit.say('{"k": "A", "p": 1, "q": 5}')
        await talk.until(lambda: len(talk.rows()) == 1)
        changed = profile_for(server.url, stream=(StreamRule(name="ticks", columns={"size": "q"}),))
        talk.host.send(ChangeFeed("feed", changed))
        await talk.until(lambda: bool(talk.of(ProfileTaken)))
        assert len(talk.rows()) == 1
        await visit.say('{"k": "A", "p": 1, "q": 6}')
        await talk.until(lambda: len(talk.rows()) == 2)
        assert talk.rows()[1] == ("ticks", "", (6.0,))


async def test_a_feed_that_was_refused_confirms_the_profile_it_begins_with() -> None:
    async with LiveServer() as server, hosting("inline") as talk:
        talk.host.send(OpenFeed("feed", profile_for("ws://127.0.0.1/", stream=(StreamRule("s", columns={"a": "[["}),))))
        await talk.state(FeedState.NEEDS_ATTENTION)
        talk.host.send(ChangeFeed("feed", profile_for(server.url)))
        await talk.until(lambda: bool(talk.of(ProfileTaken)))
        await talk.state(FeedState.OPENING)
