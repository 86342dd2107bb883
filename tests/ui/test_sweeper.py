"""Sweeper: sets aside what stands once it has stood for a while."""

import gc
from collections.abc import Iterator

import pytest

from monitor.ui.sweeper import Sweeper


@pytest.fixture(autouse=True)
def thawed() -> Iterator[None]:
    gc.unfreeze()
    yield
    gc.unfreeze()


def test_what_has_just_changed_is_not_swept_yet() -> None:
    sweeper = Sweeper()
    assert not sweeper.look("two panels", 10.0)
    assert not sweeper.look("two panels", 11.9)
    assert not gc.get_freeze_count()


def test_what_stands_is_set_aside_once() -> None:
    sweeper = Sweeper()
    sweeper.look("two panels", 10.0)
    assert sweeper.look("two panels", 12.0)
    assert gc.get_freeze_count() > 1000
    assert not sweeper.look("two panels", 60.0)


def test_what_belonged_to_closed_panels_goes() -> None:
    class Panel:
        def __init__(self) -> None:
            self.me = self

    alive = []

    class Told(Panel):
        def __del__(self) -> None:
            alive.append("gone")

    panel: Told | None = Told()
    sweeper = Sweeper()
    sweeper.look("one", 0.0)
    sweeper.look("one", 2.0)
    assert panel is not None
    panel = None
    gc.collect()
    assert alive == []
    sweeper.look("none", 3.0)
    assert sweeper.look("none", 5.0)
    assert alive == ["gone"]
