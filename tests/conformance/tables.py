"""Verdicts as Markdown: how each client fared, over all and by category."""

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Final

from tests.conformance.run import Verdict

__all__ = ["CATEGORIES", "by_category", "overall"]

CATEGORIES: Final = {
    1: "framing",
    2: "pings and pongs",
    3: "reserved bits",
    4: "reserved opcodes",
    5: "fragmentation",
    6: "UTF-8",
    7: "closing",
    9: "limits and performance",
    10: "automatic fragmentation",
    12: "compression, various data",
    13: "compression, various terms",
}
_BEHAVIOURS: Final = ("OK", "INFORMATIONAL", "NON-STRICT", "UNIMPLEMENTED", "FAILED")


def overall(found: Mapping[str, list[Verdict]]) -> str:
    """A line for each client. `found`: its verdicts by its name."""
    head = ["client", "cases", *(behaviour.lower().replace("ok", "OK") for behaviour in _BEHAVIOURS), "closed wrongly"]
    rows = [head, ["---", *["---:"] * (len(head) - 1)]]
    for client, verdicts in found.items():
        counts = Counter(verdict.behaviour for verdict in verdicts)
        wrongly = sum(verdict.closing not in ("OK", "INFORMATIONAL") for verdict in verdicts)
        cells = [len(verdicts), *(counts[behaviour] for behaviour in _BEHAVIOURS), wrongly]
        rows.append([client, *map(str, cells)])
    return _table(rows)


def by_category(found: Mapping[str, list[Verdict]]) -> str:
    """A line for each category. `found`: the verdicts on each client, all on the same cases."""
    rows = [["category", "cases", *found], ["---", "---:", *["---"] * len(found)]]
    grouped = {client: _grouped(verdicts) for client, verdicts in found.items()}
    for category, verdicts in next(iter(grouped.values()), {}).items():
        cells = [_summary(each.get(category, [])) for each in grouped.values()]
        rows.append([f"{category} {CATEGORIES.get(category, '')}", str(len(verdicts)), *cells])
    return _table(rows)


def _grouped(verdicts: Iterable[Verdict]) -> dict[int, list[Verdict]]:
    return {category: list(group) for category, group in groupby(verdicts, lambda verdict: verdict.order[0])}


def _summary(verdicts: list[Verdict]) -> str:
    """Such as "141 OK, 4 non-strict"."""
    counts = Counter(verdict.behaviour for verdict in verdicts)
    return ", ".join(
        f"{counts[behaviour]} {behaviour if behaviour == 'OK' else behaviour.lower()}"
        for behaviour in _BEHAVIOURS
        if counts[behaviour]
    )


def _table(rows: list[list[str]]) -> str:
    return "\n".join(f"| {' | '.join(cells)} |" for cells in rows)
