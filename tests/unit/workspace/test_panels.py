"""Panels come with the first rows of a stream and go with its feed."""

from monitor.feed.profile import Limits, Profile, StreamRule, TimeRule
from monitor.store.rows import StreamRows
from monitor.workspace.feed_view import FeedView
from monitor.workspace.panels import Panels
from monitor.workspace.series_line import series_lines
from tests.helpers.rows import START, Source


def view(*streams: str, silence: float = 10.0) -> FeedView:
    rules = tuple(StreamRule(name=name, columns={"price": "p"}) for name in streams)
    limits = Limits(silence_seconds=silence)
    return FeedView("feed", Profile(name="Feed", address="wss://x", stream=rules, limits=limits), opened=START)


def rows_of(source: Source, *batches: object) -> StreamRows:
    rows = StreamRows(source.feed, source.stream)
    for batch in batches:
        rows.append(batch)  # type: ignore[arg-type]
    return rows


def offer(panels: Panels, feed: FeedView, rows: StreamRows) -> None:
    if panels.due(rows):
        panels.plan(feed, rows.name, series_lines(rows, profile=feed.profile, most=Panels.LOOKED_AT))


def test_a_stream_gets_a_panel_with_its_first_rows() -> None:
    panels, source = Panels(), Source()
    offer(panels, view("trades"), rows_of(source, source.batch([START], [5.0])))
    assert [(plan.title, plan.stream) for plan in panels.plans] == [("Feed", "trades")]
    assert panels.version == 1


def test_streams_of_one_feed_are_told_apart_by_name() -> None:
    panels, source = Panels(), Source()
    offer(panels, view("trades", "quotes"), rows_of(source, source.batch([START], [5.0])))
    assert panels.plans[0].title == "Feed \N{MIDDLE DOT} trades"


def test_a_new_key_joins_the_panel() -> None:
    panels, source, feed = Panels(), Source(), view("trades")
    rows = rows_of(source, source.batch([START], [5.0]))
    offer(panels, feed, rows)
    rows.append(source.batch([START + 1], [6.0], keys="B"))
    offer(panels, feed, rows)
    assert [series.key for series in panels.plans[0].series] == ["A", "B"]


def test_more_of_the_same_rows_change_nothing() -> None:
    panels, source, feed = Panels(), Source(), view("trades")
    rows = rows_of(source, source.batch([START], [5.0]))
    offer(panels, feed, rows)
    for second in range(1, 100):
        rows.append(source.batch([START + second], [5.0]))
        offer(panels, feed, rows)
    assert panels.version == 1


def test_a_stream_is_looked_at_seldom() -> None:
    panels, source = Panels(), Source()
    rows = rows_of(source, source.batch([START], [5.0]))
    looks = 0
    for second in range(1, 1000):
        rows.append(source.batch([START + second], [5.0]))
        looks += panels.due(rows)
    assert looks <= 11 + 6


def test_a_panel_leaves_keys_that_were_told_of_only_at_first() -> None:
    panels, source, feed = Panels(), Source(), view("trades")
    rows = rows_of(source, source.batch([START, START], [5.0, 6.0], keys=["A", "B"]))
    offer(panels, feed, rows)
    for second in range(1, 12):
        rows.append(source.batch([START + second], [700.0], keys="C"))
        offer(panels, feed, rows)
    assert [series.key for series in panels.plans[0].series] == ["C"]


def test_a_panel_somebody_looks_at_keeps_a_key_that_falls_silent() -> None:
    panels, source, feed = Panels(), Source(), view("trades")
    rows = rows_of(source, source.batch([START], [5.0]))
    offer(panels, feed, rows)
    for second in range(1, 40):
        rows.append(source.batch([START + second], [5.0]))
        offer(panels, feed, rows)
    for second in range(41, 200):
        rows.append(source.batch([START + second], [5.0], keys="B"))
        offer(panels, feed, rows)
    assert [series.key for series in panels.plans[0].series] == ["A", "B"]


def test_a_slow_feed_has_a_long_window() -> None:
    panels, source = Panels(), Source()
    offer(panels, view("trades", silence=600.0), rows_of(source, source.batch([START], [5.0])))
    assert panels.plans[0].window_seconds == 3600.0


def test_the_panels_of_a_closed_feed_go() -> None:
    panels, source = Panels(), Source()
    offer(panels, view("trades"), rows_of(source, source.batch([START], [5.0])))
    panels.drop_feed("other")
    assert len(panels.plans) == 1
    panels.drop_feed("feed")
    assert panels.plans == ()
    assert panels.version == 2


def test_the_levels_of_a_book_are_no_curve() -> None:
    rule = StreamRule(
        name="trades", columns={"price": "[0]"}, rows="bids[]", key="^.symbol", time=TimeRule(path="^.time", unit="ms")
    )
    feed = FeedView("feed", Profile(name="Feed", address="wss://x", stream=(rule,)), opened=START)
    panels, source = Panels(), Source()
    offer(panels, feed, rows_of(source, source.batch([START], [5.0])))
    assert panels.plans == ()


def test_rows_with_times_of_their_own_are_a_curve() -> None:
    rule = StreamRule(
        name="trades", columns={"price": "[1]"}, rows="rows[]", key="^.sensor", time=TimeRule(path="[0]", unit="ms")
    )
    feed = FeedView("feed", Profile(name="Feed", address="wss://x", stream=(rule,)), opened=START)
    panels, source = Panels(), Source()
    offer(panels, feed, rows_of(source, source.batch([START], [5.0])))
    assert len(panels.plans) == 1
