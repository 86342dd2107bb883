"""What a profile says to the server, with every `${…}` filled in: address, headers and messages."""

import re
from collections.abc import Iterator

from monitor.core.errors import ProfileError
from monitor.feed.batches import batches
from monitor.feed.encoding import in_json, in_json_array, in_url
from monitor.feed.lookup import Lookup
from monitor.feed.placeholders import fill, slots
from monitor.feed.profile import Every, Profile, Send
from monitor.feed.sources import Sources

__all__ = [
    "made_anew",
    "messages_of",
    "messages_of_every",
    "opening_messages",
    "periodic_messages",
    "render_address",
    "render_cookies",
    "render_headers",
    "render_origin",
    "render_proxy",
]

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def render_address(profile: Profile, sources: Sources) -> str:
    """The address to connect to; values are percent-encoded in its path, query and login. Raises ProfileError."""
    return fill(profile.address, Lookup(profile, sources, key="address"), encode=in_url)


def render_proxy(profile: Profile, sources: Sources) -> str:
    """The proxy's URL, encoded as an address is. Raises ProfileError."""
    return fill(profile.proxy.url, Lookup(profile, sources, key="proxy.url"), encode=in_url)


def render_origin(profile: Profile, sources: Sources) -> str:
    """The value of the Origin header, "" for the usual one. Raises ProfileError."""
    return _one_line(profile, profile.origin, sources, key="origin")


def render_headers(profile: Profile, sources: Sources) -> dict[str, str]:
    """The headers the profile adds to the handshake. Raises ProfileError, also for a value of several lines."""
    return {name: _one_line(profile, text, sources, key=f"headers.{name}") for name, text in profile.headers.items()}


def render_cookies(profile: Profile, sources: Sources) -> dict[str, str]:
    """The cookies to send with the handshake. Raises ProfileError, also for a value of several lines."""
    return {name: _one_line(profile, text, sources, key=f"cookies.{name}") for name, text in profile.cookies.items()}


def _one_line(profile: Profile, text: str, sources: Sources, *, key: str) -> str:
    value = fill(text, Lookup(profile, sources, key=key))
    # A line break would end the header and let the value write headers of its own.
    if _CONTROL.search(value):
        raise ProfileError("a value filled in here holds a line break or another control character", key=key)
    return value


def opening_messages(profile: Profile, sources: Sources) -> tuple[str, ...]:
    """The messages to send on every open, in order. Values inside JSON strings are escaped. Raises ProfileError."""
    return tuple(message for index in range(len(profile.send)) for message in messages_of(profile, index, sources))


def messages_of(profile: Profile, index: int, sources: Sources) -> tuple[str, ...]:
    """The messages of one of the profile's [[send]]. Raises ProfileError."""
    return tuple(_sent(profile, profile.send[index], sources, key=f"send[{index}].text"))


def periodic_messages(profile: Profile, sources: Sources) -> tuple[tuple[str, float], ...]:
    """(message, seconds between two of them) for everything sent again and again, but for what is made anew each time.

    Raises ProfileError.
    """
    return tuple(
        (message, every.seconds)
        for index, every in enumerate(profile.every)
        if not made_anew(every)
        for message in messages_of_every(profile, index, sources)
    )


def made_anew(every: Every) -> bool:
    """Whether its messages differ each time: they are signed, or hold a time or a number used once."""
    return bool(every.login) or any(slot.made for slot in slots(every.text))


def messages_of_every(profile: Profile, index: int, sources: Sources) -> tuple[str, ...]:
    """The messages of one of the profile's [[every]]. Raises ProfileError."""
    return tuple(_for_each_symbol(profile, profile.every[index].text, sources, key=f"every[{index}].text"))


def _sent(profile: Profile, send: Send, sources: Sources, *, key: str) -> Iterator[str]:
    if not send.each:
        yield from _for_each_symbol(profile, send.text, sources, key=key)
        return
    items = [
        fill(send.each, Lookup(profile, sources, key=key, symbol=symbol), encode=in_json_array)
        for symbol in profile.symbols
    ]

    def message(array: str) -> str:
        return fill(send.text, Lookup(profile, sources, key=key, items=array), encode=in_json)

    room = None if send.bytes is None else send.bytes - len(message("").encode(errors="replace"))
    yield from map(message, batches(items, most=send.batch, room=room))


def _for_each_symbol(profile: Profile, text: str, sources: Sources, *, key: str) -> Iterator[str]:
    if all(slot.name != "symbol" for slot in slots(text)):
        yield fill(text, Lookup(profile, sources, key=key), encode=in_json)
        return
    for symbol in profile.symbols:
        yield fill(text, Lookup(profile, sources, key=key, symbol=symbol), encode=in_json)
