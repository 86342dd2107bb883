"""Numbers, spans and series as the reasons of alerts name them."""

from monitor.core.batch import SeriesKey

__all__ = ["ANY", "figure", "span", "title"]

ANY = "*"
"""As a key: any key of the stream."""

_FORMULAS = "formulas"
"""The feed of rows worked out by formulas, each under its name as a stream."""

_THIN = "\N{FOUR-PER-EM SPACE}"
_MINUS = "\N{MINUS SIGN}"
_UNITS = ((86400.0, "d"), (3600.0, "h"), (60.0, "min"))


def figure(value: float) -> str:
    """A number: "64 218.1"."""
    return f"{value:,.10g}".replace(",", _THIN).replace("-", _MINUS)


def span(seconds: float) -> str:
    """A span: "5 s", "1.5 min", "2 h"."""
    for unit, name in _UNITS:
        if seconds >= unit:
            return f"{seconds / unit:.4g}{_THIN}{name}"
    return f"{seconds:.4g}{_THIN}s"


def title(series: SeriesKey, key: str) -> str:
    """What a series of this key is called: "BTCUSDT price", and the name of a formula."""
    return series.stream if series.feed == _FORMULAS else f"{key} {series.column}".strip()
