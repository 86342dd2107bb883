"""Centrifugo, Phoenix, Pusher, Action Cable and Bayeux, made from their rules."""

from collections.abc import Sequence
from typing import Final

from monitor.engine.speaking.given import Given
from monitor.feed.dialect_rules.channels import CentrifugoRule, ChannelToJoin
from monitor.wire.dialects.centrifugo import Centrifugo, Positions
from monitor.wire.dialects.channels import Channel

__all__ = ["centrifugo"]

_POSITIONS: Final = "centrifugo positions"


def centrifugo(rule: CentrifugoRule, given: Given) -> Centrifugo:
    """A connection that goes on where the feed's last one left off, if the rule says so."""
    return Centrifugo(
        channels=_channels(rule.channels),
        token=rule.token,
        positions=_positions(given) if rule.recover else None,
    )


def _positions(given: Given) -> Positions:
    kept = given.memory.setdefault(_POSITIONS, {})
    assert isinstance(kept, dict)
    return kept


def _channels(wanted: Sequence[ChannelToJoin]) -> tuple[Channel, ...]:
    return tuple(Channel(each.name, each.payload, each.token) for each in wanted)
