import contextlib
import gc
import socket
import threading
import time
from collections.abc import Iterator

import pytest

from monitor.core.clock import SystemClock
from monitor.net.connecting.attempt import Abandoned, Attempt, OutOfTime
from monitor.net.connecting.resolve import Place
from monitor.net.connecting.tcp import connect_first, tune


def attempt(seconds: float = 5.0) -> Attempt:
    return Attempt(seconds, clock=SystemClock())


def place(port: int, host: str = "127.0.0.1") -> Place:
    return Place(socket.AF_INET, (host, port))


@pytest.fixture
def open_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]
    gc.collect()


@pytest.fixture
def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@contextlib.contextmanager
def deaf_port() -> Iterator[int]:
    """A port whose queue is full, so that a further connection gets no answer."""
    with contextlib.ExitStack() as stack:
        server = stack.enter_context(socket.socket())
        server.bind(("127.0.0.1", 0))
        server.listen(0)
        port = server.getsockname()[1]
        for _ in range(4):
            sock = stack.enter_context(socket.socket())
            sock.setblocking(False)
            sock.connect_ex(("127.0.0.1", port))
        yield port


def test_the_next_address_is_tried_at_once_when_one_refuses(open_port: int, closed_port: int) -> None:
    started = time.monotonic()
    with connect_first([place(closed_port), place(closed_port), place(open_port)], attempt=attempt()) as sock:
        assert sock.getpeername()[1] == open_port
    assert time.monotonic() - started < 0.25


def test_an_address_that_stays_silent_costs_only_its_head_start(open_port: int) -> None:
    with deaf_port() as deaf:
        started = time.monotonic()
        with connect_first([place(deaf), place(open_port)], attempt=attempt()) as sock:
            assert sock.getpeername()[1] == open_port
        assert time.monotonic() - started < 2


def test_the_first_error_is_told_when_all_fail(closed_port: int) -> None:
    with pytest.raises(ConnectionRefusedError):
        connect_first([place(closed_port)] * 3, attempt=attempt())


def test_the_deadline_ends_the_race() -> None:
    with deaf_port() as deaf, pytest.raises(OutOfTime):
        connect_first([place(deaf)], attempt=attempt(0.1))


def test_the_race_can_be_abandoned() -> None:
    trying = attempt()
    timer = threading.Timer(0.05, trying.abandon)
    with deaf_port() as deaf:
        timer.start()
        with pytest.raises(Abandoned):
            connect_first([place(deaf)], attempt=trying)


def test_families_take_turns(open_port: int) -> None:
    dead = [Place(socket.AF_INET6, ("::1", open_port, 0, 0))] * 7
    with connect_first([*dead, place(open_port)], attempt=attempt()) as sock:
        assert sock.family == socket.AF_INET


def test_small_frames_are_sent_at_once() -> None:
    with socket.socket() as sock:
        tune(sock)
        assert sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        assert sock.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
