"""Labels of gaps: each one readable, however the gaps lie."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from monitor.ui.plots.gap_notes import GapNotes
from monitor.workspace.plotting.scale import Scale
from monitor.workspace.plotting.shades import Shade

_WIDTH = 500
_SCALE = Scale(0, _WIDTH, 1.0, 200, 0.0, 1.0)

_spans = st.lists(st.tuples(st.integers(1, 120), st.integers(1, 200)), max_size=8)


def _gaps(spans: list[tuple[int, int]]) -> list[Shade]:
    gaps, at = [], 0
    for pause, lasting in spans:
        gaps.append(Shade(at + pause, at + pause + lasting, "the server restarts (1012): planned"))
        at += pause + lasting
    return [gap for gap in gaps if gap.start < _WIDTH]


@pytest.fixture
def notes(qapp: QApplication) -> GapNotes:
    return GapNotes()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_spans)
def test_no_label_runs_into_another_or_out_of_the_plot(notes: GapNotes, spans: list[tuple[int, int]]) -> None:
    placed = sorted((x, x + notes.width(label)) for x, label in notes.placed(_gaps(spans), _SCALE, _WIDTH, 1.0))
    assert all(begin >= 0 and end <= _WIDTH for begin, end in placed)
    assert all(end <= begin for (_, end), (begin, _) in pairwise(placed))


def test_the_newest_gap_is_explained_in_full_though_it_is_at_the_edge(notes: GapNotes) -> None:
    gaps = _gaps([(100, 10), (340, 10)])
    (x, label), *others = notes.placed(gaps, _SCALE, _WIDTH, 1.0)
    assert label == gaps[-1].label(_SCALE.t1)
    assert x < gaps[-1].start
    assert all(begin + notes.width(text) <= x for begin, text in others)
