"""`serve_aiohttp.py PORT`: aiohttp on 127.0.0.1."""

import sys

from aiohttp import WSCloseCode, WSMsgType, web
from feed import Feed, allowed

SOCKETS = web.AppKey("SOCKETS", set)


async def handle(request: web.Request) -> web.StreamResponse:
    if not allowed(request.headers.get("Authorization")):
        raise web.HTTPUnauthorized
    socket = web.WebSocketResponse()
    await socket.prepare(request)

    async def close(code: int, reason: str) -> None:
        await socket.close(code=code, message=reason.encode())

    feed = Feed(socket.send_str, close)
    request.app[SOCKETS].add(socket)
    await feed.opened()
    try:
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                await feed.heard(message.data)
    finally:
        feed.closed()
        request.app[SOCKETS].discard(socket)
    return socket


async def say_goodbye(app: web.Application) -> None:
    for socket in set(app[SOCKETS]):
        await socket.close(code=WSCloseCode.GOING_AWAY, message=b"deploy")


app = web.Application()
app[SOCKETS] = set()
app.on_shutdown.append(say_goodbye)
app.router.add_get("/feed", handle)
web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), print=None, shutdown_timeout=1.0)
