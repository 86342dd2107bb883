"""One formula at work: reads its sources abreast, and hands on what the formula makes of them.

Where a formula has several sources, a moment is worked out when all of them have been read up to it. A source that
falls silent is waited for a quarter of a second; what it brings later counts from the moment the others had reached.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from monitor.core.batch import Floats
from monitor.formulas.compiler import compile_tree
from monitor.formulas.rows import Block, Rows
from monitor.formulas.tree import Node
from monitor.store.store import Store
from monitor.workspace.formulas.reader import Part, Reader

__all__ = ["PATIENCE", "ROWS_AT_ONCE", "Follower", "Output"]

PATIENCE = 0.25
"""Seconds a moment waits for sources that say nothing."""

ROWS_AT_ONCE = 4_096

_MOST_UNSETTLED = 256


@dataclass(frozen=True, slots=True)
class Output:
    """Results in order of time; NaN ends a stretch of them. received: when what they are made of came."""

    times: Floats
    values: Floats
    received: Floats


class Follower:
    """Made of a bound tree that compiles. recent: rows of each stream to begin with, None for all there are."""

    def __init__(self, store: Store, tree: Node, *, recent: int | None = None) -> None:
        self._tree = tree
        self._restart()
        self._readers = [Reader(store, source, recent=recent) for source in self._program.sources]
        self._lead = 0.0
        self._last_received = -np.inf
        self._ended = True

    @property
    def notes(self) -> tuple[str, ...]:
        """What the user should know about the results."""
        late = sum(reader.late for reader in self._readers)
        left_out = (f"Rows that came late and were left out: {late}",) if late else ()
        return self._program.notes + left_out

    @property
    def waits_for(self) -> tuple[str, ...]:
        """What is not there yet, in words."""
        return tuple(dict.fromkeys(reader.missing for reader in self._readers if reader.missing))

    @property
    def caught_up(self) -> bool:
        """Whether everything there is has been worked out."""
        return all(reader.caught_up for reader in self._readers)

    @property
    def replaced(self) -> bool:
        """Whether a source was closed or opened again, so that what is known of it is of no use any more."""
        return any(reader.replaced for reader in self._readers)

    def step(self, now: float) -> list[Output]:
        """Work out the next few thousand rows, or what has been waited for long enough."""
        outputs = [self._push(gathered, now) for gathered in self._gathered()]
        if self._held_back(now):
            outputs.append(self._push([[] for _ in self._readers], now))
        return [output for output in outputs if len(output.times)]

    def _gathered(self) -> Iterator[list[list[Part]]]:
        """New rows of each source, read so that none runs ahead of the others; cut where a clock was set back."""
        gathered: list[list[Part]] = [[] for _ in self._readers]
        room, some = ROWS_AT_ONCE, False
        while room > 0:
            behind = [reader for reader in self._readers if not reader.caught_up]
            if not behind:
                break
            reader = min(behind, key=lambda candidate: candidate.newest)
            part = reader.pull(room)
            if part is None:
                continue
            if part.anew:
                if some:
                    yield gathered
                gathered = [[] for _ in self._readers]
                self._restart()
            gathered[self._readers.index(reader)].append(part)
            some = True
            room -= len(part.times)
        if some:
            yield gathered

    def _restart(self) -> None:
        """Forget everything but how far each source has been read."""
        self._program = compile_tree(self._tree)
        self._upto = [-np.inf] * len(self._program.sources)
        self._settled = -np.inf
        self._unsettled: deque[tuple[float, float]] = deque(maxlen=_MOST_UNSETTLED)

    def _push(self, gathered: list[list[Part]], now: float) -> Output:
        given_up = self._given_up(now)
        blocks = []
        for place, (parts, reader) in enumerate(zip(gathered, self._readers, strict=True)):
            before = self._upto[place]
            newest = float(parts[-1].times[-1]) if parts else before
            self._upto[place] = max(before, newest, given_up if reader.caught_up else before)
            blocks.append(self._block(parts, len(self._program.sources[place].columns), before, self._upto[place]))
            if parts:
                received = float(parts[-1].received[-1])
                self._lead = float(parts[-1].times[-1]) - received
                self._unsettled.append((received, float(blocks[-1].times[-1])))
        return self._output(self._program.push(blocks), now)

    def _block(self, parts: list[Part], columns: int, before: float, upto: float) -> Block:
        if not parts:
            return Block(np.empty(0), np.empty((columns, 0)), upto)
        times = np.concatenate([part.times for part in parts])
        values = np.concatenate([part.values for part in parts], axis=1)
        return Block(np.maximum(times, before), values, upto)

    def _given_up(self, now: float) -> float:
        """Up to where a source with nothing to read is not waited for any longer."""
        if len(self._readers) == 1:
            return -np.inf
        while self._unsettled and self._unsettled[0][0] <= now - PATIENCE:
            self._settled = max(self._settled, self._unsettled.popleft()[1])
        return float(np.nextafter(self._settled, np.inf)) if np.isfinite(self._settled) else -np.inf

    def _held_back(self, now: float) -> bool:
        """Whether moments have been held back for long enough."""
        given_up = self._given_up(now)
        return any(upto < given_up and reader.caught_up for upto, reader in zip(self._upto, self._readers, strict=True))

    def _output(self, rows: Rows, now: float) -> Output:
        """Of several moments without a value only the first is told, and none before the first value."""
        missing = np.isnan(rows.values)
        before = np.concatenate(((self._ended,), missing[:-1])) if len(rows) else missing
        told = ~(missing & before)
        if len(rows):
            self._ended = bool(missing[-1])
        times, values = rows.times[told], rows.values[told]
        received = np.maximum.accumulate(
            np.clip(times - self._lead, self._last_received, max(now, self._last_received))
        )
        if len(received):
            self._last_received = float(received[-1])
        return Output(times, values, received)
