"""What has been found in a block: every message is rows, known, or unmatched."""

import numpy as np

from monitor.feed.decoding.block import Block
from tests.helpers.mapping_rules import chunk


def test_a_message_counts_once_as_what_it_is() -> None:
    block = Block([b"a", b"b", b"c", b"d" * 5000], np.zeros(4))
    block.keep(1, chunk([0, 0], [[1, 2]]))
    block.keep(0, chunk([], [[]]))
    block.know(np.array([0, 1]))
    block.know(1)
    assert block.acknowledged == 1
    assert block.unmatched().tolist() == [2, 3]
    block.know(np.array([2, 3]))
    assert len(block.unmatched()) == 0


def test_chunks_come_in_the_order_of_rules_and_then_as_kept() -> None:
    block = Block([b"a", b"b"], np.zeros(2))
    first, second, third = chunk([0], [[1]]), chunk([1], [[2]]), chunk([0], [[3]])
    block.keep(1, first)
    block.keep(0, second)
    block.keep(1, third)
    assert block.chunks([0, 1]) == [second, first, third]
    assert block.chunks([2]) == []
