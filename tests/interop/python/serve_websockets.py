"""`serve_websockets.py PORT`: websockets on 127.0.0.1."""

import asyncio
import sys
from http import HTTPStatus

from feed import Feed, allowed
from websockets.asyncio.server import Request, Response, ServerConnection, serve


def login(client: ServerConnection, request: Request) -> Response | None:
    if allowed(request.headers.get("Authorization")):
        return None
    return client.respond(HTTPStatus.UNAUTHORIZED, "not authorised\n")


async def handle(client: ServerConnection) -> None:
    feed = Feed(client.send, client.close)
    await feed.opened()
    try:
        async for message in client:
            await feed.heard(str(message))
    finally:
        feed.closed()


async def main() -> None:
    async with serve(handle, "127.0.0.1", int(sys.argv[1]), process_request=login) as server:
        await server.serve_forever()


asyncio.run(main())
