"""Texts that people write, or that are found in files: profiles, paths, templates, formulas, states, recordings."""

import tempfile
from collections.abc import Callable, Hashable
from functools import partial
from pathlib import Path

from monitor.core.errors import AddressError, CaptureError, FeedscopeError, ProfileError, SharedFileError, UsageError
from monitor.demo.capture import read_capture
from monitor.feed.paths import compile_path, format_path
from monitor.feed.placeholders import fill, slots
from monitor.feed.profiles.catalogue import shipped_folder
from monitor.feed.profiles.reading import parse_profile
from monitor.feed.profiles.writing import dump_profile
from monitor.formulas.parser import parse as parse_formula
from monitor.formulas.problem import FormulaError
from monitor.net.address import parse as parse_address
from monitor.net.connecting.answer import read_answer
from monitor.workspace.desk.saving import desks_from, desks_to
from monitor.workspace.keeping.settings_file import load_settings
from monitor.workspace.keeping.state import load_state
from monitor.workspace.sharing.reading import parse_shared
from monitor.workspace.sharing.writing import dump_shared
from tests.fuzz.mutation import texts
from tests.fuzz.target import Example, Finding, Target

__all__ = ["TARGETS"]


def _each(read: Callable[[str], Hashable], refusals: tuple[type[Exception], ...], example: Example) -> Hashable:
    """Every step as a text of its own."""
    outcomes: list[Hashable] = []
    for _, data, _ in example:
        try:
            outcomes.append(read(data.decode(errors="replace")))
        except refusals as refusal:
            words = refusal.what if isinstance(refusal, FeedscopeError) else str(refusal)
            if not words.strip():
                raise Finding("it is refused without a word") from refusal
            outcomes.append("".join(each for each in words if each.isalpha())[:30])
    return tuple(outcomes)


def _profile(text: str) -> Hashable:
    profile = parse_profile(text, file="x.toml")
    if parse_profile(dump_profile(profile), file="y.toml") != profile:
        raise Finding("what is written is not what was read")
    return len(profile.stream), type(profile.dialect).__name__, len(profile.send)


def _path(text: str) -> Hashable:
    path = compile_path(text)
    if compile_path(format_path(path.parts)).parts != path.parts:
        raise Finding("a path that is written out is another")
    path.get({"a": [{"b": 1}, None], "data": "[1]"})
    list(path.rows([[1], {"a": 2}])) if path.many else None
    return tuple(type(part).__name__ for part in path.parts)


def _template(text: str) -> Hashable:
    found = [slot.problem() for slot in slots(text)]
    if not any(found):
        fill(text, lambda slot: slot.filtered("A\nb"))
    return tuple(problem[:15] for problem in found)


def _formula(text: str) -> Hashable:
    return type(parse_formula(text)).__name__


def _address(text: str) -> Hashable:
    found = parse_address(text)
    parse_address(found.shown)
    return found.secure, found.port, len(found.notes)


def _desks(text: str) -> Hashable:
    desks, problems = desks_from(text.encode(errors="replace"))
    again, _ = desks_from(desks_to(desks))
    if [each.name for each in again.every] != [each.name for each in desks.every]:
        raise Finding("desks that are saved come back as others")
    return len(desks.every), len(problems)


def _shared(text: str) -> Hashable:
    shared = parse_shared(text.encode(), file="x")
    if parse_shared(dump_shared(shared).encode(), file="y") != shared:
        raise Finding("what is written is not what was read")
    return len(shared.feeds), len(shared.desks)


def _answer(text: str) -> Hashable:
    found = read_answer(text.encode(), b"<html>")
    return None if found is None else (found.status, found.get("location") is None, len(found.text()) > 5)


def _in_file(suffix: str, read: Callable[[Path], Hashable], example: Example) -> Hashable:
    """Every step as the content of a file."""
    outcomes = []
    with tempfile.TemporaryDirectory() as folder:
        for number, (_, data, _) in enumerate(example):
            path = Path(folder) / f"{number}{suffix}"
            path.write_bytes(data)
            outcomes.append(read(path))
    return tuple(outcomes)


def _capture(path: Path) -> Hashable:
    try:
        return min(sum(1 for _ in read_capture(path)), 20)
    except (CaptureError, UsageError) as error:
        return error.what.rpartition(":")[2][:30]


