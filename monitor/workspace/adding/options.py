"""What can be set about a feed's connection and its bounds, as texts a form can show and take."""

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from monitor.feed.profile import Every, Limits, Profile, Proxy, Send
from monitor.workspace.adding.trouble import Section

__all__ = ["OPTIONS", "NotUsable", "Option"]


class NotUsable(ValueError):
    """A text that cannot be what was asked for; what to write instead, in words for the user."""


@dataclass(frozen=True, slots=True)
class Option:
    """One field of a form.

    read:  what it holds in a profile. write: the profile with another text; raises NotUsable.
    path:  where the profile's checks find fault with it. example: shown while it is empty.
    about: what it does, one short sentence. file: the text is the name of a file. switch: it is on or off.
    choices: it is one of these. secret: what is typed goes into no file; the name it is kept by.
    """

    title: str
    read: Callable[[Profile], str]
    write: Callable[[Profile, str], Profile]
    path: tuple[str | int, ...]
    example: str = ""
    about: str = ""
    file: bool = False
    switch: bool = False
    lines: int = 1
    choices: tuple[str, ...] = ()
    secret: str = ""


def _limit(
    name: str, title: str, about: str, *, factor: float = 1.0, whole: bool = False, free: bool = False
) -> Option:
    """A bound of the feed, shown in units of `factor`. free: it may be left empty for no bound."""
    usual = getattr(Limits(), name)

    def read(profile: Profile) -> str:
        value = getattr(profile.limits, name)
        return "" if value is None else f"{value / factor:g}"

    def write(profile: Profile, text: str) -> Profile:
        value = usual if not text.strip() and not free else _amount(text, whole=whole, free=free)
        scaled = None if value is None else value if not text.strip() else value * factor
        limit: Any = int(scaled) if whole and scaled is not None else scaled
        return msgspec.structs.replace(profile, limits=msgspec.structs.replace(profile.limits, **{name: limit}))

    example = "" if usual is None else f"{usual / factor:g}"
    return Option(title, read, write, ("limits", name), example=example, about=about)


def _amount(text: str, *, whole: bool, free: bool) -> float | None:
    plain = re.sub(r"\s", "", text).replace(",", ".")
    if not plain and free:
        return None
    try:
        value = float(plain)
    except ValueError:
        raise NotUsable("Write a number") from None
    if not math.isfinite(value) or value <= 0 or (whole and not value.is_integer()):
        raise NotUsable("Write a whole number above 0" if whole else "Write a number above 0")
    return value


def _tls(name: str, title: str, about: str) -> Option:
    def write(profile: Profile, text: str) -> Profile:
        return msgspec.structs.replace(profile, tls=msgspec.structs.replace(profile.tls, **{name: text.strip()}))

    return Option(
        title,
        lambda profile: str(getattr(profile.tls, name)),
        write,
        ("tls", name),
        about=about,
        example="file.pem",
        file=True,
    )


def _words(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in re.split(r"[\s,;]+", text) if word))


def _with_subprotocols(profile: Profile, text: str) -> Profile:
    return msgspec.structs.replace(profile, subprotocols=_words(text))


def _with_symbols(profile: Profile, text: str) -> Profile:
    return msgspec.structs.replace(profile, symbols=_words(text))


def _with_opening(profile: Profile, text: str) -> Profile:
    """One message a block; blocks are parted by an empty line. What was set besides the text stays with its place."""
    blocks = _blocks(text)
    old = profile.send
    send = tuple(
        msgspec.structs.replace(old[at], text=block) if at < len(old) else Send(block)
        for at, block in enumerate(blocks)
    )
    return msgspec.structs.replace(profile, send=send)


def _with_each(profile: Profile, text: str) -> Profile:
    if not profile.send:
        if text.strip():
            raise NotUsable("Write the message first, with ${items} where this goes")
        return profile
    first, *rest = profile.send
    return msgspec.structs.replace(profile, send=(msgspec.structs.replace(first, each=text.strip()), *rest))


