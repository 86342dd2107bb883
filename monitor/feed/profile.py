"""The profile: everything that describes a feed, as data that users and catalogue keep in TOML files.

Path grammar, used for every value that is looked up in a message (compiled by `monitor.feed.paths`):

    price           member of the object            "odd.name"   a member whose name has special characters
    data.price      member of a member              [3]  [-1]    item of an array, from either end
    data[].price    one row for each item; an array that holds no array or object is itself the one row
    lines{}.speed   one row for each member of an object; `{}` alone names the member
    body!json.p     the string `body` is JSON again
    ^.topic         (inside `rows`) from the whole message instead of the row
    @symbol         what the server announced for this message's channel (see ChannelMap)
"""

from typing import Any, Literal, TypeAlias

import msgspec

from monitor.feed.dialect_rules.rule import DialectRule
from monitor.feed.login_rules.rule import LoginStep, SigningStep

__all__ = [
    "SCHEMA",
    "Answer",
    "ChannelMap",
    "Column",
    "Every",
    "KeyRule",
    "Limits",
    "Literals",
    "Profile",
    "Proxy",
    "Send",
    "StreamRule",
    "TimeRule",
    "TimeUnit",
    "Tls",
    "as_plain",
]

SCHEMA = 1
"""The version of this shape. Older files are migrated when read, newer ones refused with a clear text."""

TimeUnit: TypeAlias = Literal["s", "ms", "us", "ns", "rfc3339", "receive"]

Literals: TypeAlias = dict[str, str | int | float | bool]
"""Conditions: path -> literal that the message must hold there. All must hold. In a string `*` stands for any
text, so "*" alone asks only that the path is there; numbers match quoted or not. In a stream, a path that begins with
`rows` chooses among the rows, as in `"changes[][0]" = "sell"`."""


class _Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    pass


class TimeRule(_Strict, frozen=True):
    """Where a row's event time stands. With unit "receive" the path is empty and receive time is used."""

    path: str = ""
    unit: TimeUnit = "receive"


class KeyRule(_Strict, frozen=True):
    """What tells instruments or sensors apart. `pattern`: a regular expression whose one group is the key."""

    path: str
    pattern: str = ""


class Column(_Strict, frozen=True):
    """One number of a row: path, factor, unit shown to the user, and whether a missing one means "unchanged"."""

    path: str
    scale: float = 1.0
    unit: str = ""
    carry: bool = False


class StreamRule(_Strict, frozen=True):
    """One kind of message and the table it fills. Every rule that matches a message takes its rows from it.

    A row in which no column holds a number is no row. `key` empty: the stream has the one key "".
    """

    name: str
    columns: dict[str, str | Column]
    when: Literals = {}
    rows: str = ""
    key: str | KeyRule = ""
    time: TimeRule = TimeRule()


class ChannelMap(_Strict, frozen=True):
    """Servers that announce a channel number first and then send only the number (Bitfinex).

    `when` recognises the announcement, `id` is where it holds the number, `ref` where data messages do.
    Every top-level member of the announcement is then to be had as `@member`.
    """

    when: Literals
    id: str
    ref: str = "[0]"


class Send(_Strict, frozen=True):
    """A message sent on every open.

    `${symbol}` in `text` makes one message for each symbol. `${items}` stands for the JSON array of `each`, rendered
    for every symbol, at most `batch` of them in one message, and no more than fit into `bytes` of it where the server
    sets such a limit.
    """

    text: str
    each: str = ""
    batch: int = 100
    bytes: int | None = None
    when: Literals = {}
    """Sent once such a message has come, as the answer to a login, instead of at once."""


class Every(_Strict, frozen=True):
    """A message sent again and again, `seconds` apart, while the connection is open.

    login: steps worked out anew each time, as for a signature that ends.
    """

    text: str
    seconds: float
    login: tuple[SigningStep, ...] = ()


