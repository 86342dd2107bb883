"""What the user writes to a feed, made into a message: checked as it is typed, with its `${…}` filled in."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NoReturn, TypeAlias

from monitor.core.errors import ProfileError
from monitor.core.secrecy import looks_secret
from monitor.feed.encoding import in_json
from monitor.feed.placeholders import Slot, fill, slots
from monitor.feed.profile import Profile

__all__ = ["MOST_BYTES", "Draft", "Mode", "compose", "known_values", "named_slots"]

Mode: TypeAlias = Literal["text", "json", "hex"]

MOST_BYTES = 1024 * 1024

_SLOT = re.compile(r"\$\{[^{}]*\}|\$\$")
_HEX_FILLER = re.compile(r"[\s,:;-]+|0[xX](?=[0-9a-fA-F])")
_HEX = re.compile(r"[0-9a-fA-F]")
_WORDS = {
    "Expecting value": "a value is missing",
    "Expecting property name enclosed in double quotes": "a name in double quotes is missing",
    "Expecting ':' delimiter": "a colon is missing",
    "Expecting ',' delimiter": "a comma or a closing bracket is missing",
    "Illegal trailing comma before end of object": "a comma stands before the closing bracket",
    "Illegal trailing comma before end of array": "a comma stands before the closing bracket",
    "Unterminated string starting at": "a string begins and never ends",
    "Invalid control character at": "a string cannot hold a line break or tab",
    "Invalid \\escape": "a backslash begins nothing that JSON knows",
    "Invalid \\uXXXX escape": "four hexadecimal digits are missing behind \\u",
    "Extra data": "the message has ended before",
}


@dataclass(frozen=True, slots=True)
class Draft:
    """What came of a text. message: what would be sent, None while something is missing or wrong.

    problem: what is wrong, "" when nothing; at: the character where, None where it is wrong as a whole.
    blanks:  the `${…}` that nobody has given a value, each once.
    """

    message: str | bytes | None = None
    problem: str = ""
    at: int | None = None
    blanks: tuple[str, ...] = ()


def known_values(profile: Profile | None) -> dict[str, str]:
    """What a profile knows of `${…}`: its variables but those that are secret, and its first symbol."""
    if profile is None:
        return {}
    values = {name: text for name, text in profile.variables.items() if not looks_secret(name) and not _refers(text)}
    return {"symbol": profile.symbols[0], **values} if profile.symbols else values


def _refers(text: str) -> bool:
    try:
        return any(slot.reference for slot in slots(text))
    except ProfileError:
        return True


def compose(text: str, mode: Mode, values: Mapping[str, str]) -> Draft:
    """The message that `text` means in this mode."""
    if not text.strip():
        return Draft()
    if len(text) > MOST_BYTES:
        return Draft(problem="A message of more than one megabyte cannot be sent from here")
    if mode == "hex":
        return _bytes_of(text)
    try:
        found = list(slots(text))
    except ProfileError as error:
        return Draft(problem=error.what, at=text.find("${"))
    for slot in found:
        if problem := _slot_problem(slot):
            return Draft(problem=problem, at=text.find("${" + slot.body))
    if mode == "json" and (wrong := _json_problem(text)):
        return wrong
    blanks = tuple(dict.fromkeys(slot.name for slot in found if slot.name not in values))
    return Draft(blanks=blanks) if blanks else Draft(_filled(text, values))


def named_slots(text: str) -> tuple[str, ...]:
    """The names of the `${…}` in a text that somebody has to know, each once; nothing while one is never closed."""
    try:
        return tuple(dict.fromkeys(slot.name for slot in slots(text) if not _slot_problem(slot)))
    except ProfileError:
        return ()


def _slot_problem(slot: Slot) -> str:
    if slot.reference:
        return "Secrets are for profiles: messages on open may use them, the console does not"
    return slot.problem()


def _filled(text: str, values: Mapping[str, str]) -> str:
    return fill(text, lambda slot: slot.filtered(values[slot.name]), encode=in_json)


# --- JSON ---------------------------------------------------------------------------------------------------------


def _json_problem(text: str) -> Draft | None:
    # Each `${…}` becomes a number of the same length, which may stand in a string and outside of one.
    standing_in = _SLOT.sub(lambda slot: "1" * len(slot[0]), text)
    try:
        json.loads(standing_in, parse_constant=_refuse, parse_int=float)
    except json.JSONDecodeError as error:
        what = _WORDS.get(error.msg, error.msg[:1].lower() + error.msg[1:])
        at = min(error.pos, len(text) - 1)
        return Draft(problem=f"Line {error.lineno}, character {error.colno}: {what}", at=at)
    except (ValueError, RecursionError) as error:
        return Draft(problem="This is nested too deep" if isinstance(error, RecursionError) else str(error))
    return None


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


# --- bytes --------------------------------------------------------------------------------------------------------


def _bytes_of(text: str) -> Draft:
    digits: list[str] = []
    at = 0
    while at < len(text):
        if filler := _HEX_FILLER.match(text, at):
            at = filler.end()
        elif _HEX.match(text, at):
            digits.append(text[at])
            at += 1
        else:
            return Draft(problem=f"Character {at + 1}: {text[at]!r} is no hexadecimal digit", at=at)
    if not digits:
        return Draft(problem="There is no byte in this: a byte is written with two hexadecimal digits")
    if len(digits) % 2:
        return Draft(problem="The last byte has only one digit: a byte is written with two", at=len(text.rstrip()) - 1)
    return Draft(bytes.fromhex("".join(digits)))
