"""What slots stand for."""

import pytest

from monitor.core.errors import ProfileError
from monitor.feed.lookup import Lookup
from monitor.feed.placeholders import Slot
from monitor.feed.profile import Profile
from monitor.feed.sources import Sources

_PROFILE = Profile(
    name="Example",
    address="wss://x",
    needs="a free API key",
    variables={"host": "H.org", "token": "T-${env:TOKEN}", "loop": "${host}", "price": "$$5"},
)


def _value(body: str, environment: dict[str, str] | None = None, **given: str) -> str:
    return Lookup(_PROFILE, Sources(environment or {}), key="address", **given)(Slot(body))


def test_values_come_from_variables_the_environment_and_what_is_given() -> None:
    environment = {"TOKEN": "s3cret"}
    assert _value("host") == "H.org"
    assert _value("host:lower") == "h.org"
    assert _value("price") == "$5"
    assert _value("env:TOKEN", environment) == "s3cret"
    assert _value("token:upper", environment) == "T-S3CRET"
    assert _value("symbol:lower", symbol="BTC${x}") == "btc${x}"


@pytest.mark.parametrize("environment", [{}, {"TOKEN": ""}])
def test_a_variable_that_is_not_set_is_told_by_name_with_what_to_do(environment: dict[str, str]) -> None:
    for body in ("env:TOKEN", "token"):
        with pytest.raises(ProfileError) as caught:
            _value(body, environment)
        assert caught.value.key == "address"
        assert caught.value.what == (
            "address: the environment variable TOKEN is not set (Example needs a free API key); "
            "set it and start Feedscope again"
        )


@pytest.mark.parametrize("body", ["nobody", "loop", "host:title", "env:A B", "symbol"])
def test_what_stands_for_nothing_is_a_profile_error(body: str) -> None:
    with pytest.raises(ProfileError):
        _value(body)


def test_an_environment_that_is_no_text_is_told() -> None:
    with pytest.raises(ProfileError, match="TOKEN is no valid text"):
        _value("env:TOKEN", {"TOKEN": "\udce9"})


def test_a_secret_of_the_keychain_is_handed_over_by_its_reference() -> None:
    sources = Sources(secrets={"secret:KEY": "k3y", "env:KEY": "typed"})
    assert Lookup(_PROFILE, sources, key="address")(Slot("secret:KEY")) == "k3y"
    assert Lookup(_PROFILE, sources, key="address")(Slot("env:KEY")) == "typed"


def test_what_was_handed_over_comes_before_the_environment() -> None:
    sources = Sources({"TOKEN": "old"}).with_secrets({"env:TOKEN": "new"})
    assert Lookup(_PROFILE, sources, key="address")(Slot("token")) == "T-new"


def test_a_secret_that_nobody_knows_is_told_by_name_with_what_to_do() -> None:
    with pytest.raises(ProfileError) as caught:
        Lookup(_PROFILE, Sources({"KEY": "of the environment"}), key="headers.X")(Slot("secret:KEY"))
    assert caught.value.what == (
        "headers.X: the secret KEY is not known (Example needs a free API key); "
        "type it on the feed's page, where it can also be kept in the keychain"
    )


def test_what_a_login_has_yielded_takes_the_place_of_a_variable() -> None:
    sources = Sources().with_yielded({"token": "fresh", "other": "o"})
    assert Lookup(_PROFILE, sources, key="address")(Slot("token:upper")) == "FRESH"
    assert Lookup(_PROFILE, sources, key="address")(Slot("other")) == "o"


def test_sources_show_none_of_their_values() -> None:
    sources = Sources({"A": "hidden"}, secrets={"env:A": "hidden"}, yielded={"t": "hidden"})
    assert "hidden" not in repr(sources)
