from monitor.net.pair import Pair
from tests.helpers.stand_in import StandIn, as_connection


def new() -> Pair:
    return Pair(on_ready=lambda: None)


def use(pair: Pair, stand_in: StandIn) -> None:
    """Make it the connection in use."""
    pair.stand_by(as_connection(stand_in))
    pair.take_over()
    stand_in.done.clear()


async def test_one_that_is_alone_takes_over_and_is_read_when_it_is_told() -> None:
    pair, stand_in = new(), StandIn()
    assert pair.outlet is pair.successor is None
    pair.stand_by(as_connection(stand_in))
    assert pair.current is pair.outlet is None
    assert not pair.take_over()
    assert pair.current is pair.outlet is stand_in
    assert stand_in.done == ["pause"]
    pair.pause(False)
    pair.pause(True)
    assert stand_in.done == ["pause", "resume", "pause"]


async def test_one_that_stands_by_is_sent_to_while_the_other_delivers_and_then_takes_its_place() -> None:
    pair, old, new_one = new(), StandIn("old"), StandIn("new")
    use(pair, old)
    pair.stand_by(as_connection(new_one))
    assert pair.current is pair.outlet is old
    pair.clear()
    assert pair.current is old
    assert pair.outlet is pair.successor is new_one
    assert pair.is_successor(as_connection(new_one))
    assert not pair.is_successor(as_connection(old))
    pair.deliver()
    assert pair.take_over()
    assert pair.current is pair.outlet is new_one
    assert old.done == ["close 1000", "resume"]
    assert new_one.done == ["pause", "pause"]
    assert len(pair.closing()) == 1
    assert not pair.take_over()


async def test_leaving_is_polite_or_not_and_drops_who_stands_by() -> None:
    for polite, done in ((True, ["close 1000", "resume"]), (False, ["abort"])):
        pair, old, new_one = new(), StandIn(), StandIn()
        use(pair, old)
        pair.stand_by(as_connection(new_one))
        pair.leave(polite=polite)
        assert (old.done, new_one.done) == (done, ["abort"])
        assert pair.outlet is None
        pair.leave(polite=polite)
        assert old.done == done


async def test_parting_for_a_reason_tells_it() -> None:
    pair, stand_in = new(), StandIn()
    assert not pair.part(code=1009, reason="too much")
    use(pair, stand_in)
    assert pair.part(code=1009, reason="too much")
    assert stand_in.done == ["close 1009 too much", "resume"]
    assert pair.current is None


async def test_parting_with_the_one_that_stands_by_leaves_the_other_alone() -> None:
    pair, old, new_one = new(), StandIn("old"), StandIn("new")
    use(pair, old)
    assert not pair.part_with_successor(code=1000, reason="no")
    pair.stand_by(as_connection(new_one))
    pair.clear()
    assert pair.part_with_successor(code=1000, reason="no")
    assert new_one.done == ["close 1000 no", "resume"]
    assert (pair.current, pair.outlet, pair.successor) == (old, old, None)
    assert old.done == []
