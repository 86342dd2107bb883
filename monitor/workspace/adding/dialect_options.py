"""What the chosen dialect can be told, made from its rule: one option of a form for each of the rule's fields."""

from collections.abc import Mapping, Sequence
from typing import Final

import msgspec

from monitor.core.secrecy import looks_secret
from monitor.feed.dialect_rules.rule import DialectRule
from monitor.feed.profile import Profile
from monitor.workspace.adding.options import Option
from monitor.workspace.adding.rule_texts import Form, form_of

__all__ = ["dialect_options"]

_TITLES: Final[Mapping[str, str]] = {
    "client_id": "Client id",
    "qos": "QoS",
    "keep_alive_seconds": "Keep alive, s",
    "heartbeat_seconds": "Heartbeat, s",
    "ping_seconds": "Ping after, s",
    "sockjs": "In SockJS",
    "authid": "User",
    "init": "Payload of init",
    "jwt": "JWT",
    "ext": "Ext",
    "login": "User",
    "username": "User",
    "match": "Topics match",
    "method": "Login",
    "legacy": "Older protocol",
}
_ABOUT: Final[Mapping[str, str]] = {
    "destinations": "Subscribed to on every open, one on each line.",
    "topics": "Subscribed to on every open, one on each line.",
    "subjects": "Subscribed to on every open, one on each line.",
    "hubs": "Connected to by name, one on each line.",
    "channels": "One on each line, where it needs one with its payload behind it as a JSON object.",
    "operations": "One subscription, or several parted by an empty line.",
    "calls": "One on each line.",
    "auth": "Sent on connecting, one “name: value” on each line.",
    "headers": "Sent with CONNECT, one “name: value” on each line.",
    "init": "A JSON object, sent on connecting.",
    "ext": "A JSON object, sent with the handshake.",
    "sockjs": "STOMP inside SockJS frames, as Spring has it",
    "legacy": "The protocol before this one, under the same name",
    "negotiate": "Ask over HTTP before connecting",
    "recover": "Go on where the last connection left off",
}
_EXAMPLES: Final[Mapping[str, str]] = {
    "stomp.destinations": "/topic/prices",
    "mqtt.topics": "sensors/#",
    "nats.subjects": "prices.>",
    "wamp.topics": "com.example.prices",
    "signalr.hubs": "priceHub",
    "signalr.calls": 'Subscribe ["BTC"]',
    "jsonrpc.calls": '{"method":"subscribe","params":{"channels":["ticker"]}}',
    "graphql.operations": "subscription { prices { symbol value } }",
    "graphql.init": '{"token":"…"}',
    "phoenix.channels": "room:lobby",
    "actioncable.channels": 'PricesChannel {"symbol":"BTC"}',
    "centrifugo.channels": "prices",
    "pusher.channels": "prices",
    "bayeux.channels": "/prices/**",
    "socketio.namespace": "/",
    "socketio.auth": "token: ${secret:name}",
    "stomp.host": "/",
}
_AFTER: Final = frozenset({"auth", "headers"})
"""Pairs, which few need."""
_SINGLE: Final = frozenset({"seed", "jwt", "passcode"})
"""Secret, although their names alone do not say so."""
_OPEN: Final = frozenset({"authid", "key"})
"""No secrets, although their names say so."""


def dialect_options(rule: DialectRule) -> Sequence[Option]:
    """What has to be named first, then the rest in the rule's order."""
    made = [_option(rule, field) for field in msgspec.structs.fields(rule)]
    options = [option for option in made if option is not None]
    return sorted(options, key=lambda option: option.lines == 1 or option.path[-1] in _AFTER)


def _option(rule: DialectRule, field: msgspec.structs.FieldInfo) -> Option | None:
    form = form_of(field.type)
    if form is None:
        return None
    name, kind = field.name, type(rule)
    usual = getattr(kind(), name)

    def read(profile: Profile) -> str:
        held = profile.dialect
        return form.text(getattr(held, name)) if isinstance(held, kind) else form.text(usual)

    def write(profile: Profile, text: str) -> Profile:
        held = profile.dialect if isinstance(profile.dialect, kind) else kind()
        value = form.value(text, getattr(held, name)) if text.strip() or not form.number else usual
        return msgspec.structs.replace(profile, dialect=msgspec.structs.replace(held, **{name: value}))

    tag = str(kind.__struct_config__.tag)
    return Option(
        _TITLES.get(name, name.replace("_", " ").capitalize()),
        read,
        write,
        ("dialect", name),
        example=_EXAMPLES.get(f"{tag}.{name}", form.text(usual) if form.number else ""),
        about=_ABOUT.get(name, ""),
        switch=form.switch,
        lines=form.lines,
        choices=form.choices,
        secret=name if _is_secret(name, form) else "",
    )


def _is_secret(name: str, form: Form) -> bool:
    return form.plain and name not in _OPEN and (looks_secret(name) or name in _SINGLE)
