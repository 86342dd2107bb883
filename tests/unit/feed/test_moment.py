"""The values made for a connection."""

import pytest

from monitor.core.errors import ProfileError
from monitor.feed.lookup import Lookup
from monitor.feed.moment import Moment, is_made
from monitor.feed.placeholders import Slot
from monitor.feed.profile import Profile
from monitor.feed.sources import Sources

MOMENT = Moment(wall=1_700_000_000.1239, nonce=17, uuid="u-1")


@pytest.mark.parametrize(
    ("body", "value"),
    [
        ("timestamp", "1700000000"),
        ("timestamp:s", "1700000000"),
        ("timestamp:ms", "1700000000123"),
        ("timestamp:us", "1700000000123900"),
        ("timestamp:iso", "2023-11-14T22:13:20.123Z"),
        ("timestamp+30", "1700000030"),
        ("timestamp+30:ms", "1700000030123"),
        ("nonce", "17"),
        ("uuid", "u-1"),
    ],
)
def test_each_is_written_as_it_is_asked_for(body: str, value: str) -> None:
    assert is_made(body)
    assert Slot(body).problem() == ""
    profile = Profile(name="p", address="wss://h")
    assert Lookup(profile, Sources(moment=MOMENT), key="")(Slot(body)) == value


@pytest.mark.parametrize("body", ["timestamp:ns", "timestamp+", "timestamp+1234567", "nonce:ms", "timestamps", "uuid4"])
def test_what_only_resembles_them_is_none_of_them(body: str) -> None:
    assert not is_made(body)


def test_a_variable_of_that_name_comes_first_and_without_a_connection_there_are_none() -> None:
    profile = Profile(name="p", address="wss://h", variables={"nonce": "mine"})
    assert Lookup(profile, Sources(moment=MOMENT), key="")(Slot("nonce")) == "mine"
    with pytest.raises(ProfileError):
        Lookup(profile, Sources(), key="")(Slot("uuid"))
