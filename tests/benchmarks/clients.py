"""Clients that receive trades as fast as they can and decode price, size, symbol and time: ours and its peers.

    python -m tests.benchmarks.clients NAME ADDRESS [--ca FILE] [--bare]

prints `messages seconds checksum`: how many came, from the first to the last, and the sum of the sizes, so that a
client that skipped the decoding would be found out. Each runs in a process of its own. `--bare`: bytes only.
"""

import argparse
import asyncio
import json
import ssl
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import msgspec

__all__ = ["CLIENTS"]


class Trade(msgspec.Struct, gc=False):
    """What the peers decode, by the fastest way msgspec has."""

    s: str
    p: str
    q: str
    T: int


class Sink:
    """Counts, times and adds up. Keeps the columns as a monitor has to: growing arrays of floats."""

    def __init__(self) -> None:
        self.count = 0
        self.total = 0.0
        self.first = 0.0
        self.last = 0.0
        self.prices: list[float] = []

    def trade(self, trade: Trade) -> None:
        self.came(1)
        self.prices.append(float(trade.p))
        self.total += float(trade.q)

    def came(self, count: int) -> None:
        now = time.perf_counter()
        if not self.count:
            self.first = now
        self.last = now
        self.count += count


def tls(ca: str | None) -> ssl.SSLContext | None:
    return None if ca is None else ssl.create_default_context(cafile=ca)


def ours(sink: Sink, url: str, ca: str | None, bare: bool) -> None:
    from monitor.cli.run import FEED, follow
    from monitor.core.batch import Batch
    from monitor.engine.commands import OpenFeed
    from monitor.engine.messages import FeedStatus
    from monitor.feed.profiles.reading import parse_profile

    text = Path(__file__).with_name("trade.toml").read_text()
    profile = parse_profile(text.replace("ADDRESS", url).replace("AUTHORITY", ca or ""), file="trade.toml")

    async def run() -> None:
        interrupted = asyncio.Event()
        async for message in follow(OpenFeed(FEED, profile, reconnect=False), interrupted=interrupted, seconds=None):
            if isinstance(message, Batch):
                sink.came(len(message))
                sink.total += float(message.values[1].sum())
            elif isinstance(message, FeedStatus) and message.ended:
                interrupted.set()

    asyncio.run(run())


def picows(sink: Sink, url: str, ca: str | None, bare: bool) -> None:
    from picows import WSListener, WSMsgType, ws_connect

    decode = msgspec.json.Decoder(Trade).decode

    class Listener(WSListener):  # type: ignore[misc]
        def on_ws_frame(self, transport: object, frame: object) -> None:
            if frame.msg_type == WSMsgType.TEXT:  # type: ignore[attr-defined]
                data = frame.get_payload_as_memoryview()  # type: ignore[attr-defined]
                if bare:
                    sink.came(1)
                else:
                    sink.trade(decode(data))
            elif frame.msg_type == WSMsgType.CLOSE:  # type: ignore[attr-defined]
                transport.send_close(1000)  # type: ignore[attr-defined]
                transport.disconnect()  # type: ignore[attr-defined]

    async def run() -> None:
        transport, _ = await ws_connect(Listener, url, ssl_context=tls(ca))
        await transport.wait_disconnected()

    asyncio.run(run())


def websocket_client(sink: Sink, url: str, ca: str | None, bare: bool, *, unchecked: bool = False) -> None:
    """As its documentation shows it: recv() and json.loads(). `unchecked`: its UTF-8 check in Python is left out."""
    import websocket

    connection = websocket.create_connection(
        url, timeout=30, skip_utf8_validation=unchecked, sslopt={"ca_certs": ca} if ca else None
    )
    while text := connection.recv():
        if bare:
            sink.came(1)
            continue
        trade = json.loads(text)
        sink.trade(Trade(trade["s"], trade["p"], trade["q"], trade["T"]))
    connection.shutdown()


def aiohttp(sink: Sink, url: str, ca: str | None, bare: bool) -> None:
    import aiohttp as library

    decode = msgspec.json.Decoder(Trade).decode

    async def run() -> None:
        async with (
            library.ClientSession() as session,
            session.ws_connect(url, ssl=tls(ca) or True, compress=15, max_msg_size=0) as connection,
        ):
            async for message in connection:
                if bare:
                    sink.came(1)
                else:
                    sink.trade(decode(message.data))

    asyncio.run(run())


def websockets(sink: Sink, url: str, ca: str | None, bare: bool) -> None:
    from websockets.asyncio.client import connect

    decode = msgspec.json.Decoder(Trade).decode

    async def run() -> None:
        async with connect(url, ssl=tls(ca), max_size=None) as connection:
            while True:
                try:
                    data = await connection.recv(decode=False)
                except Exception as error:
                    if type(error).__name__ == "ConnectionClosedOK":
                        return
                    raise
                if bare:
                    sink.came(1)
                else:
                    sink.trade(decode(data))

    asyncio.run(run())


CLIENTS: dict[str, Callable[[Sink, str, str | None, bool], None]] = {
    "feedscope": ours,
    "picows": picows,
    "websocket-client": websocket_client,
    "websocket-client, UTF-8 unchecked": partial(websocket_client, unchecked=True),
    "aiohttp": aiohttp,
    "websockets": websockets,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", choices=sorted(CLIENTS))
    parser.add_argument("address")
    parser.add_argument("--ca")
    parser.add_argument("--bare", action="store_true")
    given = parser.parse_args()
    sink = Sink()
    CLIENTS[given.name](sink, given.address, given.ca, given.bare)
    print(sink.count, sink.last - sink.first, round(sink.total, 6))  # noqa: T201


if __name__ == "__main__":
    main()
