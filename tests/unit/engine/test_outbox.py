import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from monitor.core.batch import Batch
from monitor.engine.messages import (
    FeedCounts,
    Message,
    Notice,
)
from monitor.engine.outbox import Outbox


def batch(rows: int) -> Batch:
    floats = np.zeros(rows)
    return Batch("f", "s", ("p",), np.zeros(rows, np.uint32), floats, floats, np.zeros((1, rows)))


def new(full: list[bool] | None = None, ready: list[None] | None = None, **bounds: int) -> Outbox:
    return Outbox(
        on_ready=lambda: ready.append(None) if ready is not None else None,
        on_full=full.append if full is not None else lambda _: None,
        **bounds,
    )


def test_messages_come_out_in_order() -> None:
    box = new()
    for number in range(5):
        box.put(Notice("f", str(number)))
    assert [message.text for message in box.take(3) if isinstance(message, Notice)] == ["0", "1", "2"]
    assert len(box) == 2


def test_only_the_newest_counts_of_a_feed_are_kept_and_come_last() -> None:
    box = new()
    for number in range(1000):
        box.put(FeedCounts("f", messages=number))
    box.put(FeedCounts("g", messages=1))
    box.put(Notice("f", "first"))
    assert box.take(10) == [Notice("f", "first"), FeedCounts("f", messages=999), FeedCounts("g", messages=1)]


def test_who_fills_it_is_held_back_and_let_go() -> None:
    full: list[bool] = []
    box = new(full, high=10_000, low=2_000)
    while not full:
        box.put(batch(10))
    assert full == [True]
    assert box.full
    while len(full) == 1:
        assert box.take(1)
    assert full == [True, False]


def test_readiness_is_told_once_until_it_is_emptied() -> None:
    ready: list[None] = []
    box = new(ready=ready)
    box.put(Notice("f", "a"))
    box.put(Notice("f", "b"))
    assert len(ready) == 1
    box.take(10)
    box.put(FeedCounts("f"))
    assert len(ready) == 2


@given(st.lists(st.one_of(st.integers(0, 500), st.just("take"), st.just("counts")), max_size=200))
def test_nothing_but_counts_is_ever_lost(steps: list[object]) -> None:
    full: list[bool] = []
    box = new(full, high=20_000, low=5_000)
    put: list[Message] = []
    taken: list[Message] = []
    for step in steps:
        if step == "take":
            taken += box.take(7)
        elif step == "counts":
            box.put(FeedCounts("f", messages=len(put)))
        else:
            assert isinstance(step, int)
            put.append(batch(step))
            box.put(put[-1])
    while box:
        taken += box.take(7)
    assert [id(message) for message in taken if isinstance(message, Batch)] == [id(message) for message in put]
    assert full in ([], [True, False] * (len(full) // 2))
