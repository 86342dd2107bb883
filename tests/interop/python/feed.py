"""What a server does with one client: greets it, checks its login, pours numbers at 1 000 a second, echoes, closes."""

import asyncio
import contextlib
import json
from collections.abc import Awaitable, Callable

__all__ = ["Feed", "allowed"]

_BURST = 20
_BURST_SECONDS = 0.02

Say = Callable[[str], Awaitable[object]]
Close = Callable[[int, str], Awaitable[object]]


def allowed(authorization: str | None) -> bool:
    """Whether a handshake with this Authorization header may go on; without one it may, too."""
    return authorization in (None, "Bearer secret")


class Feed:
    """say, close: what the server does to this client."""

    def __init__(self, say: Say, close: Close) -> None:
        self._say = say
        self._close = close
        self._pouring: asyncio.Task[None] | None = None

    async def opened(self) -> None:
        await self._say('{"k": "hello", "p": 0.5}')

    async def heard(self, text: str) -> None:
        asked = json.loads(text)
        match asked:
            case {"bye": int(code)}:
                await self._close(code, "done")
            case {"pour": int(total)}:
                self._pouring = asyncio.create_task(self._pour(total))
            case {"token": token} if token != "secret":
                await self._close(3001, "not authorised")
            case {"token": _}:
                pass
            case _:
                await self._say(text)

    def closed(self) -> None:
        if self._pouring is not None:
            self._pouring.cancel()

    async def _pour(self, total: int) -> None:
        due = asyncio.get_running_loop().time()
        # Whatever a server raises once its client has gone.
        with contextlib.suppress(Exception):
            for sent in range(1, total + 1):
                await self._say(json.dumps({"k": f"K{sent % 5}", "p": sent}))
                if sent % _BURST == 0:
                    due += _BURST_SECONDS
                    await asyncio.sleep(due - asyncio.get_running_loop().time())
