"""Numbers of WAMP requests, and what they stand for."""

from monitor.wire.dialects.wamp_requests import WampRequests


def test_a_subscription_is_known_by_the_routers_number_once_it_is_confirmed():
    requests = WampRequests(["com.a", "com.b"], match="exact")
    requests.begin()
    assert requests.topic(77) == ""
    requests.confirmed(2, 77)
    assert requests.topic(77) == "com.b"
    assert requests.refused(1) == "com.a"
    assert requests.refused(1) is None


def test_numbers_that_are_none_are_no_requests():
    requests = WampRequests(["com.a"], match="exact")
    requests.begin()
    for strange in ("1", None, [], {}, 1.5):
        requests.confirmed(strange, 7)
        requests.confirmed(1 if strange == [] else 9, strange)
        assert requests.refused(strange) is None
        assert requests.answered(strange) == ""
        assert requests.topic(strange) == ""


def test_of_too_many_requests_the_oldest_is_forgotten():
    requests = WampRequests([], match="exact")
    for _ in range(1_200):
        requests.asked('{"procedure":"com.add"}')
    assert requests.answered(1) == ""
    assert requests.answered(1_200) == "com.add"
