"""Ids and names of GraphQL operations."""

import json

import pytest

from monitor.wire.dialects.graphql_requests import GraphQlRequests
from monitor.wire.dialects.graphql_words import GraphQlOperation


def begun(*queries: str) -> GraphQlRequests:
    requests = GraphQlRequests([GraphQlOperation(query) for query in queries], begin="subscribe")
    requests.begin()
    return requests


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("subscription Prices { price }", "Prices"),
        ("# of all\nsubscription _p1($a: Int) { price }", "_p1"),
        ("subscription { price }", "1"),
        ("{ price }", "1"),
    ],
)
def test_an_operation_is_called_as_its_query_says_else_by_its_number(query: str, name: str):
    assert begun(query).name("1") == name
    assert json.loads(begun(query).head(1)) == {"operation": name}


def test_only_subscriptions_are_meant_to_last():
    requests = begun("{ a }", "# so\n subscription { b }")
    assert not requests.all_ended
    requests.end("1")
    assert not requests.all_ended
    requests.end("2")
    assert requests.all_ended


def test_an_id_that_nobody_has_given_is_no_operation():
    requests = begun("subscription { a }")
    assert not requests.runs("7")
    assert not requests.of_profile("7")
    assert not requests.of_profile(None)
    requests.end("7")
    assert list(requests.running) == ["1"]
