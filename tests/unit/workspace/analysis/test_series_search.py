from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.workspace.analysis.series_search import find_series
from tests.helpers.analysis import Bench

WORDS = st.lists(st.sampled_from(["btc", "eth", "usd", "pri", "size", "market", "x"]), max_size=3)


def bench(folder: Path) -> Bench:
    made = Bench(folder)
    made.rows("Market", keys=["USDT", "BTCUSD", "ETHUSD"], price=[1.0, 2.0, 3.0], size=[1.0, 2.0, 3.0])
    made.rows("Plant", keys="", torque=[1.0])
    return made


@settings(max_examples=60)
@given(words=WORDS, most=st.integers(0, 8))
def test_what_is_found_holds_every_word_and_no_more_than_asked_for_is(tmp_path_factory, words, most) -> None:  # type: ignore[no-untyped-def]
    workspace = bench(tmp_path_factory.getbasetemp()).workspace
    groups, complete = find_series(workspace, " ".join(words), most=most)
    found = [(group, series) for group in groups for series in group.series]
    every = [(group, series) for group in find_series(workspace, "", most=99)[0] for series in group.series]

    def holds(entry) -> bool:  # type: ignore[no-untyped-def]
        group, series = entry
        text = f"{group.feed} {group.stream} {series.key} {series.column}".casefold()
        return all(word in text for word in words)

    wanted = {series for group, series in every if holds((group, series))}
    assert {series for _, series in found} <= wanted
    assert len(found) == min(most, len(wanted))
    assert complete == (len(wanted) <= most)


def test_keys_that_begin_with_a_word_come_first(tmp_path: Path) -> None:
    groups, _ = find_series(bench(tmp_path).workspace, "usd price", most=2)
    assert [series.key for group in groups for series in group.series] == ["USDT", "BTCUSD"]


def test_capitals_do_not_matter_and_an_empty_key_is_found_by_its_column(tmp_path: Path) -> None:
    groups, complete = find_series(bench(tmp_path).workspace, "TORque plant", most=5)
    assert [(group.feed, series.column) for group in groups for series in group.series] == [("Plant", "torque")]
    assert complete
