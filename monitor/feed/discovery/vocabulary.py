"""What the names in messages usually mean: tables only.

Names are in the form of `words.joined`: words in lower case with one space between, single letters as they stand.
A new habit of servers is a new line here, never a branch in the code.
"""

from typing import Final

__all__ = [
    "CHANNEL_NAMES",
    "CONTROL_WORDS",
    "GENERIC_WORDS",
    "KEY_NAMES",
    "KIND_NAMES",
    "NOT_KEYS",
    "NOT_NOW_WORDS",
    "PHASES",
    "SIDE_VALUES",
    "TIME_NAMES",
    "TIME_WORDS",
    "UNIT_WORDS",
    "WEAK_CONTROL_WORDS",
]

# --- which kind of message --------------------------------------------------------------------------------------

KIND_NAMES: Final[dict[str, float]] = {
    "e": 3.0,
    "ev": 3.0,
    "event": 3.0,
    "event type": 3.2,
    "event name": 3.0,
    "type": 2.8,
    "T": 2.0,
    "message type": 3.0,
    "msg type": 3.0,
    "channel": 3.0,
    "channel name": 3.0,
    "ch": 3.0,
    "topic": 3.0,
    "stream": 2.6,
    "table": 3.0,
    "service": 3.0,
    "subject": 2.6,
    "method": 2.2,
    "op": 2.2,
    "kind": 2.6,
    "feed": 2.4,
    "category": 2.0,
    "action": 1.6,
    "model key": 2.4,
    "name": 0.8,
    "target": 2.0,
    "destination": 2.4,
    "code": 0.6,
}
"""How surely a member of this name says what kind of message it is in."""

CHANNEL_NAMES: Final = frozenset(
    {"channel", "channel name", "ch", "topic", "stream", "subject", "destination", "feed", "target", "room", "path"}
)
"""Where a kind and an instrument are often written together, as in `trades.BTC-USD`."""

PHASES: Final = frozenset(
    {"snapshot", "update", "delta", "partial", "insert", "delete", "change", "initial", "full", "incremental", "diff"}
    | {"updates", "add", "remove", "new", "upsert", "merge", "replace"}
)
"""Values that tell the parts of one stream apart, not two streams."""

GENERIC_WORDS: Final = PHASES | frozenset(
    {"data", "message", "msg", "event", "events", "notification", "subscription", "publish", "publication", "push"}
    | {
        "feature",
        "feature collection",
        "point",
        "next",
        "feed",
        "streaming",
        "response",
        "value",
        "values",
        "eth subscription",
        "broadcast",
        "notify",
        "ok",
    }
)
"""Values that do not say what kind of data a message holds."""

CONTROL_WORDS: Final = frozenset(
    {
        "subscribe",
        "subscribed",
        "unsubscribe",
        "unsubscribed",
        "subscriptions",
        "subscription status",
        "subscription ok",
    }
    | {"subscription succeeded", "subscribe status", "subscription response", "confirm subscription"}
    | {"reject subscription", "heartbeat", "heartbeats", "hb", "ping", "pong", "keepalive", "keep alive", "ka", "info"}
    | {"system status", "welcome", "hello", "connected", "connection established", "connection ack", "ack", "auth"}
    | {"auth required", "auth ok", "auth invalid", "authenticated", "login", "logout", "error", "conf", "notice"}
    | {"phx reply", "phx join", "phx close", "phx error", "complete", "success", "disconnect", "server shutdown"}
    | {"request reconnect", "unsubscription succeeded", "connection init", "subscription error", "result"}
)
"""Values of a kind that mark acknowledgements, heartbeats and the like. What stands before a `:` does not count."""

WEAK_CONTROL_WORDS: Final = frozenset({"status", "state", "system", "message", "msg", "ready", "open", "opened"})
"""Values that mark such messages when there are no numbers in them."""

# --- which instrument or sensor ---------------------------------------------------------------------------------

