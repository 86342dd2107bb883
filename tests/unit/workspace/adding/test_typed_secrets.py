"""What is typed for this run reaches the engine, whatever it is made of, and nothing else."""

from hypothesis import given
from hypothesis import strategies as st

from monitor.feed.profile import Every, Profile, Proxy, Send
from monitor.feed.redaction import secrets
from monitor.feed.sources import Sources
from monitor.feed.templates import (
    opening_messages,
    periodic_messages,
    render_address,
    render_cookies,
    render_headers,
    render_origin,
    render_proxy,
)
from monitor.workspace.adding.typed_secrets import TypedSecrets, variables_needed

ASKING = Profile(
    name="Asking",
    address="wss://example.net/?a=${env:QUERY}&price=$$5",
    variables={"token": "Bearer ${env:TOKEN}"},
    headers={"Authorization": "${token}", "X-Key": "k-${env:KEY}"},
    cookies={"session": "${env:COOKIE}"},
    origin="https://${env:ORIGIN}",
    proxy=Proxy("socks5://me:${env:PROXY}@127.0.0.1:1080"),
    symbols=("A",),
    send=(Send('{"login":"${env:LOGIN}","on":[${items}]}', each='"${symbol}-${env:EACH}"'),),
    every=(Every("ping ${env:PING}", 5.0),),
)
NAMES = ("QUERY", "PROXY", "ORIGIN", "KEY", "COOKIE", "TOKEN", "LOGIN", "EACH", "PING")


def typed(**values: str) -> TypedSecrets:
    found = TypedSecrets({})
    for name, value in values.items():
        found.type(name, value)
    return found


def rendered(profile: Profile, environment: dict[str, str]) -> tuple[object, ...]:
    return (
        render_address(profile, Sources(environment)),
        render_headers(profile, Sources(environment)),
        render_cookies(profile, Sources(environment)),
        render_origin(profile, Sources(environment)),
        render_proxy(profile, Sources(environment)),
        opening_messages(profile, Sources(environment)),
        periodic_messages(profile, Sources(environment)),
    )


def test_the_variables_a_profile_needs_are_found_wherever_they_stand() -> None:
    assert set(variables_needed(ASKING)) == set(NAMES)
    assert variables_needed(Profile(name="a", address="wss://a/$${env:NONE}")) == ()


def test_what_is_missing_is_neither_typed_nor_set() -> None:
    found = TypedSecrets({"QUERY": "set", "EMPTY": ""})
    found.type("TOKEN", "typed")
    assert set(found.missing(ASKING)) == set(NAMES) - {"QUERY", "TOKEN"}
    assert found.is_set("QUERY")
    assert not found.is_typed("QUERY")
    assert not found.is_set("EMPTY")
    found.type("TOKEN", "")
    assert "TOKEN" in found.missing(ASKING)


def test_a_profile_that_needs_nothing_typed_is_left_as_it_is() -> None:
    assert typed(OTHER="x").filled(ASKING) is ASKING


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x2FF, blacklist_characters="\x7f"), min_size=1))
def test_a_typed_value_does_what_the_variable_would_have_done(value: str) -> None:
    values = dict.fromkeys(NAMES, value)
    assert rendered(typed(**values).filled(ASKING), {}) == rendered(ASKING, values)


def test_a_part_that_is_typed_and_a_part_that_is_set_come_together() -> None:
    filled = typed(KEY="typed", TOKEN="mine").filled(ASKING)
    others = {name: "set" for name in NAMES if name not in ("KEY", "TOKEN")}
    headers = render_headers(filled, Sources(others))
    assert headers == {"Authorization": "Bearer mine", "X-Key": "k-typed"}


def test_the_engine_hides_every_typed_value_whatever_its_variable_is_called() -> None:
    filled = typed(**{name: f"hidden-{name}" for name in NAMES}).filled(ASKING)
    assert {f"hidden-{name}" for name in NAMES} <= secrets(filled, Sources())
