"""An open WebSocket on the running loop: frames in, frames out, and one report of its end."""

import asyncio
import errno
import ssl
import struct
from collections.abc import Callable
from functools import partial
from typing import TypeAlias

import websocket

from monitor.core.clock import Clock
from monitor.core.errors import ConnectionLost, FeedscopeError, ProtocolError, UsageError
from monitor.net.closing import NO_CLOSE, NO_CODE, describe_close, may_be_sent
from monitor.net.connecting.attempt import Attempt
from monitor.net.connecting.dial import Opened, dial
from monitor.net.connecting.resolve import Resolver, system_resolver
from monitor.net.connecting.steps import Steps
from monitor.net.endpoint import Endpoint
from monitor.net.redaction import scrub
from monitor.net.stream import SocketStream
from monitor.net.worker import in_thread
from monitor.wire.frames import FrameReader
from monitor.wire.received import Close, Ping, Received

__all__ = ["Connection", "OnLost", "OnReceived", "connect"]

OnReceived: TypeAlias = Callable[[Received, int, float], None]
OnLost: TypeAlias = Callable[[FeedscopeError], None]

_ABNF = websocket.ABNF
_GOODBYE = 1.0
"""Seconds the peer has to answer a close frame."""
_CONTROL_LIMIT = 125
"""Bytes of a control frame's payload (RFC 6455 section 5.5)."""


async def connect(
    endpoint: Endpoint, *, clock: Clock, resolver: Resolver = system_resolver, steps: Steps | None = None
) -> "Connection":
    """Open a WebSocket. Raises TransportError. When cancelled, the attempt ends at once.

    steps: to follow the steps as they are done.
    """
    attempt = Attempt(endpoint.connect_seconds, clock=clock)
    opened = await in_thread(
        partial(dial, endpoint, attempt=attempt, steps=steps or Steps(clock=clock), clock=clock, resolver=resolver),
        interrupt=attempt.abandon,
        discard=lambda late: late.sock.close(),
        name=f"connect {endpoint.address.host}",
    )
    return Connection(opened, endpoint=endpoint, clock=clock)


