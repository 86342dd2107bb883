import json
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from monitor.demo.feeds.events import EventsFeed
from monitor.workspace.messages.event_columns import guess_columns, leaves_of, text_paths


def told(*messages: Any) -> list[bytes]:
    return [json.dumps(message).encode() for message in messages]


def demo() -> list[bytes]:
    feed = EventsFeed(seed=1)
    return [planned.text.encode() for index in range(8) for planned in feed.block(index, epoch=1.7e9)]


def test_the_demo_shows_level_source_and_text() -> None:
    assert guess_columns(demo()) == ("level", "source", "text")
    assert text_paths(demo()) == ("time", "level", "severity", "source", "text", "duration_ms")


def test_a_chat_shows_who_and_what() -> None:
    dice = Random(1)
    words = ["hello", "there", "this", "is", "a", "longer", "line", "of", "text"]
    chat = told(
        *(
            {
                "id": f"{dice.getrandbits(64):016x}",
                "ts": "2026-03-01T10:00:00Z",
                "user": {"name": dice.choice(["ann", "bob"]), "uid": str(number)},
                "msg": " ".join(dice.choices(words, k=9)),
            }
            for number in range(30)
        )
    )
    assert guess_columns(chat) == ("user.name", "msg")


def test_where_all_is_short_what_varies_is_what_is_said() -> None:
    events = told(*({"category": "Flag", "flag": "RED", "note": f"Turn {'abcdef'[n % 6]}"} for n in range(12)))
    assert guess_columns(events) == ("category", "flag", "note")


def test_without_text_there_are_no_columns() -> None:
    assert guess_columns([]) == ()
    assert guess_columns([b"plain line", b"\xff"]) == ()
    assert guess_columns(told({"a": 1}, {"b": "12.5"}, [1, 2])) == ()


def test_there_are_never_more_columns_than_fit() -> None:
    wide = told(*({f"name_{place}": "ab"[n % 2] * (place + 1) for place in range(20)} for n in range(5)))
    assert len(guess_columns(wide)) == 4


def test_the_parts_of_a_message_are_looked_at_within_bounds() -> None:
    assert len(list(leaves_of({str(number): number for number in range(1000)}))) == 64
    assert [leaf.path for leaf in leaves_of({"a": {"b": {"c": {"d": 1}}}, "e": list(range(100))})] == [
        f"e[{place}]" for place in range(8)
    ]


JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=30),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=8), inside, max_size=3),
    max_leaves=8,
)


@given(st.lists(JSON, max_size=6))
def test_every_guess_is_among_what_there_is(messages: list[Any]) -> None:
    payloads = told(*messages)
    assert set(guess_columns(payloads)) <= set(text_paths(payloads))
