"""What the names of numbers usually mean: tables only, in the form of `monitor.feed.discovery.vocabulary`."""

from typing import Final

__all__ = [
    "BOOK_WORDS",
    "BUYING",
    "COLUMNS",
    "CONTEXTS",
    "ID_WORDS",
    "MARKET_WORDS",
    "NOT_MEASURED",
    "ORDER",
    "QUOTE_WORDS",
    "SELLING",
    "SIDES",
    "SIZED",
]

# --- which numbers ----------------------------------------------------------------------------------------------

ID_WORDS: Final = frozenset(
    {"id", "ids", "uuid", "seq", "sequence", "seqnum", "seqno", "nonce", "checksum", "crc", "crc32", "hash", "cs"}
    | {"offset", "version", "serial", "flags", "cursor", "rev", "revision", "epoch", "cusip", "colour", "color", "port"}
)
"""Last words of names whose numbers identify or order, and measure nothing."""

NOT_MEASURED: Final = frozenset(
    {"side", "type", "type id", "conditions", "sequence num", "prev seq id", "update id", "first update id", "code"}
    | {"jsonrpc", "racing number", "phone", "zip", "id str", "tick direction", "order id"}
)
"""Whole names of the same sort."""

COLUMNS: Final[dict[str, str]] = {
    "price": "price",
    "px": "price",
    "last": "price",
    "last price": "price",
    "last px": "price",
    "last traded price": "price",
    "last trade price": "price",
    "ltp": "price",
    "trade price": "price",
    "size": "size",
    "sz": "size",
    "qty": "size",
    "quantity": "size",
    "last size": "size",
    "last sz": "size",
    "last qty": "size",
    "last quantity": "size",
    "trade size": "size",
    "bid": "bid",
    "best bid": "bid",
    "bid px": "bid",
    "bid price": "bid",
    "best bid price": "bid",
    "bid 1 price": "bid",
    "bid size": "bid_size",
    "bid sz": "bid_size",
    "bid qty": "bid_size",
    "bid amount": "bid_size",
    "best bid size": "bid_size",
    "best bid qty": "bid_size",
    "best bid quantity": "bid_size",
    "best bid amount": "bid_size",
    "bid 1 size": "bid_size",
    "ask": "ask",
    "best ask": "ask",
    "ask px": "ask",
    "ask price": "ask",
    "best ask price": "ask",
    "ask 1 price": "ask",
    "ask size": "ask_size",
    "ask sz": "ask_size",
    "ask qty": "ask_size",
    "ask amount": "ask_size",
    "best ask size": "ask_size",
    "best ask qty": "ask_size",
    "best ask quantity": "ask_size",
    "best ask amount": "ask_size",
    "ask 1 size": "ask_size",
    "open": "open",
    "high": "high",
    "low": "low",
    "close": "close",
    "volume": "volume",
    "vol": "volume",
    "vwap": "vwap",
    "open 24h": "open",
    "high 24h": "high",
    "low 24h": "low",
    "high price 24h": "high",
    "low price 24h": "low",
    "volume 24h": "volume",
    "vol 24h": "volume",
}
"""Names with one meaning wherever they stand."""

CONTEXTS: Final[tuple[tuple[frozenset[str], dict[str, str]], ...]] = (
    (
        frozenset({"o", "h", "l", "c", "b", "B", "a", "A", "w"}),
        {"c": "price", "Q": "size", "b": "bid", "B": "bid_size", "a": "ask", "A": "ask_size", "w": "vwap"}
        | {
            "o": "open",
            "h": "high",
            "l": "low",
            "v": "volume",
            "q": "quote_volume",
            "p": "change",
            "P": "change_percent",
        }
        | {"x": "previous_close", "n": "trades", "F": "", "L": "", "O": "", "C": ""},
    ),
    (
        frozenset({"a", "b", "c", "v", "p", "t", "l", "h", "o"}),
        {"a": "ask", "b": "bid", "c": "price", "v": "volume", "p": "vwap", "t": "trades"}
        | {"l": "low", "h": "high", "o": "open"},
    ),
    (
        frozenset({"o", "h", "l", "c"}),
        {"o": "open", "h": "high", "l": "low", "c": "close", "v": "volume", "n": "trades", "q": "quote_volume"}
        | {"vw": "vwap", "V": "taker_volume", "Q": "taker_quote_volume", "t": "", "T": "", "f": "", "L": "", "B": ""},
    ),
    (frozenset({"b", "B", "a", "A"}), {"b": "bid", "B": "bid_size", "a": "ask", "A": "ask_size", "u": ""}),
    (frozenset({"bp", "ap"}), {"bp": "bid", "bs": "bid_size", "ap": "ask", "as": "ask_size"}),
    (frozenset({"p", "s", "S"}), {"p": "price", "s": "size", "i": "", "x": "", "z": "", "c": "", "q": ""}),
    (frozenset({"p", "s", "sym"}), {"p": "price", "s": "size", "i": "", "x": "", "z": "", "c": "", "q": ""}),
    (frozenset({"p", "q"}), {"p": "price", "q": "size", "t": "", "a": "", "f": "", "l": "", "i": "", "X": ""}),
    (frozenset({"p", "v"}), {"p": "price", "v": "size", "t": "", "i": "", "c": ""}),
    (frozenset({"p", "T"}), {"p": "price"}),
    (frozenset({"price", "amount"}), {"amount": "size"}),
    (frozenset({"price", "new quantity"}), {"new quantity": "size"}),
    (frozenset({"price level", "new quantity"}), {"price level": "price", "new quantity": "size"}),
    (frozenset({"rate", "amount"}), {"rate": "price", "amount": "size"}),
)
"""Names that mean something only beside others: if all of the first are there, the second holds; "" is no measure."""

ORDER: Final = ("price", "size", "bid", "bid_size", "ask", "ask_size", "open", "high", "low", "close", "volume", "vwap")
"""Columns that come first, in this order."""

SIZED: Final[dict[str, str]] = {"price": "size", "bid": "bid_size", "ask": "ask_size"}
"""In an array that stands for the first, the last item is the second."""

SIDES: Final[tuple[tuple[str, str, str], ...]] = (
    ("bids", "asks", ""),
    ("bid", "ask", ""),
    ("b", "a", ""),
    ("buy", "sell", ""),
    ("buys", "sells", ""),
    ("bid levels", "ask levels", ""),
    ("bs", "as", "snapshot "),
)
"""Names of the two sides of an order book, and what to say before "bids" and "asks"."""

BOOK_WORDS: Final = frozenset(
    {"book", "books", "depth", "orderbook", "level 2", "level 3", "l 2", "l 3", "bids", "asks", "bid", "ask"}
)
"""Words in the name of a stream that say that its rows are levels of an order book."""

QUOTE_WORDS: Final = frozenset({"ticker", "tickers", "quote", "quotes", "bbo"})

MARKET_WORDS: Final = (
    BOOK_WORDS
    | QUOTE_WORDS
    | {"trade", "trades", "match", "matches", "changes", "order", "orders", "fills", "deals", "executions"}
)
"""Words in the name of a stream that say that its arrays are prices and sizes."""

BUYING: Final = frozenset({"buy", "bid", "b", "bids"})
SELLING: Final = frozenset({"sell", "ask", "a", "s", "offer", "asks"})
"""What the side of a level can be called."""
