"""A small web server inside the test that keeps what it is posted."""

import asyncio
import json
import ssl
from typing import Any, Self

from tests.helpers.changes import Changes

__all__ = ["Post", "Web"]


class Post:
    """One request as it came."""

    def __init__(self, line: str, headers: dict[str, str], body: bytes) -> None:
        self.line = line
        self.headers = headers
        self.body = body

    @property
    def json(self) -> Any:
        """The body, read as JSON."""
        return json.loads(self.body)


class Web:
    """Answers each request with the next of `answers`, then with 200; "" cuts the connection, None never answers."""

    def __init__(self, *answers: str | None, tls: ssl.SSLContext | None = None) -> None:
        self.posts: list[Post] = []
        self._answers = list(answers)
        self._tls = tls
        self._changed = Changes()
        self._server: asyncio.Server | None = None
        self.port = 0

    @property
    def url(self) -> str:
        return f"http{'s' if self._tls else ''}://127.0.0.1:{self.port}/hook?token=geheim"

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=self._tls)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()
        await self._server.wait_closed()

    async def posted(self, count: int) -> list[Post]:
        """What was posted, once that is so much."""
        await self._changed.until(lambda: len(self.posts) >= count)
        return self.posts

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            line, *lines = head.strip().split("\r\n")
            headers = {name.lower(): value for name, _, value in (each.partition(": ") for each in lines)}
            body = await reader.readexactly(int(headers.get("content-length", "0")))
            self.posts.append(Post(line, headers, body))
            self._changed.set()
            answer = self._answers.pop(0) if self._answers else "200 OK"
            if answer is None:
                await reader.read()
            elif answer:
                writer.write(f"HTTP/1.1 {answer}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError, ssl.SSLError):
            pass
        finally:
            writer.close()