class Connection:
    """Belongs to the loop it was made on; all methods are called there, and all callbacks come from there.

    negotiated: what came of connecting.
    """

    def __init__(self, opened: Opened, *, endpoint: Endpoint, clock: Clock) -> None:
        self.negotiated = opened.negotiated
        self._clock = clock
        self._loop = asyncio.get_running_loop()
        self._stream = SocketStream(opened.sock, on_data=self._on_data, on_end=self._on_end)
        self._reader = FrameReader(
            message_limit=endpoint.message_limit, deflate=opened.agreement.inflater, check_utf8=endpoint.check_utf8
        )
        self._surplus = opened.agreement.surplus
        self._on_received: OnReceived | None = None
        self._on_lost: OnLost | None = None
        self._on_closed: list[Callable[[], None]] = []
        self._paused = False
        self._closing: ConnectionLost | None = None
        self._goodbye: asyncio.TimerHandle | None = None
        self._lost: FeedscopeError | None = None
        self._reported = False
        self._secrets = endpoint.secrets

    # --- receiving ----------------------------------------------------------------------------------------------

    def start(self, on_received: OnReceived, on_lost: OnLost) -> None:
        """Begin to read.

        on_received: what a block yielded, its size in bytes, and when it came in wall seconds. The pings in it have
                     been answered when it is called; a close, or what breaks the protocol, is answered after it.
        on_lost:     called once, however the connection ends: ConnectionLost or ProtocolError.
        """
        self._on_received, self._on_lost = on_received, on_lost
        if self._reported and self._lost is not None:
            self._loop.call_soon(on_lost, self._lost)
        elif not self._paused:
            self._go_on()

    @property
    def paused(self) -> bool:
        """Whether reading is held back."""
        return self._paused

    def pause(self) -> None:
        """Stop reading, so that the server waits; nothing is lost."""
        self._paused = True
        self._stream.pause()

    def resume(self) -> None:
        """Go on reading."""
        self._paused = False
        if self._on_received is not None:
            self._go_on()

    def on_closed(self, callback: Callable[[], None]) -> None:
        """Have `callback` called once the socket is closed, after `on_lost`; soon if it already is."""
        if self._reported:
            self._loop.call_soon(callback)
        else:
            self._on_closed.append(callback)

    # --- sending ------------------------------------------------------------------------------------------------

    def send_text(self, text: str | bytes) -> None:
        """Send a text message. Like all sending it never blocks, and does nothing once the connection has ended."""
        self._send(text if isinstance(text, bytes) else text.encode("utf-8", "replace"), _ABNF.OPCODE_TEXT)

    def send_binary(self, data: bytes) -> None:
        """Send a binary message."""
        self._send(data, _ABNF.OPCODE_BINARY)

    def send_ping(self, payload: bytes) -> None:
        """Send a ping. Its pong comes with what is received. Raises UsageError for more than 125 bytes."""
        if len(payload) > _CONTROL_LIMIT:
            raise UsageError(f"a ping carries at most {_CONTROL_LIMIT} bytes")
        self._send(payload, _ABNF.OPCODE_PING)

    # --- ending -------------------------------------------------------------------------------------------------

    def close(self, code: int = 1000, reason: str = "") -> None:
        """Say goodbye; the end comes with the server's answer or after a second. What arrives until then counts.

        Raises UsageError for a code that must not be sent.
        """
        if not may_be_sent(code):
            raise UsageError(f"{code} is no close code that may be sent")
        if self._lost is not None or self._closing is not None:
            return
        self._send_close(code, reason)
        self._closing = ConnectionLost(f"the connection was closed from here ({code})", code=code)
        if self._lost is None:
            self._goodbye = self._loop.call_later(_GOODBYE, self._end, self._closing)

    def abort(self) -> None:
        """Cut the connection at once."""
        self._end(self._closing or ConnectionLost("the connection was cut from here (1006)", code=NO_CLOSE))

    # --- inside -------------------------------------------------------------------------------------------------

    def _go_on(self) -> None:
        if self._surplus:
            # Not from within: who calls has not finished what it is doing.
            self._loop.call_soon(self._take_surplus)
        else:
            self._stream.resume()

    def _take_surplus(self) -> None:
        """Read what came along with the handshake, before anything else."""
        if self._paused or self._lost is not None:
            return
        surplus, self._surplus = self._surplus, b""
        if surplus:
            self._on_data(surplus)
        if not self._paused:
            self._stream.resume()

    def _on_data(self, data: bytes) -> None:
        now = self._clock.wall()
        received = self._reader.feed(data)
        for frame in received.control:
            if isinstance(frame, Ping):
                self._send(frame.payload, _ABNF.OPCODE_PONG)
        if self._on_received is not None:
            self._on_received(received, len(data), now)
        # After the report, because nothing may be sent behind a close, and a message may well want an answer.
        if received.fault is not None:
            self._end(self._answer_fault(received.fault))
        elif received.control and isinstance(received.control[-1], Close):
            self._end(self._answer_close(received.control[-1]))

    def _answer_close(self, frame: Close) -> ConnectionLost:
        """Echo the code (RFC 6455 section 5.5.1), unless this is the answer to our own close."""
        if self._closing is not None:
            return self._closing
        self._send_close(frame.code, "")
        said = scrub(frame.reason, self._secrets)
        return ConnectionLost(describe_close(frame.code, said), code=frame.code, said=said)

    def _answer_fault(self, fault: ProtocolError) -> ProtocolError:
        if self._closing is None:
            self._send_close(fault.code, fault.what)
        return fault

    def _send(self, payload: bytes, opcode: int) -> None:
        if self._lost is None and self._closing is None:
            self._stream.write(_ABNF.create_frame(payload, opcode).format())

    def _send_close(self, code: int, reason: str) -> None:
        room = _CONTROL_LIMIT - 2
        said = reason.encode("utf-8", "replace")[:room].decode("utf-8", "ignore").encode()
        self._send(b"" if code == NO_CODE else struct.pack("!H", code) + said, _ABNF.OPCODE_CLOSE)

    def _on_end(self, error: Exception | None) -> None:
        """The stream has ended by itself."""
        self._end(self._closing or _explain_end(error))

    def _end(self, error: FeedscopeError) -> None:
        if self._lost is not None:
            return
        self._lost = error
        if self._goodbye is not None:
            self._goodbye.cancel()
        self._stream.close()
        # Not from within: the one who is told may be in the midst of sending.
        self._loop.call_soon(self._report_end, error)

    def _report_end(self, error: FeedscopeError) -> None:
        self._reported = True
        if self._on_lost is not None:
            self._on_lost(error)
        for callback in self._on_closed:
            callback()
        self._on_closed.clear()


def _explain_end(error: Exception | None) -> ConnectionLost:
    if isinstance(error, ConnectionLost):
        return error
    if error is None:
        what = describe_close(NO_CLOSE)
    elif isinstance(error, ssl.SSLError):
        what = "the connection was cut: its encryption broke (1006)"
    elif isinstance(error, ConnectionError):
        what = "the server reset the connection (1006)"
    elif getattr(error, "errno", None) == errno.ETIMEDOUT:
        what = "the other end stopped answering (1006)"
    else:
        what = f"the connection was cut: {getattr(error, 'strerror', None) or error} (1006)"
    return ConnectionLost(what, code=NO_CLOSE)
