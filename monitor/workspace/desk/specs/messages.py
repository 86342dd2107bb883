"""The settings of panels that show messages as they are: inspector, console, event log."""

from typing import Literal

import msgspec

from monitor.workspace.desk.specs.base import Spec

__all__ = ["USUAL_PAINTS", "ConsoleSpec", "EventLogSpec", "InspectorSpec", "Paint", "Template"]


class InspectorSpec(Spec, frozen=True, tag="inspector"):
    """Raw messages of a feed. filter is read as `match` says; detail_share: the detail's part of the panel.

    framed: as they came over the wire, where the feed has a dialect that takes them out of its wrapping.
    """

    feed: str = ""
    filter: str = ""
    match: Literal["text", "regex", "path"] = "text"
    view: Literal["pretty", "raw", "hex", "changes"] = "pretty"
    detail_share: float = 0.5
    framed: bool = False


class Template(msgspec.Struct, frozen=True, omit_defaults=True):
    """A message to send, with ${placeholders}; seconds: sent again and again so far apart, None: at a click."""

    name: str
    text: str
    seconds: float | None = None


class ConsoleSpec(Spec, frozen=True, tag="console"):
    """What is sent to a feed by hand. reply_id: the path that tells which reply belongs to which message.

    every:   show messages that are no reply too. history: what was sent, oldest first.
    values:  what the user has filled in for `${…}` that the profile does not know, secrets aside.
    seconds: between two messages where one is repeated.
    """

    feed: str = ""
    mode: Literal["text", "json", "hex"] = "json"
    templates: tuple[Template, ...] = ()
    reply_id: str = "id"
    every: bool = False
    history: tuple[str, ...] = ()
    values: tuple[tuple[str, str], ...] = ()
    seconds: float = 5.0


class Paint(msgspec.Struct, frozen=True, omit_defaults=True):
    """Lines that match the regular expression stand out."""

    pattern: str
    level: Literal["ok", "warn", "bad", "accent", "faint"] = "warn"


USUAL_PAINTS = (
    Paint(r"\b(error|errors|critical|fatal|failed|failure|alarm)\b", "bad"),
    Paint(r"\b(warn|warning|caution)\b", "warn"),
    Paint(r"\b(debug|trace)\b", "faint"),
)
"""How logs usually say how bad something is."""


class EventLogSpec(Spec, frozen=True, tag="events"):
    """Text events of a feed. columns: paths into the messages, empty: guessed from the first ones."""

    feed: str = ""
    columns: tuple[str, ...] = ()
    search: str = ""
    paints: tuple[Paint, ...] = USUAL_PAINTS
    view: Literal["pretty", "raw", "hex", "changes"] = "pretty"
    detail_share: float = 0.4
    widths: tuple[int, ...] = ()
    """Pixels of the columns but the last, time included, where the user has set them."""
