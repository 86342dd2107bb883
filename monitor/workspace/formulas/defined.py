"""A formula with its standing: what it is made of, whether it can be meant, and who follows it."""

from collections.abc import Sequence

import msgspec

from monitor.core.batch import SeriesKey
from monitor.formulas.compiler import bind, compile_tree, series_of
from monitor.formulas.names import KnownStream
from monitor.formulas.problem import Extent, FormulaError
from monitor.formulas.spelling import spelt_out
from monitor.formulas.tree import Bound, Node, nodes_of
from monitor.store.store import Store
from monitor.workspace.formulas.follower import Follower, Output
from monitor.workspace.formulas.formula import Formula

__all__ = ["DERIVED", "VALUE", "Defined", "Named", "series_of_formula"]

DERIVED = "formulas"
"""The feed under which the store keeps what formulas yield: one stream a formula, with the key "" and one column."""

VALUE = "value"
"""The name of that column."""


def series_of_formula(name: str) -> SeriesKey:
    """The series a formula yields."""
    return SeriesKey(DERIVED, name, "", VALUE)


class Named:
    """A formula as a stream that can be named, before it has yielded anything."""

    feed = DERIVED
    columns = (VALUE,)
    keys = ("",)

    def __init__(self, name: str) -> None:
        self.name = name

    def key_id(self, key: str) -> int:
        """0 for the one key there is."""
        return 0 if key == "" else -1


class Defined:
    """Binds the names in a formula's text to series. What is wrong with it is kept, for `check` to raise."""

    def __init__(self, formula: Formula, store: Store, known: Sequence[KnownStream]) -> None:
        self.formula = formula
        self._store = store
        self._tree: Node | None = None
        self._error: FormulaError | None = None
        self._follower: Follower | None = None
        try:
            # Before the names are spelt out, so that an error is about the text as it was given.
            self._tree = bind(formula.text, known)
            compile_tree(self._tree)
            self.formula = msgspec.structs.replace(formula, text=spelt_out(formula.text, known))
        except FormulaError as error:
            self._error = error
        self.begin()

    @property
    def name(self) -> str:
        """What the user calls it."""
        return self.formula.name

    @property
    def text(self) -> str:
        """With all names of its series."""
        return self.formula.text

    @property
    def series(self) -> tuple[SeriesKey, ...]:
        """What it takes."""
        return () if self._tree is None else series_of(self._tree)

    @property
    def made_of(self) -> tuple[str, ...]:
        """Other formulas it names."""
        return tuple(series.stream for series in self.series if series.feed == DERIVED)

    @property
    def problem(self) -> str:
        """Why it cannot be meant, "" when it can."""
        return "" if self._error is None else str(self._error)

    @property
    def words(self) -> str:
        """What the user should know: its problem, what it waits for, or how far to trust it."""
        if self._follower is None:
            return self.problem
        if self._follower.waits_for:
            return f"Waits for {', '.join(self._follower.waits_for)}"
        return "; ".join(self._follower.notes)

    @property
    def caught_up(self) -> bool:
        """Whether everything there is has been worked out."""
        return self._follower is None or self._follower.caught_up

    def check(self) -> None:
        """Raises the FormulaError that says what is wrong, if anything is."""
        if self._error is not None:
            raise self._error

    def error_at(self, made_of: str, what: str) -> FormulaError:
        """An error about the place where another formula is named."""
        places = [node.extent for node in self._bound() if node.series == series_of_formula(made_of)]
        return FormulaError(what, extent=places[0] if places else Extent(0, 0))

    def refuse(self, what: str) -> None:
        """Let it be, but yield nothing."""
        self._error = FormulaError(what, extent=Extent(0, 0))
        self._tree = self._follower = None

    def begin(self) -> None:
        """Begin with the history there is."""
        can = self._error is None and self._tree is not None
        self._follower = Follower(self._store, self._tree) if can and self._tree is not None else None

    def step(self, now: float) -> list[Output]:
        """Work out some of what is new."""
        if self._follower is not None and self._follower.replaced:
            self.begin()
        return [] if self._follower is None else self._follower.step(now)

    def _bound(self) -> list[Bound]:
        return [] if self._tree is None else [node for node in nodes_of(self._tree) if isinstance(node, Bound)]
