import asyncio
import threading
from collections.abc import Callable
from typing import cast

from monitor.engine.explorer import Explorer
from monitor.engine.session import Session
from tests.helpers.changes import Changes


class Asking:
    """Stands in for a session that has one question."""

    def __init__(self, *, feed: str, gate: threading.Event | None = None) -> None:
        self.feed = feed
        self.changes = Changes()
        self.settled: list[object] = []
        self.asked = 0
        self.threads: list[str] = []
        self._gate = gate

    def question(self) -> Callable[[], str] | None:
        if self.asked:
            return None
        self.asked += 1
        loop = asyncio.get_running_loop()

        def answer() -> str:
            self.threads.append(threading.current_thread().name)
            loop.call_soon_threadsafe(self.changes.set)
            if self._gate is not None:
                self._gate.wait(10.0)
            return f"found in {self.feed}"

        return answer

    def settle(self, discovery: object) -> None:
        self.settled.append(discovery)
        self.changes.set()


def explorer() -> Explorer:
    return Explorer(contained=lambda _, work: work())


def sessions(*asking: Asking) -> list[Session]:
    return [cast(Session, one) for one in asking]


async def test_every_session_has_its_turn_beside_the_loop() -> None:
    a, b = Asking(feed="a"), Asking(feed="b")
    explores = explorer()
    explores.go_round(sessions(a, b))
    await b.changes.until(lambda: bool(b.settled))
    assert (a.settled, b.settled) == (["found in a"], ["found in b"])
    assert "MainThread" not in a.threads
    await explores.end()


async def test_a_round_under_way_is_not_begun_again_and_does_not_hold_up_the_loop() -> None:
    gate = threading.Event()
    slow = Asking(feed="slow", gate=gate)
    explores = explorer()
    explores.go_round(sessions(slow))
    await slow.changes.until(lambda: bool(slow.threads))
    other = Asking(feed="other")
    explores.go_round(sessions(other))
    await asyncio.sleep(0)
    assert other.asked == 0
    gate.set()
    await slow.changes.until(lambda: bool(slow.settled))
    await explores.end()


async def test_what_is_found_after_the_end_is_for_nobody() -> None:
    gate = threading.Event()
    slow = Asking(feed="slow", gate=gate)
    explores = explorer()
    explores.go_round(sessions(slow))
    await slow.changes.until(lambda: bool(slow.threads))
    await explores.end()
    gate.set()
    assert slow.settled == []
