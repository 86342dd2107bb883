"""A server process that misbehaves on command: commands come in by standard input, its log goes out as JSON lines.

    mode normal | slam | hang | busy | dribble      what happens to connections made from here on
    close CODE                                      end every connection with this code
    abort                                           cut every connection
    break                                           cut every connection in the middle of a frame

Every connection has a number, and its messages are numbered from 0. It speaks only to those who have subscribed.
"""

import argparse
import asyncio
import contextlib
import json
import random
import sys
from collections.abc import Callable

from websockets.frames import Opcode
from websockets.http11 import Request
from websockets.server import ServerProtocol

__all__ = ["FIRST_OF_BOOT", "SUBSCRIPTION", "main"]

SUBSCRIPTION = "subscribe chaos"
FIRST_OF_BOOT = 10_000
"""The first connection of the n-th server process has n times this number."""

_PAUSE = 0.01
_BURST = 20
_DRIBBLE = 0.2


def log(**event: object) -> None:
    """Tell what is about to happen: what is not told has not happened, even if this process dies."""
    sys.stdout.write(json.dumps(event) + "\n")
    sys.stdout.flush()


class Client:
    """One connection."""

    def __init__(self, number: int, writer: asyncio.StreamWriter, *, dice: random.Random) -> None:
        self.number = number
        self.protocol = ServerProtocol(max_size=None)
        self.writer = writer
        self.sent = 0
        self._dice = dice
        self._sending: asyncio.Task[None] | None = None

    def flush(self) -> None:
        for data in self.protocol.data_to_send():
            if data and not self.writer.is_closing():
                self.writer.write(data)

    def subscribe(self) -> None:
        log(event="subscribed", connection=self.number)
        self.protocol.send_text(b'{"event":"subscribed"}')
        self._sending = asyncio.ensure_future(self._send())

    def hush(self) -> None:
        if self._sending is not None:
            self._sending.cancel()

    def close(self, code: int) -> None:
        self.hush()
        if self._sending is not None:
            log(event="closed cleanly", connection=self.number, sent=self.sent)
            self.protocol.send_close(code, "chaos")
            self.flush()

    def abort(self) -> None:
        self.hush()
        self.writer.transport.abort()

    def break_off(self) -> None:
        self.hush()
        self.writer.write(b"\x81\x7e\x10\x00{")
        # It says no more, whatever the client still has to say.
        self.writer.close()

    async def _send(self) -> None:
        with contextlib.suppress(ConnectionError):
            while not self.writer.is_closing():
                count = self._dice.randint(1, _BURST)
                log(event="sending", connection=self.number, sent=self.sent + count)
                for number in range(self.sent, self.sent + count):
                    self.protocol.send_text(b'{"c":%d,"n":%d}' % (self.number, number))
                self.sent += count
                self.flush()
                await self.writer.drain()
                await asyncio.sleep(_PAUSE)


class ChaosServer:
    """All connections, and what is done to the next one."""

    def __init__(self, *, first: int, seed: int) -> None:
        self._next = first
        self._dice = random.Random(seed)
        self._mode = "normal"
        self._clients: set[Client] = set()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, TimeoutError):
            if self._mode == "hang":
                async with asyncio.timeout(5.0):
                    await reader.read(-1)
            elif self._mode != "slam":
                await self._talk(reader, writer)
        writer.close()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        client = Client(self._next, writer, dice=self._dice)
        self._next += 1
        self._clients.add(client)
        try:
            while data := await reader.read(65536):
                client.protocol.receive_data(data)
                for event in client.protocol.events_received():
                    if isinstance(event, Request):
                        await self._answer(client, event)
                    elif event.opcode is Opcode.TEXT and event.data.decode() == SUBSCRIPTION:
                        client.subscribe()
                client.flush()
                if client.protocol.close_expected():
                    return
        finally:
            client.hush()
            self._clients.discard(client)

    async def _answer(self, client: Client, request: Request) -> None:
        protocol = client.protocol
        if self._mode == "busy":
            response = protocol.reject(503, "busy\n")
            response.headers["Retry-After"] = "1"
        else:
            response = protocol.accept(request)
        protocol.send_response(response)
        if self._mode == "dribble":
            for byte in b"".join(protocol.data_to_send()):
                client.writer.write(bytes([byte]))
                await client.writer.drain()
                await asyncio.sleep(_DRIBBLE)
        log(event="answered", connection=client.number, status=response.status_code)

    def obey(self, line: str) -> None:
        word, _, argument = line.strip().partition(" ")
        if word == "mode":
            self._mode = argument
            return
        ends: dict[str, Callable[[Client], None]] = {
            "close": lambda client: client.close(int(argument)),
            "abort": Client.abort,
            "break": Client.break_off,
        }
        for client in list(self._clients):
            ends[word](client)


async def run(port: int, *, first: int, seed: int) -> None:
    """Serve until standard input ends."""
    server = ChaosServer(first=first, seed=seed)
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    async with await asyncio.start_server(server.serve, "127.0.0.1", port) as listener:
        log(event="listening", port=listener.sockets[0].getsockname()[1])
        while line := await reader.readline():
            server.obey(line.decode())


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    asyncio.run(run(options.port, first=options.first, seed=options.seed))


if __name__ == "__main__":
    main()