class Answer(_Strict, frozen=True):
    """A reply owed to the server: to each message that fulfils `when`. `${path}` is taken from that message, unless
    the profile gives that name to something else.

    login: steps worked out beforehand, from the message too, as for a challenge.
    """

    when: Literals
    text: str
    login: tuple[SigningStep, ...] = ()


class Tls(_Strict, frozen=True):
    """Files (PEM): a certificate authority to trust besides the system's, and a certificate of our own."""

    ca: str = ""
    certificate: str = ""
    key: str = ""


class Proxy(_Strict, frozen=True):
    """`url`: http, socks4, socks4a, socks5 or socks5h, with a login or without; "none" goes straight, "" as the
    environment says."""

    url: str = ""


class Limits(_Strict, frozen=True):
    """Every bound of a feed. Sizes in bytes, spans in seconds, rates in messages/s."""

    message_bytes: int = 16 * 1024 * 1024
    connect_seconds: float = 10.0
    ping_seconds: float = 10.0
    pong_seconds: float = 5.0
    silence_seconds: float = 10.0
    """Never call the feed silent before this long without data, whatever its rhythm."""
    max_age_seconds: float | None = None
    """Renew a connection of this age, for servers that cut after a day."""
    keep_seconds: float = 24 * 3600.0
    keep_bytes: int = 512 * 1024 * 1024
    keys: int = 100_000
    """Rows of further keys are dropped, counted and reported."""
    send_rate: float = 5.0
    send_burst: int = 5
    send_minute: int | None = None
    """Messages in any 60 s."""
    send_hour: int | None = None
    send_control: bool = False
    """The server counts pings and pongs as messages too."""
    send_queue: int = 1000


class Profile(_Strict, frozen=True, kw_only=True):
    """A feed, described. `discover` true: there is no mapping yet, find one in the first messages."""

    schema: int = SCHEMA
    name: str
    address: str
    about: str = ""
    needs: str = ""
    """What the user must have (such as "a free API key"); "" means nothing."""
    discover: bool = False
    recognise: bool = False
    """It is not known yet what the server speaks: find out. What comes of it stands in `dialect`."""
    variables: dict[str, str] = {}
    symbols: tuple[str, ...] = ()
    login: tuple[LoginStep, ...] = ()
    """Carried out in order before each connection. What they yield stands for `${name}` in the texts below."""
    headers: dict[str, str] = {}
    cookies: dict[str, str] = {}
    origin: str = ""
    subprotocols: tuple[str, ...] = ()
    dialect: DialectRule | None = None
    """What the server speaks on top of WebSocket; None: every message stands for itself."""
    compression: bool = True
    proxy: Proxy = Proxy()
    tls: Tls = Tls()
    limits: Limits = Limits()
    retry_codes: tuple[int, ...] = ()
    """Close codes after which to reconnect at once, besides the usual ones."""
    fatal_codes: tuple[int, ...] = ()
    """Close codes after which reconnecting cannot help."""
    send: tuple[Send, ...] = ()
    every: tuple[Every, ...] = ()
    answer: tuple[Answer, ...] = ()
    refused: tuple[Literals, ...] = ()
    """Messages by which the server refuses the login."""
    ignore: tuple[Literals, ...] = ()
    """Messages that need not hold a row: acknowledgements, heartbeats. They are not counted as unmatched; rows they do
    hold are taken. The path "" is the whole message, also one that is no JSON, as the bare word in `{"" = "pong"}`."""
    renew: tuple[Literals, ...] = ()
    """Messages by which the server says that it will soon cut: connect anew before it does."""
    channels: ChannelMap | None = None
    stream: tuple[StreamRule, ...] = ()


def as_plain(profile: Profile) -> dict[str, Any]:
    """The profile as what TOML can hold, defaults left out but `schema` kept."""
    plain: dict[str, Any] = msgspec.to_builtins(profile)
    return {"schema": profile.schema, **plain}
