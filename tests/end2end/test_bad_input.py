"""Servers that misbehave: what the user sees of each, while another feed of the same engine goes on undisturbed."""

import asyncio
import contextlib
import gzip
import json
import socket
import threading
import zlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from monitor.core.state import FeedState
from monitor.engine.commands import OpenFeed
from monitor.engine.messages import FeedStatus
from monitor.feed.profile import Limits, StreamRule, TimeRule, Tls
from tests.helpers.certificates import Authority
from tests.helpers.hosting import Row, Talk, hosting, profile_for
from tests.helpers.live_server import LiveServer
from tests.helpers.scripted import Script, ScriptedServer, drain, read_head, upgrading
from tests.helpers.wire import frame

TEXT, BINARY, PING = 1, 2, 9
COMPRESSED = "Sec-WebSocket-Extensions: permessage-deflate"
MEGABYTE = 1024 * 1024


def tick(key: str, price: object, **more: object) -> str:
    return json.dumps({"k": key, "p": price, **more})


def saying(*messages: str | bytes) -> Script:
    """A server that says these in whole, unmasked text frames, and is quiet then."""
    texts = [message.encode() if isinstance(message, str) else message for message in messages]
    return upgrading(b"".join(frame(TEXT, text) for text in texts))


def deflated(payload: bytes) -> bytes:
    """A payload as permessage-deflate sends it (RFC 7692 section 7.2.1)."""
    squeeze = zlib.compressobj(wbits=-15)
    return (squeeze.compress(payload) + squeeze.flush(zlib.Z_SYNC_FLUSH)).removesuffix(b"\x00\x00\xff\xff")


def dribbling(sock: socket.socket) -> None:
    """Answer the handshake a byte at a time, more slowly than anybody waits."""
    read_head(sock)
    for byte in b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n" * 50:
        sock.sendall(bytes([byte]))
        if threading.Event().wait(0.02):
            return


def talkative(sock: socket.socket) -> None:
    """Answer with two megabytes of header."""
    read_head(sock)
    sock.sendall(b"HTTP/1.1 101 Switching Protocols\r\nX-Filler: " + b"x" * 2 * MEGABYTE + b"\r\n\r\n")
    drain(sock)


