import numpy as np

from monitor.workspace.book.book import Book
from monitor.workspace.book.ladder import ladder_of


def book_of(bids: dict[float, float], asks: dict[float, float]) -> Book:
    book = Book()
    for side, levels in ((book.bids, bids), (book.asks, asks)):
        side.apply(np.array(list(levels)), np.array(list(levels.values())), np.zeros(len(levels)))
    return book


def plain(text: str) -> str:
    return text.replace("\N{FOUR-PER-EM SPACE}", " ")


def test_prices_have_as_many_decimals_as_the_finest_of_them() -> None:
    ladder = ladder_of(book_of({64_000.5: 1.5, 63_999.25: 3.0}, {64_001.0: 0.75}), levels=10, group=0.0)
    assert [plain(row.price) for row in ladder.bids] == ["64 000.50", "63 999.25"]
    assert [plain(row.price) for row in ladder.asks] == ["64 001.00"]
    assert [row.size for row in ladder.bids] == ["1.500", "3.000"]
    assert [row.total for row in ladder.bids] == ["1.500", "4.500"]
    assert [row.share for row in ladder.bids] == [0.5, 1.0]
    assert plain(ladder.widest[0]) == "64 000.50"


def test_whole_sizes_have_no_decimals() -> None:
    ladder = ladder_of(book_of({10.0: 200.0}, {11.0: 12_000.0}), levels=10, group=0.0)
    assert [plain(row.size) for row in (*ladder.bids, *ladder.asks)] == ["200", "12 000"]


def test_the_spread_is_told_as_it_is_however_prices_are_grouped() -> None:
    ladder = ladder_of(book_of({99.99: 1.0}, {100.01: 1.0}), levels=10, group=1.0)
    assert ladder.spread == "0.02"
    assert plain(ladder.spread_share) == "0.020 %"
    assert [row.price for row in (*ladder.bids, *ladder.asks)] == ["99", "101"]


def test_a_spread_too_small_to_be_told_is_bounded() -> None:
    ladder = ladder_of(book_of({64_000.0: 1.0}, {64_000.01: 1.0}), levels=10, group=0.0)
    assert plain(ladder.spread_share) == "< 0.001 %"


def test_of_one_side_alone_there_is_no_spread() -> None:
    ladder = ladder_of(book_of({10.0: 1.0}, {}), levels=10, group=0.0)
    assert (ladder.spread, ladder.spread_share) == ("\N{EM DASH}", "\N{EM DASH}")
    assert "best ask none" in ladder.sentence
    assert ladder_of(Book(), levels=10, group=0.0).bids == ()
