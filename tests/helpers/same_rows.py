"""Holding the compiled decoder against the plain one."""

from collections.abc import Sequence

import numpy as np

from monitor.core.batch import Batch, Floats
from monitor.feed.decoder import Decoder
from tests.helpers.plain_decoder import PlainDecoder

__all__ = ["assert_same"]


def assert_same(decoder: Decoder, plain: PlainDecoder, blocks: Sequence[Sequence[bytes]], received: Floats) -> None:
    """Both find the same in the same messages. `received` has at least as many items as there are messages."""
    batches: dict[str, list[Batch]] = {}
    unmatched = acknowledged = rows = 0
    answers: list[str] = []
    last, done = b"", 0
    for block in blocks:
        decoded = decoder.decode(block, received[done : done + len(block)])
        for at, payload in enumerate(block):
            plain.feed(payload, float(received[done + at]))
        done += len(block)
        unmatched += decoded.unmatched
        last = decoded.last_unmatched if decoded.unmatched else last
        acknowledged += decoded.acknowledged
        rows += decoded.rows
        answers += decoded.answers
        for batch in decoded.batches:
            batches.setdefault(batch.stream, []).append(batch)
    everything = [payload for block in blocks for payload in block]
    assert {name: len(found) for name, found in plain.rows.items() if found} == {
        name: sum(map(len, found)) for name, found in batches.items()
    }
    assert rows == sum(map(len, plain.rows.values()))
    assert unmatched == len(plain.unmatched)
    assert last == (everything[plain.unmatched[-1]][:4096] if plain.unmatched else b"")
    assert acknowledged == plain.acknowledged
    assert answers == plain.answers
    for stream, found in batches.items():
        _assert_same_rows(found, plain, stream, received)


def _assert_same_rows(batches: Sequence[Batch], plain: PlainDecoder, stream: str, received: Floats) -> None:
    names: list[str] = []
    for batch in batches:
        assert batch.key_base == len(names)
        names += batch.new_keys
        assert batch.values.flags.c_contiguous
        assert batch.keys.dtype == np.uint32
        assert (batch.keys < len(names)).all()
    rows = plain.rows[stream]
    keys = np.concatenate([batch.keys for batch in batches])
    wanted = [row.key.encode("utf-8", "replace").decode() for row in rows]
    assert [names[key] for key in keys] == wanted
    assert names == list(dict.fromkeys(wanted)), "keys are numbered in order of first sight"
    np.testing.assert_array_equal(
        np.concatenate([batch.values for batch in batches], axis=1).T, np.array([row.values for row in rows])
    )
    np.testing.assert_allclose(
        np.concatenate([batch.time for batch in batches]), np.array([row.time for row in rows]), rtol=0, atol=1e-6
    )
    np.testing.assert_array_equal(
        np.concatenate([batch.received for batch in batches]), received[[row.index for row in rows]]
    )
