"""What recognition comes to: what was found, what it means for the profile, and what the user must still fill in."""

from dataclasses import dataclass
from typing import TypeAlias

import msgspec

from monitor.feed.dialect_rules.brokers import StompRule
from monitor.feed.dialect_rules.calls import GraphQlRule, JsonRpcRule, SignalRRule, WampRule
from monitor.feed.dialect_rules.channels import ActionCableRule, CentrifugoRule, PhoenixRule, PusherRule
from monitor.feed.dialect_rules.rule import DialectRule
from monitor.feed.profile import Profile
from monitor.feed.recognition.place import readdressed

__all__ = ["Found", "Lack", "Tried", "adopt", "lack_of"]

Tried: TypeAlias = tuple[str, str]
"""What was tried, and how it came out; both in words for the user."""


@dataclass(frozen=True, slots=True)
class Found:
    """
    what: the dialect's name for the user, with its version where that matters.
    why:  what gave it away, to follow "found by".
    rule: what to put into the profile; None: every message stands for itself.
    path: of the server, where it is another than that of the address; "" keeps the address.
    """

    what: str
    why: str
    rule: DialectRule | None = None
    path: str = ""

    @property
    def words(self) -> str:
        """One line for the user, such as "SockJS, found by its answer to /prices/info"."""
        return f"{self.what}, found by {self.why}"


@dataclass(frozen=True, slots=True)
class Lack:
    """A key of the rule without which the server says nothing. words: what to put there, a sentence."""

    key: str
    words: str


def adopt(profile: Profile, found: Found) -> Profile:
    """The profile as it goes on once that was found."""
    return msgspec.structs.replace(
        profile,
        address=readdressed(profile.address, found.path),
        dialect=profile.dialect if found.rule is None else found.rule,
        recognise=False,
    )


def lack_of(rule: DialectRule | None) -> Lack | None:
    """What the user must name before anything comes, None where nothing is missing."""
    match rule:
        case StompRule(destinations=()):
            return Lack("destinations", "name the destinations to subscribe to, such as /topic/prices")
        case GraphQlRule(operations=()):
            return Lack("operations", "write the subscription to run, such as subscription { prices { value } }")
        case SignalRRule(legacy=True, hubs=()):
            return Lack("hubs", "name the hubs to connect to")
        case WampRule(topics=()):
            return Lack("topics", "name the topics to subscribe to, such as com.example.prices")
        case PhoenixRule(channels=()):
            return Lack("channels", "name the topics to join, such as room:lobby")
        case CentrifugoRule(channels=()) | PusherRule(channels=()):
            return Lack("channels", "name the channels to subscribe to")
        case ActionCableRule(channels=()):
            return Lack("channels", "name the channels to subscribe to, such as PricesChannel")
        case JsonRpcRule(calls=()):
            return Lack("calls", "write the call that subscribes")
        case _:
            return None
