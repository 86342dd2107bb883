from monitor.engine.messages import FeedCounts
from monitor.engine.totals import Totals


def test_one_engine_counts_for_itself() -> None:
    counts = FeedCounts("f", messages=5, rows=4, gaps=1)
    assert Totals().whole(counts) is counts


def test_what_dead_engines_had_counted_is_added() -> None:
    totals = Totals()
    totals.whole(FeedCounts("f", messages=5, rows=4, sent=2, keys=3, last_received=10.0, last_unmatched=b"?"))
    totals.lost(gaps=frozenset({"f"}))
    now = totals.whole(FeedCounts("f", messages=1, rows=1, keys=1, paused=True))
    assert (now.messages, now.rows, now.sent) == (6, 5, 2)
    assert (now.gaps, now.reconnects) == (1, 1)
    # These are no sums.
    assert (now.keys, now.paused) == (1, True)
    assert (now.last_received, now.last_unmatched) == (10.0, b"?")
    totals.lost(gaps=frozenset())
    again = totals.whole(FeedCounts("f", messages=2, last_received=20.0, last_unmatched=b"!"))
    assert (again.messages, again.gaps, again.reconnects) == (8, 1, 2)
    assert (again.last_received, again.last_unmatched) == (20.0, b"!")


def test_a_feed_that_is_closed_begins_at_nothing_again() -> None:
    totals = Totals()
    totals.whole(FeedCounts("f", messages=5))
    totals.lost(gaps=frozenset())
    totals.forget("f")
    totals.forget("never seen")
    counts = FeedCounts("f", messages=1)
    assert totals.whole(counts) is counts
