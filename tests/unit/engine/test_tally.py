from monitor.engine.messages import FeedCounts
from monitor.engine.tally import Tally


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
