"""What the field at the top offers."""

from monitor.workspace.search.palette import Offer, OfferKind, offers_for


def nothing() -> None:
    """What an offer of these tests does."""


def offer(kind: OfferKind, text: str, detail: str = "") -> Offer:
    return Offer(kind, text, nothing, detail=detail)


def test_with_nothing_typed_the_first_offers_stand_as_they_come() -> None:
    offers = [offer(OfferKind.COMMAND, name) for name in ("b", "a", "c")]
    assert [hit.item.text for hit in offers_for("  ", offers, most=2)] == ["b", "a"]


def test_a_command_comes_before_a_key_that_fits_as_well() -> None:
    offers = [offer(OfferKind.KEY, "Settings"), offer(OfferKind.COMMAND, "Settings")]
    assert offers_for("settings", offers, most=5)[0].item.kind is OfferKind.COMMAND


def test_the_detail_is_searched_too() -> None:
    offers = [offer(OfferKind.KEY, "BTC price", "Coinbase"), offer(OfferKind.KEY, "BTC price", "Kraken")]
    assert [hit.item.detail for hit in offers_for("btc krak", offers, most=5)] == ["Kraken"]


def test_what_was_made_for_the_text_always_comes_first() -> None:
    offers = [offer(OfferKind.COMMAND, "wss://example.net"), offer(OfferKind.OPEN, "Watch this address")]
    found = offers_for("wss://example.net", offers, most=5)
    assert [hit.item.kind for hit in found] == [OfferKind.OPEN, OfferKind.COMMAND]


def test_what_is_found_in_the_name_comes_before_what_is_found_in_words_about_it() -> None:
    offers = [offer(OfferKind.PROFILE, "Open Kraken", "the best prices"), offer(OfferKind.KEY, "BTC price", "Kraken")]
    assert offers_for("price", offers, most=5)[0].item.text == "BTC price"
