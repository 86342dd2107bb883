import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from monitor.engine.backlog import Backlog

reads = st.lists(st.tuples(st.lists(st.binary(max_size=5), max_size=6), st.floats(0.0, 1e9)), max_size=20)


@given(reads)
def test_everything_comes_out_once_with_the_time_it_came_in(blocks: list[tuple[list[bytes], float]]) -> None:
    backlog = Backlog()
    for payloads, wall in blocks:
        backlog.add(payloads, wall, sum(map(len, payloads)))
    payloads, received = backlog.take()
    assert payloads == [payload for block, _ in blocks for payload in block]
    assert received.dtype == np.float64
    assert received.tolist() == [wall for block, wall in blocks for _ in block]
    assert len(backlog) == backlog.size == 0


@given(reads, st.integers(0, 20))
def test_the_newest_are_kept_and_the_rest_is_counted(blocks: list[tuple[list[bytes], float]], most: int) -> None:
    backlog = Backlog()
    for payloads, wall in blocks:
        backlog.add(payloads, wall, sum(map(len, payloads)))
    every = [payload for block, _ in blocks for payload in block]
    lost = backlog.keep_newest(most)
    kept, received = backlog.take()
    assert lost + len(kept) == len(every)
    assert kept == every[lost:]
    assert len(kept) == min(most, len(every))
    assert len(received) == len(kept)
