"""How one try came out."""

from dataclasses import dataclass

from monitor.feed.recognition.found import Found

__all__ = ["Outcome"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """words: for the user. reached: the server has answered, be it with a refusal. takes_any: every subprotocol."""

    words: str
    found: Found | None = None
    reached: bool = True
    takes_any: bool = False
