import asyncio

import pytest

from monitor.net import successor as successor_module
from monitor.net.successor import Successor
from tests.helpers.stand_in import StandIn, as_connection


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(successor_module, "_OVERLAP", 0.02)
    monkeypatch.setattr(successor_module, "_LONGEST", 0.1)


async def test_it_is_ready_a_little_after_its_first_data_and_not_read_until_then() -> None:
    ready = asyncio.Event()
    stand_in = StandIn()
    successor = Successor(as_connection(stand_in), on_ready=ready.set)
    assert not successor.delivered
    successor.deliver()
    assert successor.delivered
    assert stand_in.done == ["pause"]
    assert not ready.is_set()
    async with asyncio.timeout(0.09):
        await ready.wait()


async def test_it_is_ready_after_a_while_even_without_data() -> None:
    ready = asyncio.Event()
    Successor(as_connection(StandIn()), on_ready=ready.set)
    async with asyncio.timeout(5):
        await ready.wait()


async def test_one_that_took_over_or_was_dropped_is_never_ready_again() -> None:
    calls: list[str] = []
    taken, dropped = StandIn(), StandIn()
    Successor(as_connection(taken), on_ready=lambda: calls.append("taken")).settle()
    Successor(as_connection(dropped), on_ready=lambda: calls.append("dropped")).drop()
    # Time itself has to pass: longer than either would have waited.
    await asyncio.sleep(0.15)
    assert calls == []
    assert (taken.done, dropped.done) == ([], ["abort"])
