from monitor.net.pair import Pair
from monitor.net.successor import Arrival
from monitor.wire.received import Received
from tests.helpers.stand_in import StandIn, as_connection

MESSAGE = Arrival(Received([b"1"]), 3, 1e9)


def new() -> Pair:
    return Pair(on_ready=lambda: None)


async def test_one_that_is_adopted_delivers_and_is_sent_to() -> None:
    pair, stand_in = new(), StandIn()
    assert pair.outlet is None
    pair.adopt(as_connection(stand_in))
    assert pair.current is pair.outlet is stand_in
    assert stand_in.done == []
    pair.pause(True)
    pair.pause(False)
    assert stand_in.done == ["pause", "resume"]


async def test_one_that_is_adopted_while_all_is_held_back_is_held_back() -> None:
    pair, stand_in = new(), StandIn()
    pair.pause(True)
    pair.adopt(as_connection(stand_in))
    assert stand_in.done == ["pause"]


async def test_one_that_stands_by_is_sent_to_while_the_other_delivers_and_then_takes_its_place() -> None:
    pair, old, new_one = new(), StandIn("old"), StandIn("new")
    pair.adopt(as_connection(old))
    pair.stand_by(as_connection(new_one))
    assert pair.current is old
    assert pair.outlet is new_one
    assert pair.is_successor(as_connection(new_one))
    assert not pair.is_successor(as_connection(old))
    pair.keep(MESSAGE)
    assert pair.take_over() == [MESSAGE]
    assert pair.current is pair.outlet is new_one
    assert old.done == ["close 1000", "resume"]
    assert new_one.done == ["pause", "pause"]
    assert len(pair.closing()) == 1
    assert pair.take_over() == []


async def test_leaving_is_polite_or_not_and_drops_who_stands_by() -> None:
    for polite, done in ((True, ["close 1000", "resume"]), (False, ["abort"])):
        pair, old, new_one = new(), StandIn(), StandIn()
        pair.adopt(as_connection(old))
        pair.stand_by(as_connection(new_one))
        pair.leave(polite=polite)
        assert (old.done, new_one.done) == (done, ["abort"])
        assert pair.outlet is None
        pair.leave(polite=polite)
        assert old.done == done


async def test_parting_for_a_reason_tells_it() -> None:
    pair, stand_in = new(), StandIn()
    assert not pair.part(code=1009, reason="too much")
    pair.adopt(as_connection(stand_in))
    assert pair.part(code=1009, reason="too much")
    assert stand_in.done == ["close 1009 too much", "resume"]
    assert pair.current is None