@dataclass(frozen=True)
class Bad:
    """A way to misbehave, and what is shown of it.

    rows:      what is read all the same.
    counts:    of the counts, those that say something here.
    last:      how the newest message that nobody understood begins.
    state:     where the feed ends up; `says` and `advises` are in its text.
    """

    name: str
    script: Script
    rows: tuple[Row, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    last: bytes = b""
    state: FeedState = FeedState.LIVE
    says: str = ""
    advises: str = ""
    profile: dict[str, Any] = field(default_factory=dict)


def unmatched(name: str, message: str | bytes, **more: Any) -> Bad:
    """Something that is no message of this feed; what comes after it is read as if nothing had been."""
    raw = message.encode() if isinstance(message, str) else message
    return Bad(
        name,
        saying(message, tick("A", 1.5)),
        rows=(("ticks", "A", (1.5,)),),
        counts={"messages": 2, "rows": 1, "unmatched": 1},
        last=raw[:40],
        **more,
    )


def broken(name: str, data: bytes, says: str, **more: Any) -> Bad:
    """A violation of the protocol, which is tried again twice before the user is asked."""
    return Bad(name, upgrading(data, *more.pop("headers", ())), state=FeedState.NEEDS_ATTENTION, says=says, **more)


TIMED = StreamRule(name="ticks", columns={"price": "p"}, key="k", time=TimeRule(path="t", unit="s"))
HUGE = "9" * 400

INPUTS = [
    # --- messages ---
    unmatched("not JSON", "hello there"),
    unmatched("an empty message", ""),
    unmatched("truncated JSON", '{"k":"A","p":1'),
    unmatched("nested 100 000 deep", "[" * 100_000 + "]" * 100_000),
    unmatched("nested objects", '{"k":' * 100_000 + "1" + "}" * 100_000),
    unmatched("invalid UTF-8 that is no JSON either", b"\xff\xfe\x00"),
    Bad(
        "invalid UTF-8 within JSON",
        saying(b'{"k":"\xff\xfe","p":1}', tick("A", 1.5)),
        rows=(("ticks", "\ufffd\ufffd", (1.0,)), ("ticks", "A", (1.5,))),
        counts={"rows": 2, "unmatched": 0},
    ),
    unmatched("a bare NaN", '{"k":"A","p":NaN}'),
    unmatched("a bare Infinity", '{"k":"A","p":-Infinity}'),
    # What fulfils the conditions of a rule is known, also where there is no number in it.
    Bad(
        "null, an object and an array for the number",
        saying(*(tick("A", value) for value in (None, {"x": 1}, [1], 2))),
        rows=(("ticks", "A", (2.0,)),),
        counts={"messages": 4, "rows": 1, "unmatched": 0},
    ),
    Bad(
        "quoted NaN and infinities",
        saying(tick("A", "NaN"), tick("A", "inf"), tick("A", "-Infinity"), tick("A", 2)),
        rows=(("ticks", "A", (2.0,)),),
        counts={"messages": 4, "rows": 1, "unmatched": 0},
    ),
    Bad(
        "integers of 400 digits and exponents beyond a double",
        saying(f'{{"k":"A","p":{HUGE}}}', f'{{"k":"A","p":-{HUGE}}}', '{"k":"A","p":1e999}', tick("A", 2)),
        rows=(("ticks", "A", (2.0,)),),
        counts={"messages": 4, "rows": 1, "unmatched": 0},
    ),
    Bad(
        "integers beyond 64 bits",
        saying(tick("A", 2**63), tick("A", 2**64), tick("A", 10**30)),
        rows=(("ticks", "A", (2.0**63,)), ("ticks", "A", (2.0**64,)), ("ticks", "A", (1e30,))),
        counts={"rows": 3, "unmatched": 0},
    ),
    Bad(
        "time running backwards",
        saying(*(tick("A", number, t=1_700_000_000 - number) for number in range(5))),
        rows=tuple(("ticks", "A", (float(number),)) for number in range(5)),
        counts={"rows": 5, "unmatched": 0},
        profile={"stream": (TIMED,)},
    ),
    Bad(
        "100 000 distinct keys",
        saying(*(tick(f"key {number}", number) for number in range(100_000))),
        rows=tuple(("ticks", f"key {number}", (float(number),)) for number in range(500)),
        counts={"messages": 100_000, "rows": 500, "dropped": 99_500, "keys": 500},
        profile={"limits": Limits(keys=500)},
    ),
    Bad(
        "a binary message that is no JSON",
        upgrading(frame(BINARY, b"\x00\x01\x02") + frame(TEXT, tick("A", 1.5).encode())),
        rows=(("ticks", "A", (1.5,)),),
        counts={"messages": 2, "unmatched": 1},
        last=b"\x00\x01\x02",
    ),
    # --- sizes ---
    broken(
        "a frame announcing 1 GB",
        frame(TEXT, b"x" * 100, size=b"\x7f" + (1024**3).to_bytes(8, "big")),
        "the server sent a message of more than 16,777,216 bytes",
    ),
    broken(
        "a message put together of ever more frames",
        frame(TEXT, b"x" * 60_000, fin=False) + frame(0, b"x" * 60_000, fin=False),
        "the server sent a message of more than 100,000 bytes",
        profile={"limits": Limits(message_bytes=100_000)},
    ),
    broken(
        "a compression bomb",
        frame(TEXT, deflated(b" " * 64 * MEGABYTE), rsv=4),
        "inflates to more than 16,777,216 bytes",
        headers=(COMPRESSED,),
    ),
    broken(
        "a compression bomb in a binary message",
        frame(BINARY, gzip.compress(b"[" + b" " * 64 * MEGABYTE + b"]")),
        "inflates to more than 16,777,216 bytes",
        advises="raise limits.message_bytes",
        counts={"messages": 1, "unmatched": 1},
    ),
    # --- frames ---
    broken("masked frames", frame(TEXT, b"x", masked=True), "the server sent a masked frame, which only a client may"),
    broken("a reserved bit", frame(TEXT, b"x", rsv=2), "the server sent a frame with reserved bits set"),
    broken("an unknown opcode", frame(3, b"x"), "a frame of the reserved kind 0x3"),
    broken("compression that was not agreed", frame(TEXT, b"x", rsv=4), "compressed a message although"),
    broken("a fragmented ping", frame(PING, b"x", fin=False), "a control frame in pieces"),
    broken("a ping of 126 bytes", frame(PING, b"x" * 126), "the server sent a control frame of more than 125 bytes"),
    broken("a continuation of nothing", frame(0, b"x"), "went on with a message that it had not begun"),
    broken("a close frame of one byte", frame(8, b"x"), "the server sent a close frame with half a code"),
    # --- handshakes ---
    Bad(
        "a handshake that dribbles",
        dribbling,
        state=FeedState.WAITING,
        says="did not finish the WebSocket handshake within 0.3 s",
        profile={"limits": Limits(connect_seconds=0.3)},
    ),
    Bad(
        "a header of 2 MB",
        talkative,
        state=FeedState.NEEDS_ATTENTION,
        says="the server answered with more than 64 KiB of headers",
        advises="Check the address",
    ),
]


class Healthy:
    """A feed that counts up all the time."""

    def __init__(self, server: LiveServer, talk: Talk) -> None:
        self._server = server
        self._talk = talk
        self._sent = 0
        self._stop = False

    async def run(self) -> None:
        visit = await self._server.visit()
        while not self._stop:
            await visit.say(*(tick("healthy", self._sent + number) for number in range(10)))
            self._sent += 10
            await asyncio.sleep(0.002)

    async def prove(self, task: "asyncio.Task[None]") -> None:
        """Go on for a while, then check that nothing at all is missing."""
        before = len(self._talk.prices("healthy"))
        await self._talk.until(lambda: len(self._talk.prices("healthy")) > before + 50)
        self._stop = True
        await task
        await self._talk.until(lambda: len(self._talk.prices("healthy")) >= self._sent)
        assert self._talk.prices("healthy") == list(range(self._sent))
        assert self._talk.gaps("healthy") == []
        states = {status.state for status in self._talk.of(FeedStatus, "healthy")}
        assert states == {FeedState.CONNECTING, FeedState.OPENING, FeedState.LIVE}
        assert self._talk.counts("healthy").unmatched == 0


@contextlib.asynccontextmanager
async def beside_a_healthy_feed() -> AsyncIterator[Talk]:
    """An engine with a healthy feed, which is checked at the end."""
    async with LiveServer() as server, hosting("inline", environment={}) as talk:
        talk.host.send(OpenFeed("healthy", profile_for(server.url)))
        healthy = Healthy(server, talk)
        task = asyncio.ensure_future(healthy.run())
        try:
            await talk.state(FeedState.LIVE, "healthy")
            yield talk
            await healthy.prove(task)
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


def reached(talk: Talk, bad: Bad) -> Callable[[], bool]:
    def holds() -> bool:
        status, counts = talk.status("bad"), talk.counts("bad")
        return (
            status is not None
            and status.state is bad.state
            and all(getattr(counts, name) >= value for name, value in bad.counts.items())
            and len(talk.rows("bad")) >= len(bad.rows)
        )

    return holds


@pytest.mark.parametrize("bad", INPUTS, ids=[bad.name for bad in INPUTS])
async def test_what_is_shown_of_a_server_that_misbehaves(bad: Bad) -> None:
    async with beside_a_healthy_feed() as talk:
        with ScriptedServer(bad.script) as server:
            talk.host.send(OpenFeed("bad", profile_for(server.url(), **bad.profile)))
            await talk.until(reached(talk, bad))
            status, counts = talk.status("bad"), talk.counts("bad")
            assert status is not None
            assert bad.says in status.detail
            assert bad.advises in status.advice
            assert tuple(talk.rows("bad")) == bad.rows
            assert {name: getattr(counts, name) for name in bad.counts} == bad.counts
            assert counts.last_unmatched.startswith(bad.last)
            assert len(counts.last_unmatched) <= 4096


@pytest.mark.parametrize(
    ("names", "expired", "trusted", "says", "advises"),
    [
        ((), False, False, "is by an authority unknown to this computer", "tls.ca"),
        (("other.test",), False, True, "is not for 127.0.0.1", "It is for other.test"),
        ((), True, True, "expired", ""),
    ],
    ids=["a certificate nobody knows", "a certificate for another host", "an expired certificate"],
)
async def test_a_wrong_certificate_needs_the_user(
    names: tuple[str, ...], expired: bool, trusted: bool, says: str, advises: str, tmp_path: Path
) -> None:
    authority = Authority.make(tmp_path)
    async with beside_a_healthy_feed() as talk:
        with ScriptedServer(upgrading(), tls=authority.server(*names, expired=expired)) as server:
            tls = Tls(ca=str(authority.file)) if trusted else Tls()
            talk.host.send(OpenFeed("bad", profile_for(server.url(), tls=tls)))
            await talk.state(FeedState.NEEDS_ATTENTION, "bad")
            status = talk.status("bad")
            assert status is not None
            assert says in status.detail
            assert advises in status.advice
            assert not server.heads
