"""Regular expressions that could keep the engine busy for ever on a message made for it."""

__all__ = ["runs_away"]

_REPEATS = ("*", "+", "{")


def runs_away(pattern: str) -> bool:
    """Whether an unbounded repeat stands inside a group that is itself repeated, as in `(a+)*`.

    Such a pattern may take time that doubles with each character. Bounded repeats count as unbounded ones.
    """
    groups: list[bool] = []
    inside, at, ended = False, 0, False
    while at < len(pattern):
        char = pattern[at]
        repeats = char in _REPEATS
        if repeats and ended:
            return True
        ended = False
        if char == "\\":
            at += 1
        elif char == "[":
            at = _end_of_set(pattern, at)
        elif char == "(":
            groups.append(inside)
            inside = False
        elif char == ")" and groups:
            ended = inside
            inside = groups.pop() or inside
        elif repeats:
            inside = True
        at += 1
    return False


def _end_of_set(pattern: str, at: int) -> int:
    """Where the set of characters that begins here ends."""
    at += 1
    if pattern[at : at + 1] == "^":
        at += 1
    if pattern[at : at + 1] == "]":
        at += 1
    while at < len(pattern) and pattern[at] != "]":
        at += 2 if pattern[at] == "\\" else 1
    return at
