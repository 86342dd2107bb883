"""Message brokers, as a profile asks for them: STOMP, MQTT, NATS."""

from typing import Literal

import msgspec

from monitor.feed.dialect_rules.base import Rule

__all__ = ["MqttRule", "NatsRule", "StompRule"]


class StompRule(Rule, frozen=True, tag="stomp"):
    """STOMP 1.0 to 1.2, alone or inside SockJS frames as Spring has it.

    destinations: subscribed to on every open. A message is {"destination": …, "headers": {…}, "body": …}, the body as
    JSON where it is JSON, else as a string.

    host: the virtual host; left out, that is "/", which RabbitMQ always has and most others do not look at.
    """

    destinations: tuple[str, ...] = ()
    login: str = ""
    passcode: str = ""
    host: str = ""
    heartbeat_seconds: float = 10.0
    sockjs: bool = False
    headers: dict[str, str] = msgspec.field(default_factory=dict)
    """Sent with CONNECT."""


class MqttRule(Rule, frozen=True, tag="mqtt"):
    """MQTT 3.1.1 (version 4) or 5.

    A message is {"topic": …, "levels": [the topic's levels], "payload": …, "retain": …}, the payload as JSON where it
    is JSON, as a number where it is the text of one, else as a string.
    """

    version: Literal[4, 5] = 5
    topics: tuple[str, ...] = ("#",)
    qos: Literal[0, 1, 2] = 0
    client_id: str = ""
    username: str = ""
    password: str = ""
    keep_alive_seconds: float = 30.0


class NatsRule(Rule, frozen=True, tag="nats"):
    """NATS. A message is {"subject": …, "tokens": [its tokens], "headers": {…}, "payload": …}.

    seed: of an nkey; with `jwt` also that of a decentralised login.
    """

    subjects: tuple[str, ...] = (">",)
    user: str = ""
    password: str = ""
    token: str = ""
    seed: str = ""
    jwt: str = ""
