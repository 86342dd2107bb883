"""Why a feed does not work: every step to the first message, with what came of it."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

from monitor.core.clock import Clock
from monitor.core.errors import FeedscopeError, TransportError
from monitor.net.connecting.resolve import Resolver, system_resolver
from monitor.net.connecting.steps import Step, Steps
from monitor.net.endpoint import Endpoint
from monitor.net.governor import Sendable
from monitor.net.redaction import one_line, scrub
from monitor.net.transport import Connection, connect
from monitor.wire.received import Received

__all__ = ["Finding", "diagnose"]

_SOON = 14 * 24 * 3600.0
_PREVIEW = 200


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `seconds` it took; `advice` is "" where there is nothing to do."""

    step: str
    ok: bool
    seconds: float
    text: str
    advice: str = ""


async def diagnose(
    endpoint: Endpoint,
    *,
    clock: Clock,
    wait_seconds: float = 5.0,
    send: Sequence[Sendable] = (),
    resolver: Resolver = system_resolver,
) -> AsyncIterator[Finding]:
    """Connect once and tell of every step as it is done; the first that fails is the last.

    wait_seconds: how long to wait for a first message. send: messages to open the feed with.
    """
    loop = asyncio.get_running_loop()
    news: asyncio.Queue[Step | None] = asyncio.Queue()

    def report(step: Step) -> None:
        loop.call_soon_threadsafe(news.put_nowait, step)

    steps = Steps(clock=clock, report=report)
    attempt = asyncio.create_task(connect(endpoint, clock=clock, resolver=resolver, steps=steps))
    attempt.add_done_callback(lambda _: news.put_nowait(None))
    try:
        while (step := await news.get()) is not None:
            yield Finding(step.name, True, step.seconds, step.text)
        if error := attempt.exception():
            yield _failed(error, steps)
            return
        connection = attempt.result()
        for finding in _agreed(connection, now=clock.wall()):
            yield finding
        yield await _first_message(connection, endpoint, clock=clock, seconds=wait_seconds, send=send)
    finally:
        await _part(attempt)


def _failed(error: BaseException, steps: Steps) -> Finding:
    """The finding for the step that `error` came from."""
    if not isinstance(error, TransportError):
        raise error
    return Finding(steps.current or "request", False, steps.seconds, error.what, error.advice)


def _agreed(connection: Connection, *, now: float) -> list[Finding]:
    negotiated = connection.negotiated
    findings = [
        Finding("subprotocol", True, 0.0, negotiated.subprotocol or "none"),
        Finding("compression", True, 0.0, negotiated.compression or "none"),
    ]
    if negotiated.expires is not None and negotiated.expires - now < _SOON:
        days = max(0, int((negotiated.expires - now) // 86_400))
        advice = "Its owner must renew it"
        findings.append(Finding("certificate", True, 0.0, f"ends in {days} days", advice))
    return findings


async def _first_message(
    connection: Connection, endpoint: Endpoint, *, clock: Clock, seconds: float, send: Sequence[Sendable]
) -> Finding:
    first: asyncio.Future[str | FeedscopeError] = asyncio.get_running_loop().create_future()

    def on_received(received: Received, _size: int, _wall: float) -> None:
        if received.messages and not first.done():
            first.set_result(_preview(received.messages[0], endpoint, binary=0 in received.binary))

    def on_lost(error: FeedscopeError) -> None:
        if not first.done():
            first.set_result(error)

    started = clock.monotonic()
    connection.start(on_received, on_lost)
    for message in send:
        if isinstance(message, bytes):
            connection.send_binary(message)
        else:
            connection.send_text(message)
    done, _ = await asyncio.wait([first], timeout=seconds)
    took = clock.monotonic() - started
    if not done:
        advice = "Some servers send nothing until they are sent a subscription, or when nothing happens"
        return Finding("first message", False, took, f"none within {seconds:g} s", advice)
    outcome = first.result()
    if isinstance(outcome, FeedscopeError):
        advice = "Some servers close when they are not sent a login or a subscription"
        return Finding("first message", False, took, outcome.what, advice)
    return Finding("first message", True, took, outcome)


def _preview(message: bytes, endpoint: Endpoint, *, binary: bool) -> str:
    if binary:
        return f"{len(message):,} bytes, binary, beginning with {message[:16].hex(' ')}"
    text = message[: 8 * _PREVIEW].decode("utf-8", "replace")
    return f"{len(message):,} bytes: {one_line(scrub(text, endpoint.secrets), _PREVIEW)}"


async def _part(attempt: "asyncio.Task[Connection]") -> None:
    """Give the attempt up, or close what came of it; return when that is done."""
    attempt.cancel()
    await asyncio.wait([attempt])
    if attempt.cancelled() or attempt.exception() is not None:
        return
    parted = asyncio.Event()
    connection = attempt.result()
    connection.on_closed(parted.set)
    connection.close()
    await parted.wait()
