"""What is special about the engine on the loop of its user; what both hosts do is in test_engine.py."""

import asyncio
import json
import logging

import pytest

from monitor.core.state import FeedState
from monitor.engine.commands import OpenFeed
from monitor.engine.messages import (
    FeedStatus,
    Notice,
)
from monitor.feed.decoder import Decoded, Decoder
from monitor.feed.profile import Send
from tests.helpers.hosting import hosting, profile_for
from tests.helpers.live_server import LiveServer


def tick(price: float) -> str:
    return json.dumps({"k": "A", "p": price})


async def test_it_looks_variables_up_where_it_is_told_to() -> None:
    async with LiveServer() as server, hosting("inline", environment={"WORD": "swordfish"}) as talk:
        talk.host.send(OpenFeed("feed", profile_for(server.url, send=(Send(text="${env:WORD}"),))))
        assert await server.heard(1) == ["swordfish"]


async def test_a_drained_host_waits_until_there_is_something_and_no_longer() -> None:
    async with LiveServer() as server, hosting("inline") as talk:
        talk.take()
        waiting = asyncio.ensure_future(talk.host.wait())
        await asyncio.sleep(0)
        assert not waiting.done()
        talk.host.send(OpenFeed("feed", profile_for(server.url)))
        await asyncio.wait_for(waiting, 5)
        assert isinstance(talk.host.drain(1)[0], FeedStatus)
        # What is left makes the next wait return at once.
        await asyncio.wait_for(talk.host.wait(), 5)


async def test_a_stopped_host_gives_out_what_it_has_and_takes_nothing_more() -> None:
    async with LiveServer(tick(1.0)) as server, hosting("inline") as talk:
        talk.host.send(OpenFeed("feed", profile_for(server.url)))
        await server.visit()
        await talk.host.stop()
        talk.host.send(OpenFeed("late", profile_for(server.url)))
        talk.take()
        await asyncio.wait_for(talk.host.wait(), 5)
        assert talk.of(FeedStatus, "late") == []
        assert talk.messages


@pytest.mark.logs
async def test_a_fault_of_ours_ends_its_feed_and_no_other(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    decode = Decoder.decode

    def faulty(self: Decoder, payloads: list[bytes], received: object) -> Decoded:
        if b"poison" in payloads[0]:
            raise ZeroDivisionError
        return decode(self, payloads, received)  # type: ignore[arg-type]

    monkeypatch.setattr(Decoder, "decode", faulty)
    loop = asyncio.get_running_loop()
    # The handler of the test fails it for errors that nobody handled; here one is expected in the log.
    loop.set_exception_handler(None)
    async with LiveServer() as bad, LiveServer() as good, hosting("inline") as talk:
        talk.host.send(OpenFeed("bad", profile_for(bad.url)))
        talk.host.send(OpenFeed("good", profile_for(good.url)))
        await (await bad.visit()).say("poison")
        await talk.state(FeedState.STOPPED, "bad")
        await (await good.visit()).say(tick(1.0), tick(2.0))
        await talk.until(lambda: talk.prices("good") == [1.0, 2.0])
        (notice,) = talk.of(Notice, "bad")
        assert notice.text == "A fault of Feedscope has stopped this feed (ZeroDivisionError)"
        assert talk.of(Notice, "good") == []
    errors = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert [record.getMessage().splitlines()[0] for record in errors] == ["feed bad failed"]
