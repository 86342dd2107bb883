"""From what a profile says of its dialect to the machine that speaks it, and to how its server is reached."""

from collections.abc import Callable

from monitor.core.errors import ProfileError
from monitor.engine.speaking import brokers
from monitor.engine.speaking.approach import Approach
from monitor.engine.speaking.given import Given
from monitor.feed.dialect_rules.brokers import MqttRule
from monitor.feed.dialect_rules.rule import DialectRule
from monitor.wire.dialects.base import Dialect
from monitor.wire.dialects.plain import Plain

__all__ = ["approach_of", "dialect_for"]


def dialect_for(rule: DialectRule | None, given: Given) -> Dialect:
    """The machine for one connection. `rule`: with its placeholders filled in. Raises ProfileError."""
    match rule:
        case None:
            return Plain(inflate_limit=given.message_limit)
        case MqttRule():
            return brokers.mqtt(rule, given)
        case _:
            raise ProfileError("this version does not speak this dialect", key="dialect.kind")


def approach_of(rule: DialectRule | None, address: str, *, random: Callable[[], float]) -> Approach:
    """How to reach the server at `address`. `rule`: with its placeholders filled in."""
    match rule:
        case MqttRule():
            return brokers.reach_mqtt(address)
        case _:
            return Approach(address)
