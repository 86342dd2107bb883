"""What may stand where the user is writing a formula: functions, and series by their short names."""

import re
from dataclasses import dataclass

from monitor.formulas.completion import Begun, Completion
from monitor.formulas.functions import FUNCTIONS
from monitor.formulas.names import shortened
from monitor.workspace.analysis.series_search import find_series
from monitor.workspace.derived import DERIVED
from monitor.workspace.workspace import Workspace

__all__ = ["Candidate", "candidates_for"]

_BETWEEN = re.compile(r'[/"]+')


@dataclass(frozen=True, slots=True)
class Candidate:
    """text: what is put in, with the caret behind it. detail: what it is, in a few words."""

    text: str
    detail: str


def candidates_for(completion: Completion, workspace: Workspace, *, most: int) -> list[Candidate]:
    """What fits what has been begun, the likeliest first."""
    if completion.begun is Begun.FUNCTION:
        return _functions(completion.text.lower())[:most]
    words = _BETWEEN.sub(" ", completion.text)
    groups, _ = find_series(workspace, words, most=most)
    known = workspace.derived.known()
    return [
        Candidate(shortened(series, known), group.feed if series.feed == DERIVED else f"{group.feed} {group.stream}")
        for group in groups
        for series in group.series
    ]


def _functions(begun: str) -> list[Candidate]:
    """Functions that begin with the word, then those that hold it; none where it is written out already."""
    if begun in FUNCTIONS:
        return []
    ahead = [one for one in FUNCTIONS.values() if one.name.startswith(begun)]
    behind = [one for one in FUNCTIONS.values() if begun in one.name and one not in ahead]
    return [Candidate(f"{one.name}(", one.help) for one in (*ahead, *behind)]
