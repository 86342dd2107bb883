import itertools

from monitor.net.actions import Policy
from monitor.net.liveness import Liveness, Sign

POLICY = Policy(ping_seconds=10.0, pong_seconds=5.0, silence_seconds=10.0)


def opened() -> Liveness:
    liveness = Liveness(POLICY)
    liveness.opened(0.0)
    return liveness


def test_a_pong_gives_the_round_trip() -> None:
    liveness = opened()
    assert liveness.look(1.0) is Sign.PING
    assert liveness.pong(liveness.payload, 1.25)
    assert liveness.round_trip == 0.25


def test_a_pong_nobody_asked_for_only_shows_life() -> None:
    liveness = opened()
    assert not liveness.pong(b"unsolicited", 0.5)
    assert liveness.round_trip is None
    assert liveness.heard == 0.5


def test_a_dead_connection_is_found_within_fifteen_seconds_of_its_last_sign() -> None:
    liveness = opened()
    now = 0.0
    while (sign := liveness.look(now)) is not Sign.DEAD:
        if sign is Sign.PING and now < 40.0:
            liveness.pong(liveness.payload, now)
        if now < 42.5:
            liveness.data(now)
        now += 0.1
    assert now - 42.5 <= 15.1


def test_data_without_pongs_is_life_enough() -> None:
    liveness = opened()
    for tenth in range(1, 3000):
        liveness.data(tenth / 10)
        assert liveness.look(tenth / 10) is not Sign.DEAD


def test_silence_is_told_once() -> None:
    liveness = opened()
    signs = []
    for second in range(60):
        liveness.heard = float(second)
        signs.append(liveness.look(float(second)))
    assert signs.count(Sign.SILENT) == 1


def test_a_feed_whose_rhythm_is_unknown_is_never_given_up() -> None:
    liveness = opened()
    liveness.data(1.0)
    for second in range(2, 5000):
        liveness.heard = float(second)
        assert liveness.look(float(second)) is not Sign.ABANDONED


def test_a_feed_with_a_rhythm_gets_a_new_connection_when_it_stays_silent() -> None:
    liveness = opened()
    for second in range(30):
        liveness.data(float(second))
        liveness.look(float(second))
    signs = []
    for second in range(30, 200):
        liveness.heard = float(second)
        signs.append((second, liveness.look(float(second))))
    assert [second for second, sign in signs if sign is Sign.ABANDONED][:1] == [29 + 60]


def test_patience_doubles_while_new_connections_bring_nothing() -> None:
    liveness = opened()
    for second in range(30):
        liveness.data(float(second))
    cuts = []
    for second in range(30, 1000):
        liveness.heard = float(second)
        if liveness.look(float(second)) is Sign.ABANDONED:
            cuts.append(second)
            liveness.opened(float(second))
    assert [later - earlier for earlier, later in itertools.pairwise(cuts)] == [120, 240, 480]


def test_holding_back_makes_neither_dead_nor_silent() -> None:
    liveness = opened()
    liveness.data(1.0)
    for second in range(2, 500):
        liveness.held_back(float(second))
        assert liveness.look(float(second)) in (Sign.WELL, Sign.PING)


def test_looking_at_the_deadline_always_moves_it() -> None:
    liveness = opened()
    now = 0.0
    for _ in range(200):
        deadline = liveness.deadline
        assert deadline >= now
        now = deadline
        if liveness.look(now) is Sign.DEAD:
            liveness.opened(now)
