"""Every option of the form shows what a profile says and writes what is typed."""

import msgspec
import pytest

from monitor.feed.profile import Every, Limits, Profile, Proxy, Send, Tls
from monitor.feed.profiles.checks import problems
from monitor.workspace.adding.options import OPTIONS, NotUsable, Option
from monitor.workspace.adding.trouble import Section

USUAL = Profile(name="p", address="wss://example.net")
FULL = msgspec.structs.replace(
    USUAL,
    symbols=("A", "B"),
    send=(Send("${items}", each='"${symbol}"', batch=7), Send('{"b":2}')),
    every=(Every("ping", 20.0),),
    proxy=Proxy("socks5://127.0.0.1:1080"),
    tls=Tls(ca="a.pem", certificate="c.pem", key="k.pem"),
    limits=Limits(
        silence_seconds=30.0, keep_seconds=7200.0, keys=10, max_age_seconds=60.0, keep_bytes=64 * 1024 * 1024
    ),
    subprotocols=("a", "b"),
    origin="https://x",
    compression=False,
)
EVERY = [option for options in OPTIONS.values() for option in options]


def option(section: Section, title: str) -> Option:
    return next(each for each in OPTIONS[section] if each.title == title)


@pytest.mark.parametrize("each", EVERY, ids=lambda each: each.title)
@pytest.mark.parametrize("profile", [USUAL, FULL], ids=["usual", "full"])
def test_writing_what_is_shown_changes_nothing(each: Option, profile: Profile) -> None:
    assert each.write(profile, each.read(profile)) == profile


@pytest.mark.parametrize("each", EVERY, ids=lambda each: each.title)
def test_each_part_of_a_full_profile_can_be_typed_into_an_empty_one(each: Option) -> None:
    base = msgspec.structs.replace(USUAL, symbols=FULL.symbols, send=FULL.send if "symbol" in each.title else ())
    assert each.read(each.write(base, each.read(FULL))) == each.read(FULL)


def test_an_emptied_limit_is_the_usual_one_again() -> None:
    silence = option(Section.LIMITS, "Silent after, s")
    assert silence.write(FULL, "").limits.silence_seconds == Limits().silence_seconds
    age = option(Section.LIMITS, "Renew after, s")
    assert age.write(FULL, "").limits.max_age_seconds is None


@pytest.mark.parametrize("text", ["x", "-1", "0", "1e999", "nan"])
def test_a_limit_that_is_no_amount_is_told_at_once(text: str) -> None:
    with pytest.raises(NotUsable):
        option(Section.LIMITS, "Silent after, s").write(USUAL, text)


def test_keys_are_counted_in_whole_numbers() -> None:
    keys = option(Section.LIMITS, "Keys")
    assert keys.write(USUAL, "1 000").limits.keys == 1000
    with pytest.raises(NotUsable):
        keys.write(USUAL, "1.5")


def test_messages_on_open_are_parted_by_an_empty_line_and_keep_what_belongs_to_them() -> None:
    messages = option(Section.OPENING, "Messages on open")
    changed = messages.write(FULL, '{"a":\n 1}\n\n\n{"b":3}\n\n{"c":4}')
    assert [send.text for send in changed.send] == ['{"a":\n 1}', '{"b":3}', '{"c":4}']
    assert changed.send[0].batch == 7
    assert messages.write(FULL, "  \n").send == ()


def test_what_goes_out_for_each_symbol_needs_a_message_to_go_into() -> None:
    each = option(Section.OPENING, "For each symbol")
    with pytest.raises(NotUsable):
        each.write(USUAL, '"${symbol}"')
    assert each.write(FULL, "x").send[0].each == "x"


def test_periodic_messages_are_lines_with_their_seconds() -> None:
    periodic = option(Section.OPENING, "Again and again")
    changed = periodic.write(USUAL, '20 s: {"op":"ping"}\n\n0,5: hello')
    assert changed.every == (Every('{"op":"ping"}', 20.0), Every("hello", 0.5))
    with pytest.raises(NotUsable):
        periodic.write(USUAL, "ping every 20 s")


def test_every_option_points_to_where_checks_find_fault() -> None:
    bad = msgspec.structs.replace(FULL, subprotocols=("a b",), limits=Limits(keys=-1), send=(Send(""),))
    found = {problem.path for problem in problems(bad)}
    paths = {each.path for each in EVERY}
    assert all(any(path[: len(known)] == known for known in paths) for path in found)
