"""From the text of a formula to its tokens.

Numbers are written as usual (`2`, `0.5`, `1e-3`); a unit right behind one makes it a duration: `10ms`, `5s`, `1min`,
`2h`, `1d`. A series stands in brackets, see `names`. Everything else is a word or a sign.
"""

import re

from monitor.formulas.names import MOST_PARTS, read_parts
from monitor.formulas.problem import Extent, FormulaError
from monitor.formulas.token import Kind, Token

__all__ = ["LONGEST", "UNITS", "tokens_of"]

LONGEST = 2_000
"""Characters of a formula."""

UNITS = {"ms": 0.001, "s": 1.0, "min": 60.0, "h": 3600.0, "d": 86_400.0}
"""Seconds of each unit a duration may be written in."""

_SPACE = re.compile(r"\s+")
_NUMBER = re.compile(r"(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_WORD = re.compile(r"[^\W\d]\w*")
_SIGN = re.compile(r"\*\*|<=|>=|==|!=|[-+*/^(),<>]")
_USUAL = {"**": "^"}
_INSTEAD = {
    "=": "Compare with ==.",
    "&": "Write and.",
    "|": "Write or.",
    "!": "Write not.",
    "%": "There is no such operation; write / 100 for a percentage.",
    "]": "A series begins with [.",
    ";": "Arguments are parted by commas.",
    '"': "The name of a series stands in brackets: [name].",
    "'": "The name of a series stands in brackets: [name].",
}


def tokens_of(text: str) -> list[Token]:
    """All tokens, the last of them the end of the text. Raises FormulaError."""
    if len(text) > LONGEST:
        whole = Extent(LONGEST, len(text))
        raise FormulaError(f"A formula has at most {LONGEST} characters", extent=whole, advice="Make two of it.")
    found: list[Token] = []
    at = 0
    while at < len(text):
        space = _SPACE.match(text, at)
        if space:
            at = space.end()
            continue
        token = _token_at(text, at)
        found.append(token)
        at = token.extent.end
    return [*found, Token(Kind.END, "", Extent(len(text), len(text)))]


def _token_at(text: str, at: int) -> Token:
    if text[at] == "[":
        return _series_at(text, at)
    if number := _NUMBER.match(text, at):
        return _number(text, number)
    if word := _WORD.match(text, at):
        return Token(Kind.WORD, word.group(), Extent(at, word.end()))
    if sign := _SIGN.match(text, at):
        return Token(Kind.SIGN, _USUAL.get(sign.group(), sign.group()), Extent(at, sign.end()))
    advice = _INSTEAD.get(text[at], "")
    raise FormulaError(f"{text[at]} means nothing here", extent=Extent(at, at + 1), advice=advice)


def _number(text: str, number: re.Match[str]) -> Token:
    value = float(number.group())
    unit = _WORD.match(text, number.end())
    extent = Extent(number.start(), unit.end() if unit else number.end())
    if value in (float("inf"), float("-inf")):
        raise FormulaError(f"{number.group()} is too great a number", extent=extent)
    if unit is None:
        return Token(Kind.NUMBER, number.group(), extent, value)
    seconds = UNITS.get(unit.group())
    if seconds is None:
        units = ", ".join(UNITS)
        raise FormulaError(f"{unit.group()} is no unit of time", extent=extent, advice=f"There are {units}.")
    return Token(Kind.DURATION, text[extent.start : extent.end], extent, value * seconds)


def _series_at(text: str, at: int) -> Token:
    parts, end = read_parts(text, at)
    extent = Extent(at, end)
    if not any(parts):
        raise FormulaError("The name of a series is missing", extent=extent, advice="Write it in the brackets.")
    if len(parts) > MOST_PARTS:
        advice = 'Put a part with a slash in quotes: [feed/stream/"A/B"/column].'
        raise FormulaError("A series has four names at most", extent=extent, advice=advice)
    return Token(Kind.SERIES, text[at:end], extent, parts=parts)
