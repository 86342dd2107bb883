"""A program for websocketd: lines in, lines out, and to close it ends."""

import asyncio
import os
import sys

from feed import Feed, allowed


async def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


async def close(code: int, reason: str) -> None:
    await say(f'{{"error": "{reason}"}}')
    sys.exit()


async def main() -> None:
    feed = Feed(say, close)
    if not allowed(os.environ.get("HTTP_AUTHORIZATION")):
        await close(3001, "not authorised")
    await feed.opened()
    lines = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    while line := await lines.readline():
        await feed.heard(line.decode().rstrip("\n"))


asyncio.run(main())