def _state(path: Path) -> Hashable:
    loaded = load_state(path)
    return len(loaded.feeds), loaded.window.maximised, bool(loaded.problems)


def _settings(path: Path) -> Hashable:
    return len(load_settings(path).problems)


def _shipped() -> list[str]:
    return [each.read_text("utf-8") for each in sorted(shipped_folder().glob("*.toml"))]


_PATHS = (
    "price",
    "data.price",
    '"odd.name"',
    "[3][-1]",
    "data[].p",
    "lines{}.speed",
    "{}",
    "body!json.p",
    "^.topic",
    "@s",
    "",
)
_FORMULAS = ("1 + 2 * -3 ^ 2", "sma([a/b], 60s) > 1e-3 and not 0", "where([x] >= pi, hold([y], 1d), -[z])", "((((1))))")
_FORMULA_PARTS = (b"(", b")", b"[a/b]", b"and ", b"not ", b"sma(", b",", b"60s", b"-", b"^", b"<=")
_DESKS = (
    b'{"desks":[{"name":"A","panels":{"p":{"kind":"inspector","feed":"f"}},"tree":{"kind":"tabs","panels":["p"]}}]}',
    b'{"desks":[],"current":"B"}',
)
_DESK_PARTS = (b'"kind":"split"', b'"shares":[0.5]', b'"children":')
_STATE = (
    b'{"schema":1,"feeds":[{"feed":"f","profile":{"name":"n","address":"wss://h"}}],"desks":{},"window":{"width":9}}'
)
_CAPTURE = (
    b'{"t":1.5,"dir":"in","data":"{}"}\n{"dir":"out","data":"a"}\n'
    b'{"t":null,"dir":"in","op":"binary","enc":"base64","data":"AA=="}\n'
)
_SHARED = b'{"feedscope":1,"feeds":[{"profile":{"name":"n","address":"wss://h"}}],"desks":[]}'
_HTTP = (
    "HTTP/1.1 401 No\r\nContent-Type: text/html\r\nSet-Cookie: a=b\r\n\r\n",
    "HTTP/1.0 302 Found\r\nLocation: /x\r\n\r\n",
)
_TOML = (
    b"\n[[stream]]\n",
    b"= ",
    b"${symbol}",
    b"${env:A}",
    b'kind = "mqtt"\n',
    b"[dialect]\n",
    b"[limits]\n",
    b"1e999",
)
_ADDRESSES = ("wss://user:pass@host.example:443/a/b?token=x#f", "localhost:8080", "[::1]:99/x", "http://münchen.de/%zz")
_ADDRESS_PARTS = (b"@", b":", b"//", b"[", b"xn--")
_TEMPLATE_PARTS = (b"${", b"}", b"$$", b":upper")
_TEMPLATES = ("${symbol}", '{"a":"${x:lower}"}', "$$${env:A_B}", "${secret:n}", "${items}")

_read_capture, _read_state = partial(_in_file, ".jsonl", _capture), partial(_in_file, ".json", _state)

TARGETS = (
    Target("profiles", partial(_each, _profile, (ProfileError,)), texts(*_shipped()), _TOML),
    Target("paths", partial(_each, _path, (ProfileError,)), texts(*_PATHS), (b"[]", b"{}", b"!json", b"^.", b"@")),
    Target("templates", partial(_each, _template, (ProfileError,)), texts(*_TEMPLATES), _TEMPLATE_PARTS),
    Target("formulas", partial(_each, _formula, (FormulaError,)), texts(*_FORMULAS), _FORMULA_PARTS),
    Target("addresses", partial(_each, _address, (AddressError,)), texts(*_ADDRESSES), _ADDRESS_PARTS),
    Target("desks", partial(_each, _desks, ()), texts(*_DESKS), _DESK_PARTS),
    Target("shared", partial(_each, _shared, (SharedFileError,)), texts(_SHARED), (b'"desks":', b'"feeds":')),
    Target("handshake/answers", partial(_each, _answer, ()), texts(*_HTTP), (b"HTTP/1.1 ", b"\r\n", b": ")),
    Target("files/recordings", _read_capture, texts(_CAPTURE), (b'{"dir":"in"', b"\x1f\x8b", b"\n")),
    Target("files/state", _read_state, texts(_STATE), (b'"schema":', b"null")),
    Target("files/settings", partial(_in_file, ".toml", _settings), texts("theme = 'dark'\nscale = 1.0\n"), _TOML),
)
