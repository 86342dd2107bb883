"""An ASGI application, for uvicorn and daphne. It refuses a login before it accepts, which is an HTTP 403."""

from collections.abc import Awaitable, Callable
from typing import Any

from feed import Feed, allowed

Scope = dict[str, Any]
Event = dict[str, Any]
Receive = Callable[[], Awaitable[Event]]
Send = Callable[[Event], Awaitable[None]]


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] != "websocket":
        return
    headers = {name.decode(): value.decode() for name, value in scope["headers"]}
    await receive()
    if not allowed(headers.get("authorization")):
        await send({"type": "websocket.close"})
        return
    await send({"type": "websocket.accept"})

    async def say(text: str) -> None:
        await send({"type": "websocket.send", "text": text})

    async def close(code: int, reason: str) -> None:
        await send({"type": "websocket.close", "code": code, "reason": reason})

    feed = Feed(say, close)
    await feed.opened()
    while (event := await receive())["type"] == "websocket.receive":
        await feed.heard(event["text"])
    feed.closed()
