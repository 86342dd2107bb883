"""Our own connection as the Autobahn Testsuite wants a client: it sends back what it gets."""

import asyncio

from monitor.core.clock import SystemClock
from monitor.core.errors import FeedscopeError
from monitor.net.endpoint import DIRECT, Endpoint
from monitor.net.transport import connect
from monitor.wire.received import Received

__all__ = ["echo"]


async def echo(url: str) -> None:
    """Send every message back as the kind it came as, until the connection has ended."""
    endpoint = Endpoint(url, proxy=DIRECT, check_utf8=True)
    connection = await connect(endpoint, clock=SystemClock())
    ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def on_received(received: Received, size: int, wall: float) -> None:
        for index, message in enumerate(received.messages):
            if index in received.binary:
                connection.send_binary(message)
            else:
                connection.send_text(message)

    def on_lost(error: FeedscopeError) -> None:
        ended.set_result(None)

    connection.start(on_received, on_lost)
    await ended
