"""Series worked out from other series by formulas, kept in the store like any other."""

from monitor.store.store import Store

__all__ = ["DERIVED", "Derived"]

DERIVED = "formulas"
"""The feed under which the store keeps what formulas yield: one stream a formula, with the key "" and one column."""


class Derived:
    """The formulas in force. `update` appends to the store what new rows have made of them."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.version = 0

    def update(self, now: float) -> bool:
        """Work out what is new at `now` (wall seconds); tells whether there was anything."""
        return False
