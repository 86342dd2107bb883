"""One line of a message taken apart for reading."""

from typing import NamedTuple

from monitor.workspace.messages.tokens import Token

__all__ = ["Reading", "TextLine"]


class TextLine(NamedTuple):
    """text with the pieces it is made of.

    path:    where in the message it stands, in the grammar of `monitor.feed.paths`; "" for the whole.
    value:   the value that begins here, as it was sent; "" for a bracket.
    note:    what is said beside it ("was 64216.24").
    changed: it differs from the message before.
    """

    text: str
    tokens: tuple[Token, ...] = ()
    path: str = ""
    value: str = ""
    note: str = ""
    changed: bool = False


class Reading(NamedTuple):
    """A message ready to be read. words: what is to be said of it besides, such as that only a part is shown."""

    lines: tuple[TextLine, ...]
    words: str = ""
