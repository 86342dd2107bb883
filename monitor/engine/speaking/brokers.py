"""MQTT, STOMP and NATS, made from their rules."""

from typing import Final

from monitor.engine.speaking.approach import Approach
from monitor.engine.speaking.given import Given
from monitor.feed.dialect_rules.brokers import MqttRule
from monitor.wire.dialects.mqtt import Mqtt, MqttLogin

__all__ = ["mqtt", "reach_mqtt"]

_MQTT: Final = ("mqtt",)


def mqtt(rule: MqttRule, given: Given) -> Mqtt:
    """A session of MQTT 3.1.1 or 5."""
    return Mqtt(
        version=rule.version,
        topics=rule.topics,
        qos=rule.qos,
        login=MqttLogin(rule.client_id, rule.username, rule.password),
        keep_alive=rule.keep_alive_seconds,
        limit=given.message_limit,
    )


def reach_mqtt(address: str) -> Approach:
    """The subprotocol that MQTT must offer (MQTT 5 section 6)."""
    return Approach(address, _MQTT)