def _with_every(profile: Profile, text: str) -> Profile:
    """Lines of "20 s: message". The steps of a login stay with their place."""
    every: list[Every] = []
    for line in text.splitlines():
        if not line.strip():
            continue
        found = re.fullmatch(r"\s*([0-9]+(?:[.,][0-9]+)?)\s*s?\s*:\s*(.+)", line)
        if found is None:
            raise NotUsable('Write a line such as "20 s: ping" for each')
        login = profile.every[len(every)].login if len(every) < len(profile.every) else ()
        every.append(Every(found[2].strip(), float(found[1].replace(",", ".")), login))
    return msgspec.structs.replace(profile, every=tuple(every))


def _blocks(text: str) -> Sequence[str]:
    return [block.strip("\n") for block in re.split(r"\n[ \t]*\n+", text.strip("\n")) if block.strip()]


def _joined(texts: Iterable[str]) -> str:
    return "\n\n".join(texts)


OPTIONS: Mapping[Section, Sequence[Option]] = {
    Section.OPENING: (
        Option(
            "Messages on open",
            lambda profile: _joined(send.text for send in profile.send),
            _with_opening,
            ("send",),
            example='{"method":"SUBSCRIBE","params":["btcusdt@trade"],"id":1}',
            about="Sent in this order whenever a connection opens. An empty line parts two messages.",
            lines=4,
        ),
        Option(
            "Symbols",
            lambda profile: " ".join(profile.symbols),
            _with_symbols,
            ("symbols",),
            example="BTCUSDT ETHUSDT",
            about="${symbol} in a message makes one message for each of them.",
        ),
        Option(
            "For each symbol",
            lambda profile: profile.send[0].each if profile.send else "",
            _with_each,
            ("send", 0, "each"),
            example='"${symbol:lower}@trade"',
            about="Goes into the first message where ${items} stands, once for each symbol.",
        ),
        Option(
            "Again and again",
            lambda profile: "\n".join(f"{every.seconds:g} s: {every.text}" for every in profile.every),
            _with_every,
            ("every",),
            example='20 s: {"op":"ping"}',
            about="One message a line, with the seconds between two of them.",
            lines=2,
        ),
    ),
    Section.PROXY: (
        Option(
            "Proxy",
            lambda profile: profile.proxy.url,
            lambda profile, text: msgspec.structs.replace(profile, proxy=Proxy(text.strip())),
            ("proxy", "url"),
            example="socks5h://host:1080",
            about='http, socks4, socks4a, socks5 or socks5h. "none" goes straight; empty does as the environment says.',
        ),
    ),
    Section.TLS: (
        _tls("ca", "Certificate authority", "Trusted besides those of the system."),
        _tls("certificate", "Own certificate", "For servers that want one from you."),
        _tls("key", "Its key", "Without a password."),
    ),
    Section.LIMITS: (
        _limit("silence_seconds", "Silent after, s", "Never call the feed silent sooner, whatever its rhythm."),
        _limit("keep_seconds", "Keep, hours", "Older rows leave memory.", factor=3600.0),
        _limit("keep_bytes", "Keep at most, MiB", "Oldest rows leave first.", factor=1024.0 * 1024.0, whole=True),
        _limit("keys", "Keys", "Rows of further keys are dropped and counted.", whole=True),
        _limit("send_rate", "Send at most, messages/s", "The server's limit on what we send."),
        _limit("connect_seconds", "Give up connecting after, s", "From the name look-up to the handshake."),
        _limit("max_age_seconds", "Renew after, s", "For servers that cut after a day; empty for never.", free=True),
    ),
    Section.PROTOCOL: (
        Option(
            "Subprotocols",
            lambda profile: " ".join(profile.subprotocols),
            _with_subprotocols,
            ("subprotocols",),
            example="graphql-transport-ws",
            about="Offered in this order.",
        ),
        Option(
            "Origin",
            lambda profile: profile.origin,
            lambda profile, text: msgspec.structs.replace(profile, origin=text.strip()),
            ("origin",),
            example="https://example.net",
            about='Some servers look at it. "none" sends none; empty sends the server\'s own.',
        ),
        Option(
            "Compression",
            lambda profile: "on" if profile.compression else "",
            lambda profile, text: msgspec.structs.replace(profile, compression=bool(text)),
            ("compression",),
            about="Offer permessage-deflate.",
            switch=True,
        ),
    ),
}
"""The fields of each section; headers and authentication have forms of their own."""