KEY_NAMES: Final[dict[str, float]] = {
    "symbol": 4.0,
    "instrument name": 4.0,
    "instrument": 4.0,
    "instrument id": 4.0,
    "inst id": 4.0,
    "product id": 4.0,
    "product": 3.0,
    "sym": 4.0,
    "ticker": 3.2,
    "pair": 3.6,
    "currency pair": 3.8,
    "trading pair": 3.8,
    "market": 3.2,
    "market symbol": 3.6,
    "s": 3.2,
    "S": 2.2,
    "sensor": 3.8,
    "sensor id": 4.0,
    "sensor name": 3.6,
    "device": 3.6,
    "device id": 3.8,
    "device name": 3.4,
    "entity id": 4.0,
    "node": 3.2,
    "node id": 3.4,
    "station": 3.4,
    "station id": 3.6,
    "vehicle": 3.4,
    "vehicle id": 3.6,
    "racing number": 3.2,
    "mmsi": 3.8,
    "icao": 3.6,
    "icao 24": 3.8,
    "tag": 3.0,
    "item": 2.6,
    "key": 2.8,
    "code": 2.0,
    "coin": 3.4,
    "asset": 3.2,
    "currency": 1.6,
    "host": 2.6,
    "hostname": 2.8,
    "machine": 2.8,
    "server": 2.2,
    "location": 2.4,
    "room": 2.6,
    "zone": 2.4,
    "line": 1.4,
    "metric": 2.6,
    "parameter": 2.4,
    "field": 2.0,
    "signal": 2.4,
    "path": 1.6,
    "name": 2.4,
    "id": 1.6,
    "uid": 1.6,
    "topic": 1.4,
    "channel": 1.4,
    "stream": 1.2,
    "subject": 1.4,
    "source": 1.2,
}
"""How surely a member of this name tells instruments or sensors apart."""

NOT_KEYS: Final = frozenset(
    {"side", "type", "status", "state", "event", "method", "action", "unit", "units", "exchange", "quality", "level"}
    | {"direction", "tick direction", "maker side", "aggressor", "ord type", "order type", "version", "language"}
    | {"message", "msg", "text", "description", "reason", "error", "interval", "i", "compound", "full name", "e", "ev"}
    | {"jsonrpc", "op", "req id", "conn id", "connection id", "conn_id", "cusip", "colour", "color", "team colour"}
)

SIDE_VALUES: Final = frozenset(
    {"buy", "sell", "bid", "ask", "b", "s", "long", "short", "true", "false", "offer", "up", "down", "on", "off"}
)

# --- when -------------------------------------------------------------------------------------------------------

TIME_NAMES: Final[dict[str, float]] = {
    "T": 2.6,
    "trade time": 3.0,
    "transaction time": 2.8,
    "transact time": 2.8,
    "event time": 2.8,
    "timestamp": 2.6,
    "microtimestamp": 2.6,
    "time": 2.6,
    "ts": 2.6,
    "t": 2.2,
    "E": 2.0,
    "utc": 2.4,
    "datetime": 2.4,
    "date": 1.6,
    "epoch": 2.4,
    "time utc": 2.4,
    "time fired": 2.4,
    "mts": 2.4,
    "now": 2.0,
    "received at": 1.8,
    "created at": 1.8,
    "updated at": 1.8,
    "last updated": 1.8,
    "server time": 1.8,
}
"""How surely a member of this name is the time of what is told."""

TIME_WORDS: Final = frozenset({"time", "timestamp", "ts", "date", "utc", "at", "datetime", "microtimestamp", "mts"})
"""Words that make other names (`funding time`) times too."""

UNIT_WORDS: Final = frozenset(
    {"s", "ms", "us", "ns", "e", "3", "6", "9", "sec", "seconds", "millis", "micros", "nanos", "utc"}
)
"""Last words of names of times that only tell their unit."""

NOT_NOW_WORDS: Final = frozenset(
    {"next", "open", "close", "start", "end", "begin", "expiry", "expiration", "settlement", "funding", "delivery"}
    | {"uptime", "last", "maturity", "ex", "expires", "expire", "expected", "eta", "until", "deadline"}
)
"""Words in names of times that are not the time of the message: `next funding time`, `close time`."""
