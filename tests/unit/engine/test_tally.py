from monitor.engine.messages import FeedCounts
from monitor.engine.tally import Tally
from monitor.wire.dialects.base import Payloads


def now(tally: Tally) -> FeedCounts:
    return tally.counts(reconnects=0, sent=0, send_queue=0, next_send=None, unsent=0, paused=False)


def test_counts_are_told_when_they_are_new_and_not_too_often() -> None:
    tally = Tally("f")
    assert tally.news(now(tally), 0.0) is not None
    tally.messages = 5
    assert tally.news(now(tally), 0.1) is None
    news = tally.news(now(tally), 0.3)
    assert news is not None
    assert news.messages == 5
    assert tally.news(now(tally), 9.0) is None


def test_the_newest_unexplained_message_is_kept_in_part() -> None:
    tally = Tally("f")
    tally.unexplained(2, b"x" * 10_000)
    tally.unexplained(1, b"last")
    assert now(tally).unmatched == 3
    assert now(tally).last_unmatched == b"last"
    tally.unexplained(1, b"y" * 10_000)
    assert len(now(tally).last_unmatched) == 4096


def test_a_block_is_counted_with_what_was_lost_of_it_and_what_holds_nothing_is_left_out() -> None:
    tally = Tally("f")
    readable = tally.take(Payloads([b"1", b"\0", b"2", b"\1"], {1, 3}, lost=2), 5.0)
    assert readable == [b"1", b"2"]
    counts = now(tally)
    assert (counts.messages, counts.unmatched, counts.last_unmatched, counts.last_received) == (6, 4, b"\1", 5.0)
    # A deadline yields no block.
    assert tally.take(Payloads(), 9.0) == ()
    assert now(tally).last_received == 5.0
