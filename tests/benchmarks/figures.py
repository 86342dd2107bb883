"""What a benchmark yields, and how it is told."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from rich.console import Console
from rich.table import Table

__all__ = ["Figure", "save", "show"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of ours beside its peers, measured in the same run.

    ratio: the figure that `must` is about (ours to a peer's, or a cost to another cost), None where there is none.
    must:  what it has to reach, in words; "" when it is only reported.
    holds: whether it does, None when it is only reported.
    """

    name: str
    value: float
    unit: str
    peers: dict[str, float] = field(default_factory=dict)
    ratio: float | None = None
    must: str = ""
    holds: bool | None = None


def save(figures: Sequence[Figure], path: Path) -> None:
    """Write the figures as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps([asdict(figure) for figure in figures], indent=2) + "\n")


def show(figures: Iterable[Figure]) -> None:
    """Print the figures as a table."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for title, side in (("Figure", "left"), ("Ours", "right"), ("Unit", "left"), ("Peers", "left"), ("Ratio", "right")):
        table.add_column(title, justify=side, overflow="fold")  # type: ignore[arg-type]
    table.add_column("Must reach")
    table.add_column("Holds")
    for figure in figures:
        peers = "\n".join(f"{name} {_plain(value)}" for name, value in figure.peers.items())
        ratio = "" if figure.ratio is None else f"{figure.ratio:.2f}"
        holds = {None: "", True: "yes", False: "NO"}[figure.holds]
        table.add_row(figure.name, _plain(figure.value), figure.unit, peers, ratio, figure.must, holds)
    Console(width=150).print(table)


def _plain(value: float) -> str:
    return f"{value:,.0f}".replace(",", " ") if abs(value) >= 1000 else f"{value:.3g}"
