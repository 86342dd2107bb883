"""Intent, slips of addresses and of JSON, drafts, and which series a preview draws."""

import pytest

from monitor.core.batch import SeriesKey
from monitor.feed.profile import Profile, StreamRule
from monitor.store.store import Store
from monitor.workspace.adding.draft import Draft
from monitor.workspace.adding.intent import Intent, address_slip, intent_of
from monitor.workspace.adding.json_slip import json_slip
from monitor.workspace.adding.preview_plan import preview_series
from tests.helpers.rows import START, Source


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("  ", Intent.NOTHING),
        ("binance", Intent.NAME),
        ("order books", Intent.NAME),
        ("example.net", Intent.PERHAPS),
        ("localhost:9000", Intent.PERHAPS),
        ("wss://example.net", Intent.ADDRESS),
        ("htt://x", Intent.ADDRESS),
    ],
)
def test_what_is_typed_means_an_address_or_a_name(text: str, intent: Intent) -> None:
    assert intent_of(text) is intent


def test_a_slip_in_an_address_is_told_as_a_sentence_with_what_to_do() -> None:
    assert address_slip("wss://example.net") == ""
    assert address_slip("ftp://example.net").startswith("Ftp:// is no WebSocket address. Use")
    assert address_slip("wss://") == "The address names no host. A WebSocket address looks like wss://host/path"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("ping", ""),
        ('{"op":"ping"}', ""),
        ('{"args":${items},"id":"${symbol:lower}"}', ""),
        ('{"cost":"$$5"}', ""),
        ("", ""),
        ('{"a":1}\n\n{"b":', "no JSON"),
        ('{"a":1,}', "line 1, column"),
        ("[" * 5000, "no JSON"),
    ],
)
def test_a_message_that_begins_as_json_and_is_none_is_doubted(text: str, told: str) -> None:
    assert (told in json_slip(text)) if told else json_slip(text) == ""


def test_a_draft_knows_what_is_wrong_and_where() -> None:
    draft = Draft(Profile(name="", address="wss://x", headers={"a b": "c"}))
    assert draft.problem_at("name") == "a feed needs a name"
    assert draft.problem_at("headers") == "is no name a header can have"
    assert draft.problem_at("tls") == ""
    assert not draft.connectable
    # A name is only needed for saving.
    assert Draft(Profile(name="", address="wss://x")).connectable


# --- preview ------------------------------------------------------------------------------------------------------

PROFILE = Profile(name="p", address="wss://x", stream=(StreamRule("trades", columns={"price": "p", "size": "q"}),))


def held() -> Store:
    store = Store(keep_bytes=1 << 20)
    source = Source("f", columns=("price", "size"))
    store.append(source.batch([START, START + 1], [100.0, 101.0], [1.0, 2.0], keys=["A", "B"]))
    return store


def keys(*pairs: tuple[str, str]) -> tuple[SeriesKey, ...]:
    return tuple(SeriesKey("f", "trades", key, column) for key, column in pairs)


def test_a_preview_draws_the_most_telling_series_with_those_beside_it() -> None:
    store = held()
    first = preview_series(store, PROFILE, "f", stream="", column="", before=())
    assert first == keys(("A", "price"), ("B", "price"))
    assert preview_series(store, PROFILE, "f", stream="", column="", before=first) == first


def test_a_preview_draws_the_column_the_user_is_at() -> None:
    assert preview_series(held(), PROFILE, "f", stream="trades", column="size", before=()) == keys(
        ("A", "size"), ("B", "size")
    )
    assert preview_series(held(), PROFILE, "f", stream="trades", column="new", before=()) == ()


def test_keys_whose_values_share_no_axis_are_left_out_of_a_preview() -> None:
    store = held()
    store.append(Source("f", "trades", ("price",)).batch([START + 2], [0.5], keys=["C"]))
    series = preview_series(store, PROFILE, "f", stream="trades", column="price", before=())
    assert series == keys(("A", "price"), ("B", "price"))


def test_there_is_no_preview_of_nothing() -> None:
    assert preview_series(Store(keep_bytes=1 << 20), PROFILE, "f", stream="", column="", before=()) == ()


def test_a_preview_begins_anew_when_what_it_drew_is_gone() -> None:
    gone = (SeriesKey("f", "trades", "A", "other"),)
    series = preview_series(held(), PROFILE, "f", stream="", column="", before=gone)
    assert series == keys(("A", "price"), ("B", "price"))
