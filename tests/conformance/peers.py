"""The same echo with other WebSocket packages, each set up as kindly as it allows."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final, TypeAlias

import aiohttp
import websocket
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

__all__ = ["PEERS", "Echo"]

Echo: TypeAlias = Callable[[str], Awaitable[None]]
"""Connects to an address and sends back what comes, until the connection has ended."""

_THREAD_SECONDS: Final = 500.0


async def websocket_client(url: str) -> None:
    """With the close codes it leaves to its user: by itself it answers a broken protocol with 1000."""
    await asyncio.to_thread(_websocket_client, url)


def _websocket_client(url: str) -> None:
    # A thread cannot be cancelled, so it must not wait for ever.
    client = websocket.create_connection(url, timeout=_THREAD_SECONDS, http_no_proxy=["*"])
    try:
        while True:
            opcode, data = client.recv_data()
            if opcode == websocket.ABNF.OPCODE_CLOSE:
                break
            if opcode == websocket.ABNF.OPCODE_TEXT:
                data.decode()
            client.send(data, opcode)
    except (UnicodeDecodeError, websocket.WebSocketPayloadException):
        client.close(1007)
    except websocket.WebSocketProtocolException:
        client.close(1002)
    except (websocket.WebSocketException, OSError):
        pass
    finally:
        client.shutdown()


async def websockets(url: str) -> None:
    try:
        async with connect(url, max_size=None, ping_interval=None, proxy=None) as client:
            async for message in client:
                await client.send(message)
    except ConnectionClosed:
        pass


async def aiohttp_client(url: str) -> None:
    async with aiohttp.ClientSession() as session, session.ws_connect(url, compress=15, max_msg_size=0) as client:
        async for message in client:
            if message.type is aiohttp.WSMsgType.TEXT:
                await client.send_str(message.data)
            elif message.type is aiohttp.WSMsgType.BINARY:
                await client.send_bytes(message.data)


PEERS: Final[dict[str, Echo]] = {
    "websocket-client": websocket_client,
    "websockets": websockets,
    "aiohttp": aiohttp_client,
}
