"""Series worked out from other series by formulas, kept in the store like any other."""

import math
from collections.abc import Iterator, Sequence

import numpy as np

from monitor.core.batch import Batch
from monitor.core.clock import Clock, SystemClock
from monitor.core.errors import UsageError
from monitor.formulas.names import KnownStream
from monitor.formulas.spelling import abbreviated, renamed
from monitor.store.store import Store
from monitor.workspace.formulas.defined import DERIVED, VALUE, Defined, Named, series_of_formula
from monitor.workspace.formulas.dependence import circle_of, dependents_of, in_order
from monitor.workspace.formulas.follower import Output
from monitor.workspace.formulas.formula import Formula

__all__ = ["DERIVED", "MOST_FORMULAS", "Derived"]

MOST_FORMULAS = 200

_BUDGET = 0.004
"""Seconds an update may take; what is left waits for the next."""

_EVERY = 0.04
"""Seconds between two looks at what is new: formulas cost by the look more than by the row."""

_CIRCLE = "It would be made of itself"

_KEEP_SECONDS, _KEEP_BYTES = 86_400.0, 512 * 1024 * 1024


class Derived:
    """The formulas in force. `update` appends to the store what new rows have made of them.

    version: grows when formulas come, go or change, and when one of them has something else to say.
    """

    def __init__(self, store: Store, *, clock: Clock | None = None) -> None:
        self._store = store
        self._clock = SystemClock() if clock is None else clock
        self._formulas: dict[str, Defined] = {}
        self._order: list[str] = []
        self._looked = -math.inf
        self._behind = False
        self._turn = 0
        self.version = 0
        store.configure(DERIVED, keep_seconds=_KEEP_SECONDS, keep_bytes=_KEEP_BYTES)

    # --- what the user does ---------------------------------------------------------------------------------------

    def define(self, name: str, text: str, *, unit: str = "") -> Formula:
        """Put a formula in force under a name, instead of the one that has it. It begins with the history there is.

        Raises FormulaError for a text that cannot be meant, UsageError for a name that cannot be used.
        """
        name = name.strip()
        self._check_name(name)
        made = Defined(Formula(name, text, unit.strip()), self._store, self.known())
        made.check()
        circle = circle_of(name, {**self._made_of(), name: made.made_of})
        if circle:
            way = " \N{RIGHTWARDS ARROW} ".join(circle)
            raise made.error_at(circle[1], f"{name} would be made of itself: {way}")
        self._formulas[name] = made
        self._changed(name)
        return made.formula

    def remove(self, name: str) -> Formula | None:
        """Take a formula away with all it has yielded; what was removed, for an undo."""
        gone = self._formulas.pop(name, None)
        if gone is None:
            return None
        self._clear(name)
        self._changed(name)
        return gone.formula

    def put_back(self, formula: Formula) -> None:
        """Put a formula that was removed in force again, unless its name is taken by now."""
        if formula.name in self._formulas or len(self._formulas) >= MOST_FORMULAS:
            return
        made = Defined(formula, self._store, self.known())
        if circle_of(formula.name, {**self._made_of(), formula.name: made.made_of}):
            made.refuse(_CIRCLE)
        self._formulas[formula.name] = made
        self._changed(formula.name)

    def rename(self, old: str, new: str) -> None:
        """Call a formula something else; formulas made of it follow. Raises UsageError."""
        new = new.strip()
        if old == new or old not in self._formulas:
            return
        self._check_name(new)
        if new in self._formulas:
            raise UsageError(f"There is a formula {new} already", advice="Choose another name.")
        self._clear(old)
        known = [*self.known(), Named(new)]
        for name, each in list(self._formulas.items()):
            # All are put in again, so that they keep their order.
            del self._formulas[name]
            if name == old or old in each.made_of:
                text = each.text if each.problem else renamed(each.text, *map(series_of_formula, (old, new)))
                formula = Formula(new if name == old else name, text, each.formula.unit)
                each = Defined(formula, self._store, known)
            self._formulas[each.name] = each
        self._changed(new)

    def restore(self, formulas: Sequence[Formula]) -> None:
        """Put all of these in force instead of what is. One that cannot be meant is kept, with its problem."""
        for name in list(self._formulas):
            self._clear(name)
        self._put(formulas[:MOST_FORMULAS])

    # --- what views read ------------------------------------------------------------------------------------------

    def saved(self) -> tuple[Formula, ...]:
        """All formulas as data, for `restore`."""
        return tuple(each.formula for each in self._formulas.values())

    @property
    def names(self) -> tuple[str, ...]:
        """In the order in which they were defined."""
        return tuple(self._formulas)

    def formula(self, name: str) -> Formula | None:
        """A formula as data."""
        found = self._formulas.get(name)
        return None if found is None else found.formula

    def shown(self, name: str) -> str:
        """The text of a formula with names as short as they can be; "" when there is none."""
        found = self._formulas.get(name)
        if found is None or found.problem:
            return "" if found is None else found.text
        return abbreviated(found.text, self.known())

    def problem(self, name: str) -> str:
        """Why a formula yields nothing, or not all it could; "" when there is nothing to say."""
        found = self._formulas.get(name)
        if found is None:
            return ""
        gone = [other for other in found.made_of if other not in self._formulas]
        return f"Waits for the formula {gone[0]}" if gone else found.words

    def unit(self, name: str) -> str:
        """The unit the user has given a formula."""
        found = self._formulas.get(name)
        return "" if found is None else found.formula.unit

    def feeds_of(self, name: str) -> tuple[str, ...]:
        """The feeds a formula takes rows of, directly or through others: its gaps are theirs."""
        made_of, seen, fresh = self._made_of(), {name}, [name]
        feeds: dict[str, None] = {}
        while fresh:
            found = self._formulas.get(fresh.pop())
            for series in () if found is None else found.series:
                if series.feed != DERIVED:
                    feeds[series.feed] = None
            more = [] if found is None else [other for other in made_of.get(found.name, ()) if other not in seen]
            seen.update(more)
            fresh += more
        return tuple(feeds)

    def known(self) -> list[KnownStream]:
        """Every stream a formula can name: those that have brought rows, and all formulas."""
        streams: list[KnownStream] = [stream for stream in self._store.streams() if stream.feed != DERIVED]
        return [*streams, *(Named(name) for name in self._formulas)]

    # --- at work --------------------------------------------------------------------------------------------------

    def update(self, now: float) -> bool:
        """Work out what is new at `now` (wall seconds); tells whether there was anything."""
        started = self._clock.monotonic()
        if not self._formulas or (not self._behind and started - self._looked < _EVERY):
            return False
        self._looked = started
        any_rows = False
        for name in self._turns():
            any_rows |= self._step(self._formulas[name], now)
            if self._clock.monotonic() - started >= _BUDGET:
                break
        self._behind = not all(each.caught_up for each in self._formulas.values())
        return any_rows

    def _turns(self) -> Iterator[str]:
        """Every formula once, beginning where the last update had to stop, and then those that are behind."""
        for name in self._order[self._turn :] + self._order[: self._turn]:
            self._turn = (self._turn + 1) % len(self._order)
            yield name
        while late := [name for name in self._order if not self._formulas[name].caught_up]:
            yield from late

    def _step(self, defined: Defined, now: float) -> bool:
        before = defined.words
        outputs = defined.step(now)
        for output in outputs:
            self._store.append(_batch(defined.name, output))
        self.version += defined.words != before
        return bool(outputs)

    def _put(self, formulas: Sequence[Formula]) -> None:
        self._formulas = {}
        known = [*self.known(), *(Named(each.name) for each in formulas)]
        for each in formulas:
            self._formulas[each.name] = Defined(each, self._store, known)
        made_of = self._made_of()
        for name, defined in self._formulas.items():
            if circle_of(name, made_of):
                defined.refuse(_CIRCLE)
        self._arranged()

    def _changed(self, name: str) -> None:
        """Begin a formula and all that are made of it from the beginning."""
        made_of = self._made_of()
        for each in {name, *dependents_of(name, made_of)}:
            self._clear(each)
            if each in self._formulas:
                self._formulas[each].begin()
        self._arranged()

    def _arranged(self) -> None:
        self._order, self._turn, self._behind = in_order(self._made_of()), 0, True
        self.version += 1

    def _made_of(self) -> dict[str, tuple[str, ...]]:
        return {name: defined.made_of for name, defined in self._formulas.items()}

    def _check_name(self, name: str) -> None:
        if not name:
            raise UsageError("The formula has no name yet", advice="Give it one.")
        if len(name) > 60:
            raise UsageError("The name is too long", advice="Sixty characters are the most.")
        if name not in self._formulas and len(self._formulas) >= MOST_FORMULAS:
            raise UsageError(f"There are {MOST_FORMULAS} formulas already", advice="Remove one first.")

    def _clear(self, name: str) -> None:
        """Let go of what a formula has yielded; views that look at it see it empty."""
        rows = self._store.stream(DERIVED, name)
        while rows is not None and len(rows.ring):
            rows.evict_oldest()


def _batch(name: str, output: Output) -> Batch:
    return Batch(
        feed=DERIVED,
        stream=name,
        columns=(VALUE,),
        keys=np.zeros(len(output.times), np.uint32),
        time=output.times,
        received=output.received,
        values=output.values[None],
        new_keys=("",),
    )
