"""`serve_tornado.py PORT`: tornado.websocket on 127.0.0.1."""

import asyncio
import sys

from feed import Feed, allowed
from tornado.web import Application
from tornado.websocket import WebSocketHandler


class Ticks(WebSocketHandler):
    def prepare(self) -> None:
        if not allowed(self.request.headers.get("Authorization")):
            self.set_status(401)
            self.finish("not authorised")

    async def open(self) -> None:
        self.feed = Feed(self.write_message, self.bid_farewell)
        await self.feed.opened()

    async def on_message(self, message: str | bytes) -> None:
        await self.feed.heard(str(message))

    def on_close(self) -> None:
        self.feed.closed()

    async def bid_farewell(self, code: int, reason: str) -> None:
        self.close(code, reason)


async def main() -> None:
    Application([("/feed", Ticks)]).listen(int(sys.argv[1]), "127.0.0.1")
    await asyncio.Event().wait()


asyncio.run(main())
