"""Numbers and spans as people type them, and as they are shown to be typed over."""

import math
import re

__all__ = ["entered", "entered_span", "read_number", "read_span"]

_SPACES = re.compile(r"[\s'_\u00a0\u2005\u2009\u202f]")
_GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?")
_COMMA = re.compile(r"[+-]?\d+,\d+")
_PLAIN = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?")
_SPAN = re.compile(r"(.*?)(ms|s|sec|seconds?|m|min|minutes?|h|hours?|d|days?)?", re.DOTALL)
_SECONDS = {"": 1.0, "ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
_UNITS = ((86400.0, "d"), (3600.0, "h"), (60.0, "min"), (1.0, "s"))


def read_number(text: str) -> float:
    """The number meant by "64 218.1", "64,218.1", "0,5" or "1e6"; NaN where none can be."""
    plain = _SPACES.sub("", text).replace("\N{MINUS SIGN}", "-")
    if _GROUPED.fullmatch(plain):
        plain = plain.replace(",", "")
    elif _COMMA.fullmatch(plain):
        plain = plain.replace(",", ".")
    value = float(plain) if _PLAIN.fullmatch(plain) else math.nan
    return value if math.isfinite(value) else math.nan


def read_span(text: str) -> float:
    """The seconds meant by "5 s", "90", "1.5 min", "2h" or "1 h 30 min"; NaN where none can be."""
    parts = re.findall(r"[^a-zA-Z]+[a-zA-Z]*", text.strip().lower())
    if not parts or "".join(parts) != text.strip().lower():
        return math.nan
    total = 0.0
    for part in parts:
        found = _SPAN.fullmatch(part.strip())
        if found is None:
            return math.nan
        unit = found[2] or ""
        total += read_number(found[1]) * _SECONDS[unit if unit == "ms" else unit[:1]]
    return total if total >= 0.0 else math.nan


def entered(value: float) -> str:
    """A number to type over: "64218.1"; nothing for none."""
    if not math.isfinite(value):
        return ""
    return f"{value:.12g}".replace("e+", "e").replace("-", "\N{MINUS SIGN}")


def entered_span(seconds: float) -> str:
    """A span to type over: "90 s", "5 min", "2 h"; nothing for none."""
    if not math.isfinite(seconds):
        return ""
    unit, name = next(
        ((unit, name) for unit, name in _UNITS if seconds >= unit and math.isclose(seconds % unit, 0.0)), (1.0, "s")
    )
    return f"{entered(seconds / unit)} {name}"
