"""Which texts a profile has, and which secrets they refer to."""

from hypothesis import given, settings

from monitor.feed.dialect_rules.brokers import StompRule
from monitor.feed.profile import Answer, Every, Profile, Proxy, Send
from monitor.feed.texts import profile_texts, references, secrets_needed
from tests.helpers.profiles import profiles


def test_every_place_of_a_profile_is_asked_for_its_secrets() -> None:
    profile = Profile(
        name="p",
        address="wss://h/${env:A}",
        origin="${secret:B}",
        proxy=Proxy("${env:C}"),
        headers={"X": "${secret:D}"},
        cookies={"c": "${env:E}"},
        variables={"v": "${secret:F}"},
        send=(Send("${env:G}", each="${secret:H}"),),
        every=(Every("${env:I}", 1.0),),
        answer=(Answer({"a": 1}, "${secret:J}"),),
        dialect=StompRule(login="${env:K}", headers={"h": "${secret:L}"}),
    )
    asked = {f"env:{name}" for name in "ACEGIK"} | {f"secret:{name}" for name in "BDFHJL"}
    assert set(secrets_needed(profile)) == asked


def test_a_secret_that_stands_twice_is_needed_once_and_in_the_order_of_the_texts() -> None:
    profile = Profile(name="p", address="wss://${env:HOST}/?k=${secret:KEY}", headers={"X": "${secret:KEY}"})
    assert secrets_needed(profile) == ("env:HOST", "secret:KEY")


def test_a_doubled_dollar_sign_refers_to_nothing() -> None:
    assert references("$${env:A} ${name} ${env:B}") == ("env:B",)


def test_a_text_with_a_slot_that_is_never_closed_refers_to_nothing() -> None:
    assert references("${env:A} ${") == ()


@settings(max_examples=40)
@given(profiles())
def test_any_profile_can_be_asked_for_its_texts(profile: Profile) -> None:
    assert all(isinstance(text, str) for text in profile_texts(profile))
    assert len(set(secrets_needed(profile))) == len(secrets_needed(profile))
