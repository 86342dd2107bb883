import pytest

from monitor.engine.messages import FeedCounts
from monitor.workspace.send_words import send_words
from monitor.workspace.wording import THIN

NOW = 1_700_000_000.0


@pytest.mark.parametrize(
    ("queue", "next_in", "unsent", "words"),
    [
        (0, None, 0, ""),
        (12, 3.0, 0, f"12 waiting, next in 3{THIN}s"),
        (12, 0.2, 0, "12 waiting, next at once"),
        (12, -5.0, 0, "12 waiting, next at once"),
        (3, None, 0, "3 waiting"),
        (1, 0.2, 0, ""),
        (1, 2.0, 0, f"1 waiting, next in 2{THIN}s"),
        (1, None, 0, "1 waiting"),
        (0, None, 1200, f"1{THIN}200 not sent"),
        (2, 90.0, 4, f"2 waiting, next in 1{THIN}min 30{THIN}s \N{MIDDLE DOT} 4 not sent"),
    ],
)
def test_what_waits_and_what_was_not_sent(queue: int, next_in: float | None, unsent: int, words: str) -> None:
    at = None if next_in is None else NOW + next_in
    assert send_words(FeedCounts("f", send_queue=queue, next_send=at, unsent=unsent), now=NOW) == words
