"""Looking up a host name, without ever waiting longer than the attempt allows."""

import ipaddress
import queue
import socket
import threading
from collections.abc import Callable
from typing import Any, NamedTuple, TypeAlias

from monitor.net.connecting.attempt import Abandoned, Attempt, OutOfTime

__all__ = ["Place", "Resolver", "look_up", "system_resolver"]


class Place(NamedTuple):
    """An address family and what `socket.connect` takes in it."""

    family: int
    address: tuple[Any, ...]

    @property
    def shown(self) -> str:
        host, port = self.address[:2]
        return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


Resolver: TypeAlias = Callable[[str, int], list[Place]]


def system_resolver(host: str, port: int) -> list[Place]:
    """What the system knows of `host`. Blocks as long as it likes. Raises socket.gaierror."""
    return _get_places(host, port)


def look_up(host: str, port: int, *, attempt: Attempt, resolver: Resolver) -> list[Place]:
    """The places of `host`, at least one. Raises OSError, OutOfTime, Abandoned.

    The system's look-up can neither be cancelled nor bounded, so it gets a daemon thread that is left
    behind when time is up; the resolver's own time-outs end it.
    """
    if _is_literal(host):
        return _get_places(host, port, flags=socket.AI_NUMERICHOST)
    answers: queue.SimpleQueue[list[Place] | BaseException] = queue.SimpleQueue()

    def ask() -> None:
        try:
            answers.put(resolver(host, port))
        except Exception as error:
            answers.put(error)

    threading.Thread(target=ask, name=f"look up {host}", daemon=True).start()
    with attempt.interruptible(lambda: answers.put(Abandoned())):
        try:
            answer = answers.get(timeout=attempt.remaining())
        except queue.Empty:
            raise OutOfTime from None
    if isinstance(answer, BaseException):
        raise answer
    if not answer:
        raise socket.gaierror(socket.EAI_NONAME, "no address")
    return answer


def _get_places(host: str, port: int, *, flags: int = 0) -> list[Place]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=flags)
    return [Place(family, address) for family, _, _, _, address in found]


def _is_literal(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
