import socket
import threading

import pytest

from monitor.core.clock import SystemClock
from monitor.net.connecting.attempt import Abandoned, Attempt, OutOfTime
from monitor.net.connecting.resolve import Place, look_up, system_resolver


def attempt(seconds: float = 5.0) -> Attempt:
    return Attempt(seconds, clock=SystemClock())


def never(host: str, port: int) -> list[Place]:
    raise AssertionError("an address needs no look-up")


@pytest.mark.parametrize(("host", "shown"), [("127.0.0.1", "127.0.0.1:9"), ("::1", "[::1]:9")])
def test_an_address_is_not_looked_up(host: str, shown: str) -> None:
    assert look_up(host, 9, attempt=attempt(), resolver=never)[0].shown == shown


def test_the_system_knows_this_machine() -> None:
    assert any(place.address[0] in ("127.0.0.1", "::1") for place in system_resolver("localhost", 80))


def test_a_look_up_that_hangs_is_left_behind_in_time() -> None:
    release = threading.Event()

    def hanging(host: str, port: int) -> list[Place]:
        release.wait(20)
        return []

    with pytest.raises(OutOfTime):
        look_up("feed.test", 80, attempt=attempt(0.05), resolver=hanging)
    release.set()


def test_a_look_up_that_hangs_can_be_abandoned() -> None:
    release, asked = threading.Event(), threading.Event()
    trying = attempt()

    def hanging(host: str, port: int) -> list[Place]:
        asked.set()
        release.wait(20)
        return []

    def abandon() -> None:
        asked.wait(20)
        trying.abandon()

    threading.Thread(target=abandon).start()
    with pytest.raises(Abandoned):
        look_up("feed.test", 80, attempt=trying, resolver=hanging)
    release.set()


def test_the_resolvers_error_comes_through() -> None:
    def unknown(host: str, port: int) -> list[Place]:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    with pytest.raises(socket.gaierror):
        look_up("feed.test", 80, attempt=attempt(), resolver=unknown)
    with pytest.raises(socket.gaierror):
        look_up("feed.test", 80, attempt=attempt(), resolver=lambda host, port: [])
