import asyncio

from monitor.net.farewells import Farewells
from tests.helpers.stand_in import StandIn, as_connection


async def test_a_goodbye_is_said_read_for_an_answer_and_over_when_the_socket_is_closed() -> None:
    farewells = Farewells()
    assert farewells.pending() == []
    leaving, also = StandIn(), StandIn()
    farewells.part_with(as_connection(leaving), code=1009, reason="too much")
    farewells.part_with(as_connection(also))
    assert leaving.done == ["close 1009 too much", "resume"]
    assert also.done == ["close 1000", "resume"]
    pending = farewells.pending()
    assert len(pending) == 2
    await leaving.gone()
    assert [future.done() for future in pending] == [True, False]
    await also.gone()
    assert farewells.pending() == []
    await asyncio.wait(pending)
