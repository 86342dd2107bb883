"""Which formula is made of which."""

from collections.abc import Mapping, Sequence

__all__ = ["circle_of", "dependents_of", "in_order"]


def in_order(made_of: Mapping[str, Sequence[str]]) -> list[str]:
    """The formulas, each after those it is made of. `made_of` holds no circle; names without formula are left out."""
    placed: dict[str, None] = {}

    def place(name: str) -> None:
        if name in made_of and name not in placed:
            for other in made_of[name]:
                place(other)
            placed[name] = None

    for name in made_of:
        place(name)
    return list(placed)


def dependents_of(name: str, made_of: Mapping[str, Sequence[str]]) -> set[str]:
    """All that are made of this one, directly or through others."""
    found: set[str] = set()
    fresh = {name}
    while fresh:
        fresh = {each for each, others in made_of.items() if fresh & set(others)} - found
        found |= fresh
    return found


def circle_of(name: str, made_of: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The way from a formula back to itself, both ends included; empty when there is none."""
    ways: dict[str, tuple[str, ...]] = {name: (name,)}
    fresh = [name]
    while fresh:
        at = fresh.pop()
        for other in made_of.get(at, ()):
            if other == name:
                return (*ways[at], name)
            if other not in ways:
                ways[other] = (*ways[at], other)
                fresh.append(other)
    return ()
