"""What is worth trying at an address, in which order."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from monitor.feed.recognition.candidate import Candidate, Get, Offer, Say
from monitor.feed.recognition.http_answers import engine_io_reader, negotiate_reader, sock_js_reader
from monitor.feed.recognition.place import Place, place_of
from monitor.feed.recognition.sayings import AGREED, SAYINGS, Saying

__all__ = ["Plan", "plan_for"]

_SESSION: Final = re.compile(r"/[0-9]{3}/[^/.]+/websocket/?$")
_RAW: Final = re.compile(r"/websocket/?$")
_SOCKET_IO: Final = re.compile(r"^(?P<base>.*?/socket\.io)(?:/.*)?$")
_HUB: Final = re.compile(r"hub|signalr", re.IGNORECASE)
_USUAL_PATHS: Final = ("/mqtt", "/ws", "/graphql", "/cable")


@dataclass(frozen=True, slots=True)
class Plan:
    """In each, the likeliest stands first.

    at_once:   what the address itself suggests, tried beside the plain connection.
    then:      tried where the plain connection is refused, or brings nothing.
    agreed:    tried where the server takes every subprotocol, and so has agreed to each of these.
    alone:     tried where it does not, for servers that look for their own subprotocol and see it only by itself.
    elsewhere: the usual paths of a server whose address names none, where the plain connection is refused.
    """

    at_once: tuple[Candidate, ...]
    then: tuple[Candidate, ...]
    agreed: tuple[Candidate, ...] = ()
    alone: tuple[Candidate, ...] = ()
    elsewhere: tuple[Candidate, ...] = ()


def plan_for(address: str) -> Plan:
    """For an address whose placeholders are filled in. All candidates go to its own server."""
    place = place_of(address)
    offer = Candidate(f"subprotocols offered at {place.path}", Offer(place.at(place.path, place.query)))
    sock_js, engine_io = _sock_js(place), _engine_io(place)
    signal_r = _negotiate(place, "POST", place.path)
    sayings = tuple(_sayings(place, (each for each in SAYINGS if each.suits(place.path, place.port))))
    hinted = [engine_io] if _SOCKET_IO.match(place.path) else []
    hinted += [*_raw_offer(place), sock_js] if _SESSION.search(place.path) or "sockjs" in place.path.lower() else []
    hinted += [signal_r, *_older_signal_r(place)] if _HUB.search(place.path) else []
    at_once = (*hinted, *sayings)
    then = tuple(each for each in (offer, *_raw_offer(place), sock_js, engine_io, signal_r) if each not in at_once)
    agreed = tuple(each for each in _sayings(place, AGREED) if each not in at_once)
    alone = Candidate("subprotocol mqtt offered alone", Offer(place.at(place.path, place.query), names=("mqtt",)))
    return Plan(at_once, then, agreed, (alone,), tuple(_elsewhere(place)) if place.path == "/" else ())


def _sock_js_base(place: Place) -> str:
    return _RAW.sub("", _SESSION.sub("", place.path)).rstrip("/")


def _raw_offer(place: Place) -> Iterator[Candidate]:
    """Where a server has another protocol inside SockJS, as Spring has STOMP, its raw endpoint takes the name of it."""
    path = f"{_sock_js_base(place)}/websocket"
    if not _RAW.search(place.path) or _SESSION.search(place.path):
        yield Candidate(f"subprotocols offered at {path}", Offer(place.at(path, place.query), path))


def _sock_js(place: Place) -> Candidate:
    base = _sock_js_base(place)
    shown = f"{base}/info"
    # A raw endpoint that needs no frames would have brought messages by itself.
    path = "" if place.path.rstrip("/") == base else base or "/"
    return Candidate(
        f"SockJS: GET {shown}", Get("GET", place.at(shown, place.query), sock_js_reader(path=path, shown=shown))
    )


def _engine_io(place: Place) -> Candidate:
    known = _SOCKET_IO.match(place.path)
    path = f"{known['base']}/" if known else "/socket.io/"
    kept = "&".join(pair for pair in place.query.split("&") if pair and not _of_engine_io(pair)) if known else ""
    query = "EIO=4&transport=polling" + (f"&{kept}" if kept else "")
    there = place.path in ("/", path) or bool(known)
    reader = engine_io_reader(path="" if there else path, shown=path)
    return Candidate(f"Engine.IO: GET {path}", Get("GET", place.at(path, query), reader))


def _of_engine_io(pair: str) -> bool:
    return pair.partition("=")[0] in ("EIO", "transport", "sid", "t")


def _negotiate(place: Place, method: str, path: str) -> Candidate:
    shown = f"{path.rstrip('/')}/negotiate"
    moved = "" if path == place.path else path
    query = "&".join(filter(None, (place.query, "negotiateVersion=1" if method == "POST" else "")))
    return Candidate(
        f"SignalR: {method} {shown}", Get(method, place.at(shown, query), negotiate_reader(path=moved, shown=shown))
    )


def _older_signal_r(place: Place) -> Iterator[Candidate]:
    yield _negotiate(place, "GET", place.path.rstrip("/").removesuffix("/connect") or "/")


def _sayings(place: Place, sayings: Iterable[Saying]) -> Iterator[Candidate]:
    there = place.at(place.path, place.query)
    for saying in sayings:
        yield Candidate(
            f"{saying.what}: {saying.asked}", Say(there, saying.rule, saying.read, saying.closed, saying.message)
        )


def _elsewhere(place: Place) -> Iterator[Candidate]:
    for path in _USUAL_PATHS:
        yield Candidate(f"subprotocols offered at {path}", Offer(place.at(path), path))
